// The keyboard ("/" to the search box, j and k along the list, "?" to the help) and print.
// Pages are complete without it.
"use strict";

(() => {
  const isTyping = (event) => {
    const at = event.target;
    return event.isComposing || event.keyCode === 229 ||
      event.ctrlKey || event.metaKey || event.altKey ||
      (at instanceof Element && (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName)));
  };

  const step = (by) => {
    const links = [...document.querySelectorAll(".step")].filter((link) => link.offsetParent !== null);
    if (!links.length) { return; }
    const at = links.indexOf(document.activeElement);
    const to = at < 0 ? (by > 0 ? 0 : links.length - 1) : at + by;
    const link = links[Math.max(0, Math.min(links.length - 1, to))];
    link.focus({ preventScroll: true });
    link.scrollIntoView({ block: "center" });
  };

  const focusSearch = () => {
    const box = document.getElementById("kb-q");
    box.focus();
    box.select();
  };

  const keys = {
    "/": focusSearch,
    j: () => step(1),
    k: () => step(-1),
    "?": () => window.location.assign(document.body.dataset.help),
  };

  document.addEventListener("keydown", (event) => {
    if (isTyping(event) || !Object.prototype.hasOwnProperty.call(keys, event.key)) { return; }
    keys[event.key]();
    event.preventDefault();
  });

  // Paper cannot be unfolded: what is folded is printed open, and folded again afterwards.
  let unfolded = [];
  window.addEventListener("beforeprint", () => {
    unfolded = [...document.querySelectorAll("details:not([open], .entry-more)")];
    for (const details of unfolded) { details.open = true; }
  });
  window.addEventListener("afterprint", () => {
    for (const details of unfolded) { details.open = false; }
  });
})();
