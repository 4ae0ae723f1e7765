// The check screen: n and p go from doubt to doubt, and open what hides the field.
(() => {
  "use strict";

  const links = Array.from(document.querySelectorAll("[data-review] li:not(.looked) a"));
  if (!links.length) { return; }
  let place = -1;

  const reveal = (field) => {
    for (let around = field.parentElement; around; around = around.parentElement) {
      if (around.tagName === "DETAILS") { around.open = true; }
    }
    // The holder takes the focus, so that n and p still work; Tab leads into the field.
    const holder = field.closest(".row, .field") || field;
    holder.tabIndex = -1;
    holder.scrollIntoView({ block: "center" });
    holder.focus({ preventScroll: true });
  };

  const go = (step) => {
    place = (place + step + links.length) % links.length;
    const field = document.getElementById(decodeURIComponent(links[place].hash.slice(1)));
    if (field) { reveal(field); }
  };

  for (const [number, link] of links.entries()) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      place = number;
      go(0);
    });
  }

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select");
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (typing) { return; }
    if (event.key === "n") { go(1); }
    if (event.key === "p") { go(-1); }
  });
})();
