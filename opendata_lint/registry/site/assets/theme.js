/* The colors that somebody chose, before anything is shown. Without a choice those of the system count. */
(function () {
  "use strict";
  var CHOICES = ["auto", "light", "dark"];
  var WORDS = { auto: "Auto", light: "Light", dark: "Dark" };

  function chosen() {
    try {
      var kept = localStorage.getItem("opendata-lint-theme");
      return CHOICES.indexOf(kept) > 0 ? kept : "auto";
    } catch (_) {
      return "auto";
    }
  }

  function show(choice) {
    if (choice === "auto") document.documentElement.removeAttribute("data-theme");
    else document.documentElement.setAttribute("data-theme", choice);
  }

  show(chosen());
  document.addEventListener("DOMContentLoaded", function () {
    var button = document.getElementById("theme");
    var word = document.getElementById("theme-word");
    var choice = chosen();
    function tell() {
      word.textContent = WORDS[choice];
      button.setAttribute("aria-label", "Colors: " + WORDS[choice]);
    }
    tell();
    button.hidden = false;
    button.addEventListener("click", function () {
      choice = CHOICES[(CHOICES.indexOf(choice) + 1) % CHOICES.length];
      try {
        localStorage.setItem("opendata-lint-theme", choice);
      } catch (_) { /* Then it holds for this page only. */ }
      show(choice);
      tell();
    });
  });
})();
