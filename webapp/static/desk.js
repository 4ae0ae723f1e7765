// The desk of a collection: excerpts are moved by dragging, with the arrow keys on their handle, or
// with the buttons, and the page stays where it is. The forms work without it.
(function () {
  "use strict";

  var desk = document.getElementById("kb-desk");
  if (!desk || !window.fetch || !window.DOMParser) { return; }
  var busy = false;
  var dragged = null;

  function said(text) {
    document.getElementById("kb-said").textContent = text;
  }

  function prepare() {
    Array.prototype.forEach.call(desk.querySelectorAll(".grip"), function (grip) {
      grip.hidden = false;
      grip.draggable = true;
    });
  }

  function show(text, focus) {
    var page = new DOMParser().parseFromString(text, "text/html");
    var fresh = page.getElementById("kb-desk");
    if (!fresh) { window.location.reload(); return; }
    desk.innerHTML = fresh.innerHTML;
    prepare();
    var at = document.getElementById(focus);
    if (at && !at.disabled) { at.focus({ preventScroll: true }); at.scrollIntoView({ block: "nearest" }); }
    var item = at && at.closest("[data-excerpt]");
    var alert = desk.querySelector(".notice[role=alert]");
    if (alert) {
      said(alert.textContent);
    } else if (item) {
      var list = item.parentNode;
      var place = Array.prototype.indexOf.call(list.children, item) + 1;
      var chapter = item.closest("[data-chapter]").querySelector("h2").firstChild.nodeValue.trim();
      said("已移到“" + chapter + "”第 " + place + " 条");
    }
  }

  function send(action, body, focus) {
    if (busy) { return; }
    busy = true;
    window.fetch(action, { method: "POST", body: body, headers: { Accept: "text/html" } })
      .then(function (answer) { return answer.text(); })
      .then(function (text) { show(text, focus); })
      .catch(function () { window.location.reload(); })
      .then(function () { busy = false; });
  }

  function values(form, extra) {
    var body = new URLSearchParams(new FormData(form));
    Object.keys(extra || {}).forEach(function (name) { body.set(name, extra[name]); });
    return body;
  }

  function step(grip, by) {
    var form = grip.parentNode.querySelector("form[data-quiet]");
    send(form.action, values(form, { by: by }), grip.id);
  }

  desk.addEventListener("submit", function (event) {
    var form = event.target;
    if (!("quiet" in form.dataset)) { return; }
    event.preventDefault();
    var button = event.submitter || document.activeElement;
    var extra = button && button.name ? {} : null;
    if (extra) { extra[button.name] = button.value; }
    send(form.action, values(form, extra), button ? button.id : "");
  });

  desk.addEventListener("keydown", function (event) {
    if (!event.target.classList.contains("grip")) { return; }
    if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      event.preventDefault();
      step(event.target, event.key === "ArrowUp" ? -1 : 1);
    }
  });

  desk.addEventListener("dragstart", function (event) {
    if (!event.target.classList || !event.target.classList.contains("grip")) { return; }
    dragged = event.target.closest("[data-excerpt]");
    dragged.classList.add("dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.id);
    event.dataTransfer.setDragImage(dragged, 20, 20);
  });

  function clear() {
    Array.prototype.forEach.call(desk.querySelectorAll(".drop-before, .drop-end"), function (at) {
      at.classList.remove("drop-before", "drop-end");
    });
  }

  // Where a drop would put the excerpt: its chapter, and the excerpt it would stand before.
  function target(event) {
    var chapter = event.target.closest && event.target.closest("[data-chapter]");
    if (!dragged || !chapter) { return null; }
    var before = null;
    Array.prototype.some.call(chapter.querySelectorAll("[data-excerpt]"), function (item) {
      var box = item.getBoundingClientRect();
      if (item !== dragged && event.clientY < box.top + box.height / 2) { before = item; }
      return before;
    });
    return { chapter: chapter, before: before };
  }

  desk.addEventListener("dragover", function (event) {
    var to = target(event);
    clear();
    if (!to) { return; }
    event.preventDefault();
    (to.before || to.chapter).classList.add(to.before ? "drop-before" : "drop-end");
  });

  desk.addEventListener("drop", function (event) {
    var to = target(event);
    clear();
    if (!to) { return; }
    event.preventDefault();
    var others = Array.prototype.filter.call(
      to.chapter.querySelectorAll("[data-excerpt]"), function (item) { return item !== dragged; }
    );
    var form = dragged.querySelector(".excerpt-tools form[data-quiet]");
    send(form.action, values(form, {
      do: "place",
      chapter: to.chapter.dataset.chapter,
      position: to.before ? others.indexOf(to.before) : others.length
    }), "grip-" + dragged.id);
  });

  desk.addEventListener("dragend", function () {
    clear();
    if (dragged) { dragged.classList.remove("dragged"); }
    dragged = null;
  });

  prepare();
})();
