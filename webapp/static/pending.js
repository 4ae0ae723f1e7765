// A page that says "not to be found yet" says by itself when it can be found.
(() => {
  "use strict";

  const place = document.querySelector("[data-pending]");
  const FIRST = 500;
  const LONGEST = 5000;
  let wait = FIRST;
  if (!place || !window.fetch) { return; }

  const ask = async () => {
    try {
      const state = await (await window.fetch(place.dataset.pending)).json();
      if (state.problem) {
        place.textContent = "索引没有更新，暂时检索不到：" + state.problem + "。";
        return;
      }
      if (state.pending === false) {
        place.textContent = place.dataset.ready;
        for (const notice of document.querySelectorAll("[data-index-updating]")) { notice.remove(); }
        return;
      }
    } catch {
      // The server is being restarted: it will go on.
    }
    wait = Math.min(wait * 1.5, LONGEST);
    window.setTimeout(ask, wait);
  };

  window.setTimeout(ask, wait);
})();
