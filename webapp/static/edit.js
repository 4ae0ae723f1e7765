// In the box of a text that is edited: show the line that is wrong, and warn before what was typed
// is left behind. The page works without it.
"use strict";

(() => {
  const box = document.getElementById("kb-markdown");
  if (!box) { return; }

  const showLine = (line) => {
    const text = box.value;
    const lines = text.split("\n");
    const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    // How far down the line is, lines that wrap counted: as high as the text before it.
    box.value = text.slice(0, start);
    const down = box.scrollHeight;
    box.value = text;
    box.focus({ preventScroll: true });
    box.setSelectionRange(start, start + (lines[line - 1] || "").length);
    box.scrollTop = down > box.clientHeight ? down - box.clientHeight / 3 : 0;
  };

  const line = Number(box.dataset.line || 0);
  if (line) { showLine(line); }

  let unsaved = "unsaved" in box.dataset;
  box.addEventListener("input", () => { unsaved = true; });
  box.form.addEventListener("submit", () => { unsaved = false; });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved) {
      event.preventDefault();
      event.returnValue = "";
    }
  });
})();
