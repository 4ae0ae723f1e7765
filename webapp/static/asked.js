// Tells the knowledge base what was asked and whether a hit was opened (webapp/views/asked.py).
(() => {
  "use strict";

  const place = document.querySelector("[data-asked]");
  if (!place || !navigator.sendBeacon) { return; }

  const tell = (opened) => {
    const form = new FormData();
    form.append("q", place.dataset.asked);
    form.append("found", place.dataset.found);
    if (document.body.dataset.csrf) { form.append("csrf", document.body.dataset.csrf); }
    if (opened) { form.append("opened", "1"); }
    navigator.sendBeacon(place.dataset.tell, form);
  };

  if (place.dataset.first) { tell(false); }
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("a.step")) { tell(true); }
  });
})();
