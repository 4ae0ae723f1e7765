// The page of uploads: a paste keeps the format it had.
(() => {
  "use strict";

  const form = document.querySelector("[data-upload]");
  if (!form) { return; }
  const text = form.elements.text;
  const html = form.elements.html;
  const hint = document.getElementById("kb-text-hint");

  const keepFormat = (kept) => {
    html.value = kept;
    hint.textContent = kept ? hint.dataset.formatted : hint.dataset.plain;
  };

  text.addEventListener("paste", (event) => {
    const formatted = event.clipboardData.getData("text/html");
    const whole = text.selectionStart === 0 && text.selectionEnd === text.value.length;
    if (!formatted || !whole) { return; }
    event.preventDefault();
    text.value = event.clipboardData.getData("text/plain");
    keepFormat(formatted);
  });
  text.addEventListener("input", () => keepFormat(""));
})();
