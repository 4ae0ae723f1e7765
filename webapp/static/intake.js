// The page of uploads: files can be dropped anywhere, and a paste keeps the format it had.
(() => {
  "use strict";

  const form = document.querySelector("[data-upload]");
  if (!form) { return; }
  const files = form.elements.files;
  const text = form.elements.text;
  const html = form.elements.html;
  const hint = document.getElementById("kb-text-hint");

  const holdsFiles = (event) => Array.from(event.dataTransfer?.types || []).includes("Files");

  document.addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) { return; }
    event.preventDefault();
    document.body.classList.add("dropping");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) { document.body.classList.remove("dropping"); }
  });
  document.addEventListener("drop", (event) => {
    if (!holdsFiles(event)) { return; }
    event.preventDefault();
    document.body.classList.remove("dropping");
    files.files = event.dataTransfer.files;
    form.submit();
  });

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
