// Follows the uploads that are read in the background: asks how they stand, and when one has moved
// on takes the parts of the page that are marked data-live from the page as it is then.
(function () {
  "use strict";

  var place = document.querySelector("[data-progress]");
  var LATER = 1000;
  if (!place || !window.fetch || place.dataset.underWay === "0") { return; }

  function later() {
    window.setTimeout(ask, LATER);
  }

  function show(text) {
    var page = new DOMParser().parseFromString(text, "text/html");
    var now = page.querySelector("[data-progress]");
    if (!now || ("reload" in place.dataset && now.dataset.underWay === "0")) {
      window.location.reload();  // it is to be checked now
      return;
    }
    place.dataset.stamp = now.dataset.stamp;
    place.dataset.underWay = now.dataset.underWay;
    Array.prototype.forEach.call(document.querySelectorAll("[data-live]"), function (part) {
      var fresh = page.getElementById(part.id);
      var focused = part.contains(document.activeElement) ? document.activeElement.id : "";
      if (!fresh || fresh.innerHTML === part.innerHTML) { return; }
      part.innerHTML = fresh.innerHTML;
      if (focused && document.getElementById(focused)) { document.getElementById(focused).focus(); }
    });
  }

  function ask() {
    window.fetch(place.dataset.progress)
      .then(function (answer) { return answer.json(); })
      .then(function (found) {
        if (found.stamp === place.dataset.stamp) { return null; }
        return window.fetch(window.location.pathname)
          .then(function (answer) { return answer.text(); })
          .then(show);
      })
      .catch(function () { /* the server is being restarted: it will go on */ })
      .then(function () { if (place.dataset.underWay !== "0") { later(); } });
  }

  later();
})();
