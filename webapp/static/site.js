// The keyboard ("/" to the search box, j and k along the list, "?" to the help) and print.
// Pages are complete without it.
(function () {
  "use strict";

  function typing(event) {
    var at = event.target;
    return event.isComposing || event.keyCode === 229 ||
      event.ctrlKey || event.metaKey || event.altKey ||
      (at instanceof Element && (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName)));
  }

  function visible(element) {
    return element.offsetParent !== null;
  }

  function step(by) {
    var links = Array.prototype.filter.call(document.querySelectorAll(".step"), visible);
    if (!links.length) { return; }
    var at = links.indexOf(document.activeElement);
    var to = at < 0 ? (by > 0 ? 0 : links.length - 1) : at + by;
    var link = links[Math.max(0, Math.min(links.length - 1, to))];
    link.focus({ preventScroll: true });
    link.scrollIntoView({ block: "center" });
  }

  document.addEventListener("keydown", function (event) {
    if (typing(event)) { return; }
    if (event.key === "/") {
      var box = document.getElementById("kb-q");
      box.focus();
      box.select();
    } else if (event.key === "j") {
      step(1);
    } else if (event.key === "k") {
      step(-1);
    } else if (event.key === "?") {
      window.location.assign(document.body.dataset.help);
    } else {
      return;
    }
    event.preventDefault();
  });

  // Paper cannot be unfolded: what is folded is printed open, and folded again afterwards.
  var unfolded = [];
  window.addEventListener("beforeprint", function () {
    unfolded = Array.prototype.slice.call(document.querySelectorAll("details:not([open])"));
    unfolded.forEach(function (details) { details.open = true; });
  });
  window.addEventListener("afterprint", function () {
    unfolded.forEach(function (details) { details.open = false; });
  });
})();
