// Offers names while one types in the search box: links beneath it, reached with the arrow keys.
(function () {
  "use strict";

  var box = document.getElementById("kb-q");
  if (!box || !window.fetch) { return; }
  var list = document.createElement("ul");
  var timer = 0;
  var asked = 0;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("aria-label", "检索提示");
  box.form.appendChild(list);

  function close() {
    asked += 1;
    list.hidden = true;
    list.textContent = "";
  }

  function show(rows) {
    list.textContent = "";
    rows.forEach(function (row) {
      var item = document.createElement("li");
      var link = document.createElement("a");
      link.href = row.url;
      link.textContent = row.text;
      if (row.note) {
        var note = document.createElement("span");
        note.className = "count";
        note.textContent = row.note;
        link.appendChild(note);
      }
      item.appendChild(link);
      list.appendChild(item);
    });
    list.hidden = !rows.length;
  }

  function ask() {
    var typed = box.value.trim();
    if (!typed) { close(); return; }
    asked += 1;
    var mine = asked;
    window.fetch(box.form.dataset.suggest + "?q=" + encodeURIComponent(typed))
      .then(function (answer) { return answer.ok ? answer.json() : { suggestions: [] }; })
      .then(function (found) { if (mine === asked) { show(found.suggestions); } })
      .catch(close);
  }

  function later() {
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, 120);
  }

  box.addEventListener("input", function (event) { if (!event.isComposing) { later(); } });
  box.addEventListener("compositionend", later);
  box.form.addEventListener("keydown", function (event) {
    var links = Array.prototype.slice.call(list.querySelectorAll("a"));
    var at = links.indexOf(document.activeElement);
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
  document.addEventListener("click", function (event) {
    if (!box.form.contains(event.target)) { close(); }
  });
  box.form.addEventListener("focusout", function (event) {
    if (event.relatedTarget && !box.form.contains(event.relatedTarget)) { close(); }
  });
})();
