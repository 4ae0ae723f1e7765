// Forms with data-unsaved: warn before what was typed is left behind, not when the form is sent.
// data-unsaved="yes" says that the page already shows what is not stored. Works without it.
"use strict";

(() => {
  for (const form of document.querySelectorAll("form[data-unsaved]")) {
    let unsaved = form.dataset.unsaved === "yes";
    form.addEventListener("input", (event) => {
      // Boxes that only select what a button acts on hold nothing to save.
      if (!["pick", "left"].includes(event.target.name)) { unsaved = true; }
    });
    form.addEventListener("submit", () => { unsaved = false; });
    window.addEventListener("beforeunload", (event) => {
      if (unsaved) {
        event.preventDefault();
        event.returnValue = "";
      }
    });
  }
})();
