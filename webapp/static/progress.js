// Follows the uploads that are read in the background: asks how they stand, and when one has moved
// on takes the parts of the page that are marked data-live from the page as it is then.
"use strict";

(() => {
  const place = document.querySelector("[data-progress]");
  const WAIT = 1000;
  if (!place || place.dataset.underWay === "0") { return; }

  const show = (text) => {
    const page = new DOMParser().parseFromString(text, "text/html");
    const now = page.querySelector("[data-progress]");
    if (!now || ("reload" in place.dataset && now.dataset.underWay === "0")) {
      window.location.reload(); // it is to be checked now
      return;
    }
    place.dataset.stamp = now.dataset.stamp;
    place.dataset.underWay = now.dataset.underWay;
    for (const part of document.querySelectorAll("[data-live]")) {
      const fresh = page.getElementById(part.id);
      if (!fresh || fresh.innerHTML === part.innerHTML) { continue; }
      const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
      part.innerHTML = fresh.innerHTML;
      if (focused && document.getElementById(focused)) { document.getElementById(focused).focus(); }
    }
  };

  const ask = async () => {
    try {
      const found = await (await window.fetch(place.dataset.progress)).json();
      // Without a stamp it is an error: the page stays as it is, and is asked for again.
      if (found.stamp && found.stamp !== place.dataset.stamp) {
        show(await (await window.fetch(window.location.pathname)).text());
      }
    } catch {
      // The server is being restarted: it will go on.
    }
    if (place.dataset.underWay !== "0") { later(); }
  };

  const later = () => window.setTimeout(ask, WAIT);

  later();
})();
