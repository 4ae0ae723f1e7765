// In the box of a text that is edited: show the line that is wrong, and warn before what was typed
// is left behind. The page works without it.
(function () {
  "use strict";

  var box = document.getElementById("kb-markdown");
  if (!box) { return; }

  var line = Number(box.dataset.line || 0);
  if (line) {
    var text = box.value;
    var lines = text.split("\n");
    var start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    // How far down the line is, lines that wrap counted: as high as the text before it.
    box.value = text.slice(0, start);
    var down = box.scrollHeight;
    box.value = text;
    box.focus({ preventScroll: true });
    box.setSelectionRange(start, start + (lines[line - 1] || "").length);
    box.scrollTop = down > box.clientHeight ? down - box.clientHeight / 3 : 0;
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
