// In the box of a text that is edited: show the line that is wrong, and warn before what was typed
// is left behind. The page works without it.
(function () {
  "use strict";

  var box = document.getElementById("kb-markdown");
  if (!box) { return; }

  var line = Number(box.dataset.line || 0);
  if (line) {
    var lines = box.value.split("\n");
    var start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    box.focus({ preventScroll: true });
    box.setSelectionRange(start, start + (lines[line - 1] || "").length);
    // Wrapped lines are taller than one: the share of the text is near enough to see the selection.
    box.scrollTop = box.scrollHeight * start / Math.max(1, box.value.length) - box.clientHeight / 2;
  }

  var unsaved = "unsaved" in box.dataset;
  box.addEventListener("input", function () { unsaved = true; });
  box.form.addEventListener("submit", function () { unsaved = false; });
  window.addEventListener("beforeunload", function (event) {
    if (unsaved) {
      event.preventDefault();
      event.returnValue = "";
    }
  });
})();
