// Offers names while someone types in the search box: links below it, reached with the arrow keys.
"use strict";

(() => {
  const box = document.getElementById("kb-q");
  if (!box) { return; }
  const WAIT = 120;
  const list = document.createElement("ul");
  let timer = 0;
  let asked = 0;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("aria-label", "检索提示");
  box.form.appendChild(list);

  const close = () => {
    asked += 1;
    list.hidden = true;
    list.textContent = "";
  };

  const itemOf = (row) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = row.url;
    link.textContent = row.text;
    if (row.note) {
      const note = document.createElement("span");
      note.className = "count";
      note.textContent = row.note;
      link.appendChild(note);
    }
    item.appendChild(link);
    return item;
  };

  const show = (rows) => {
    list.textContent = "";
    for (const row of rows) { list.appendChild(itemOf(row)); }
    list.hidden = !rows.length;
  };

  const ask = async () => {
    const typed = box.value.trim();
    if (!typed) { close(); return; }
    asked += 1;
    const mine = asked;
    try {
      const answer = await window.fetch(`${box.form.dataset.suggest}?q=${encodeURIComponent(typed)}`);
      const found = answer.ok ? await answer.json() : { suggestions: [] };
      if (mine === asked) { show(found.suggestions); }
    } catch {
      close();
    }
  };

  const later = () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, WAIT);
  };

  box.addEventListener("input", (event) => { if (!event.isComposing) { later(); } });
  box.addEventListener("compositionend", later);
  box.form.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (event.isComposing || list.hidden) { return; }
    if (event.key === "Escape") {
      close();
      box.focus();
    } else if (event.key === "ArrowDown") {
      links[Math.min(at + 1, links.length - 1)].focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      (at ? links[at - 1] : box).focus();
    } else {
      return;
    }
    event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    if (!box.form.contains(event.target)) { close(); }
  });
  box.form.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !box.form.contains(event.relatedTarget)) { close(); }
  });
})();
