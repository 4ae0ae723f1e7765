// Excerpts: what is copied from an entry carries its source, links to take an excerpt add it at
// once, and a selection in an entry offers both. Pages are complete without it.
(() => {
  "use strict";

  const address = document.body.dataset.take;
  const toast = document.createElement("p");
  let timer = 0;
  if (!address || !window.fetch || !window.Promise) { return; }
  toast.className = "toast";
  toast.setAttribute("role", "status");
  document.querySelector("main").insertAdjacentElement("afterend", toast);

  function say(text) {
    toast.textContent = text;
    toast.classList.add("shown");
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      toast.classList.remove("shown");
      toast.textContent = "";
    }, 6000);
  }

  // The text of an entry that lies in a range: the lines of its text only, without helper links.
  function pieces(entry, range) {
    const found = { text: "", start: -1, length: 0 };
    let at = 0;
    Array.from(entry.querySelectorAll("[data-line]")).forEach((line, number) => {
      if (number) {
        if (found.start >= 0) { found.text += "\n"; }
        at += 1;
      }
      const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
      let node = walker.nextNode();
      while (node) {
        const value = node.nodeValue;
        if (range.intersectsNode(node)) {
          const from = node === range.startContainer ? range.startOffset : 0;
          const to = node === range.endContainer ? range.endOffset : value.length;
          if (to > from) {
            if (found.start < 0) { found.start = at + Array.from(value.slice(0, from)).length; }
            found.text += value.slice(from, to);
          }
        }
        at += Array.from(value).length;
        node = walker.nextNode();
      }
    });
    found.text = found.text.replace(/\s+$/, "");
    // The server counts characters, a string of JavaScript units of UTF-16.
    found.length = Array.from(found.text).length;
    return found;
  }

  function selected() {
    const selection = window.getSelection();
    if (!selection || !selection.rangeCount || selection.isCollapsed) { return []; }
    const range = selection.getRangeAt(0);
    return Array.from(document.querySelectorAll("[data-cite]")).filter((entry) => {
      return range.intersectsNode(entry) && pieces(entry, range).text.trim();
    }).map((entry) => {
      const found = pieces(entry, range);
      return { entry: entry, text: found.text, start: found.start, end: found.start + found.length };
    });
  }

  function quoted(parts) {
    return parts.map((part) => {
      return "“" + part.text.trim() + "”" + part.entry.dataset.cite;
    }).join("\n");
  }

  document.addEventListener("copy", (event) => {
    const parts = selected();
    if (!parts.length || !event.clipboardData) { return; }
    event.clipboardData.setData("text/plain", quoted(parts));
    event.preventDefault();
  });

  // navigator.clipboard asks for https, which an intranet may not have.
  function copy(text) {
    const box = document.createElement("textarea");
    const before = document.activeElement;
    box.value = text;
    box.className = "unseen";
    box.setAttribute("readonly", "");
    document.body.appendChild(box);
    box.select();
    const done = document.execCommand("copy");
    document.body.removeChild(box);
    if (before && before.focus) { before.focus({ preventScroll: true }); }
    say(done ? "已复制原文和出处" : "浏览器不允许复制，请选中文字再按 Ctrl+C");
  }

  function tray(found) {
    let pill = document.getElementById("kb-tray");
    if (!pill) {
      pill = document.createElement("a");
      pill.id = "kb-tray";
      pill.className = "tray";
      pill.innerHTML = '<span class="tray-name"></span> ' +
        '<span class="tray-count"></span><span class="unseen"> 条摘录</span>';
      const place = document.createElement("aside");
      place.setAttribute("aria-label", "当前讲义");
      place.appendChild(pill);
      toast.parentNode.insertBefore(place, toast);
    }
    pill.href = found.url;
    pill.querySelector(".tray-name").textContent = found.name;
    pill.querySelector(".tray-count").textContent = found.count;
  }

  function answer(response) {
    return response.json().then((found) => {
      if (found.choose) { window.location.assign(found.choose); }
      if (!response.ok || found.choose) { throw new Error(found.message || "没有成功"); }
      return found;
    });
  }

  function add(values) {
    const body = new URLSearchParams();
    if (document.body.dataset.csrf) { body.append("csrf", document.body.dataset.csrf); }
    Object.keys(values).forEach((name) => {
      if (values[name] !== null) { body.append(name, values[name]); }
    });
    window.fetch(address, { method: "POST", body: body, headers: { Accept: "application/json" } })
      .then(answer)
      .then((found) => { tray(found); say(found.message); })
      .catch((error) => { say("没有加入：" + error.message); });
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[data-take], a[data-copy]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) { return; }
    event.preventDefault();
    const asked = new URL(link.href).searchParams;
    if ("take" in link.dataset) {
      add({
        entry: asked.get("entry"),
        span: asked.has("end") ? asked.get("start") + "-" + asked.get("end") : null
      });
      return;
    }
    window.fetch(address + new URL(link.href).search, { headers: { Accept: "application/json" } })
      .then(answer)
      .then((found) => { copy(found.quote); })
      .catch((error) => { say("没有复制：" + error.message); });
  });

  // A selection in one entry offers to take or copy it, below its end.
  const bar = document.createElement("div");
  bar.className = "selection-bar";
  bar.hidden = true;
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "选中的文字");
  bar.innerHTML = '<button type="button">加入讲义</button><button type="button">复制原文和出处</button>';
  bar.firstChild.hidden = !("collects" in document.body.dataset);
  document.body.appendChild(bar);
  let held = [];

  function offer() {
    const parts = selected();
    if (!parts.length) {
      if (!bar.contains(document.activeElement)) { bar.hidden = true; }
      return;
    }
    held = parts;
    const box = window.getSelection().getRangeAt(0).getBoundingClientRect();
    bar.hidden = false;
    const left = Math.min(box.left, document.documentElement.clientWidth - bar.offsetWidth - 8);
    let top = box.bottom + 8;
    if (top + bar.offsetHeight > window.innerHeight) { top = Math.max(8, box.top - bar.offsetHeight - 8); }
    bar.style.left = Math.max(8, left) + window.pageXOffset + "px";
    bar.style.top = top + window.pageYOffset + "px";
  }

  let later = 0;
  document.addEventListener("selectionchange", () => {
    window.clearTimeout(later);
    later = window.setTimeout(offer, 200);
  });
  bar.addEventListener("mousedown", (event) => { event.preventDefault(); });
  bar.addEventListener("click", (event) => {
    const buttons = bar.querySelectorAll("button");
    if (event.target === buttons[1]) {
      copy(quoted(held));
    } else if (event.target === buttons[0]) {
      held.forEach((part) => {
        add({
          entry: part.entry.dataset.entry,
          span: part.start + "-" + part.end,
          quoted: part.text
        });
      });
    } else {
      return;
    }
    bar.hidden = true;
    window.getSelection().removeAllRanges();
  });
})();
