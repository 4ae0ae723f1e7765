// The check screens: a link to a field opens what hides it; n and p go from doubt to doubt. A doubt on
// another page of the screen is a button that goes there.
(() => {
  "use strict";

  const reveal = (field) => {
    for (let around = field.parentElement; around; around = around.parentElement) {
      if (around.tagName === "DETAILS") { around.open = true; }
    }
    // The holder takes the focus, so that n and p still work; Tab leads into the field.
    const holder = field.closest(".subjects li") || field.closest(".row, .field") || field;
    holder.tabIndex = -1;
    holder.scrollIntoView({ block: "center" });
    holder.focus({ preventScroll: true });
  };

  const named = (hash) => document.getElementById(decodeURIComponent(hash.slice(1)));

  for (const link of document.querySelectorAll(".doubtful a, .notice a[href^='#']")) {
    link.addEventListener("click", (event) => {
      const field = named(link.hash);
      if (!field) { return; }
      event.preventDefault();
      reveal(field);
    });
  }
  // Come from another page of the screen.
  const came = window.location.hash.startsWith("#kb-side-") && named(window.location.hash);
  if (came) { reveal(came); }

  const links = Array.from(document.querySelectorAll(
    "[data-review] li:not(.looked) a, [data-review] li:not(.looked) [data-go]"));
  if (!links.length) { return; }
  let place = -1;

  const go = (step) => {
    place = (place + step + links.length) % links.length;
    if (links[place].dataset.go) { links[place].click(); return; }
    const field = named(links[place].hash);
    if (field) { reveal(field); }
  };

  const come = links.findIndex((link) => link.hash && link.hash === window.location.hash);
  if (come >= 0) { place = come; go(0); }

  for (const [number, link] of links.entries()) {
    if (link.dataset.go) { continue; }
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
