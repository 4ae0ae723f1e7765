// The desk of a collection: excerpts are moved by dragging, with the arrow keys on their handle, or
// with the buttons, and the page stays where it is. The forms work without it.
(() => {
  "use strict";

  const desk = document.getElementById("kb-desk");
  if (!desk || !window.fetch || !window.DOMParser) { return; }
  let busy = false;
  let dragged = null;

  function said(text) {
    document.getElementById("kb-said").textContent = text;
  }

  function prepare() {
    Array.from(desk.querySelectorAll(".grip")).forEach((grip) => {
      grip.hidden = false;
      grip.draggable = true;
    });
  }

  function show(text, focus) {
    const page = new DOMParser().parseFromString(text, "text/html");
    const fresh = page.getElementById("kb-desk");
    if (!fresh) { window.location.reload(); return; }
    desk.innerHTML = fresh.innerHTML;
    prepare();
    const at = document.getElementById(focus);
    if (at && !at.disabled) { at.focus({ preventScroll: true }); at.scrollIntoView({ block: "nearest" }); }
    const item = at && at.closest("[data-excerpt]");
    const alert = desk.querySelector(".notice[role=alert]");
    if (alert) {
      said(alert.textContent);
    } else if (item) {
      const list = item.parentNode;
      const place = Array.from(list.children).indexOf(item) + 1;
      const chapter = item.closest("[data-chapter]").querySelector("h2").firstChild.nodeValue.trim();
      said("已移到“" + chapter + "”第 " + place + " 条");
    }
  }

  function send(action, body, focus) {
    if (busy) { return; }
    busy = true;
    window.fetch(action, { method: "POST", body: body, headers: { Accept: "text/html" } })
      .then((answer) => answer.text())
      .then((text) => { show(text, focus); })
      .catch(() => { window.location.reload(); })
      .then(() => { busy = false; });
  }

  function values(form, extra) {
    const body = new URLSearchParams(new FormData(form));
    Object.keys(extra || {}).forEach((name) => { body.set(name, extra[name]); });
    return body;
  }

  function step(grip, by) {
    const form = grip.parentNode.querySelector("form[data-quiet]");
    send(form.action, values(form, { by: by }), grip.id);
  }

  desk.addEventListener("submit", (event) => {
    const form = event.target;
    if (!("quiet" in form.dataset)) { return; }
    event.preventDefault();
    const button = event.submitter || document.activeElement;
    const extra = button && button.name ? {} : null;
    if (extra) { extra[button.name] = button.value; }
    send(form.action, values(form, extra), button ? button.id : "");
  });

  desk.addEventListener("keydown", (event) => {
    if (!event.target.classList.contains("grip")) { return; }
    if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      event.preventDefault();
      step(event.target, event.key === "ArrowUp" ? -1 : 1);
    }
  });

  desk.addEventListener("dragstart", (event) => {
    if (!event.target.classList || !event.target.classList.contains("grip")) { return; }
    dragged = event.target.closest("[data-excerpt]");
    dragged.classList.add("dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.id);
    event.dataTransfer.setDragImage(dragged, 20, 20);
  });

  function clear() {
    Array.from(desk.querySelectorAll(".drop-before, .drop-end")).forEach((at) => {
      at.classList.remove("drop-before", "drop-end");
    });
  }

  // Where a drop would put the excerpt: its chapter, and the excerpt it would stand before.
  function target(event) {
    const chapter = event.target.closest && event.target.closest("[data-chapter]");
    if (!dragged || !chapter) { return null; }
    let before = null;
    Array.from(chapter.querySelectorAll("[data-excerpt]")).some((item) => {
      const box = item.getBoundingClientRect();
      if (item !== dragged && event.clientY < box.top + box.height / 2) { before = item; }
      return before;
    });
    return { chapter: chapter, before: before };
  }

  desk.addEventListener("dragover", (event) => {
    const to = target(event);
    clear();
    if (!to) { return; }
    event.preventDefault();
    (to.before || to.chapter).classList.add(to.before ? "drop-before" : "drop-end");
  });

  desk.addEventListener("drop", (event) => {
    const to = target(event);
    clear();
    if (!to) { return; }
    event.preventDefault();
    const others = Array.from(to.chapter.querySelectorAll("[data-excerpt]"))
      .filter((item) => item !== dragged);
    const form = dragged.querySelector(".excerpt-tools form[data-quiet]");
    send(form.action, values(form, {
      do: "place",
      chapter: to.chapter.dataset.chapter,
      position: to.before ? others.indexOf(to.before) : others.length
    }), "grip-" + dragged.id);
  });

  desk.addEventListener("dragend", () => {
    clear();
    if (dragged) { dragged.classList.remove("dragged"); }
    dragged = null;
  });

  prepare();
})();
