/* Buttons that copy; without JavaScript they are not there. */
(function () {
  "use strict";
  function byHand(text) {
    var field = document.createElement("textarea");
    field.value = text;
    field.className = "unseen";
    document.body.appendChild(field);
    field.select();
    var done = document.execCommand("copy");
    field.remove();
    if (!done) throw new Error("refused");
  }
  /* Browsers may refuse the clipboard to pages on the disk; the older way then still works. */
  function copy(text) {
    if (!navigator.clipboard) return Promise.resolve(text).then(byHand);
    return navigator.clipboard.writeText(text).catch(function () { byHand(text); });
  }

  document.querySelectorAll("button.copy").forEach(function (button) {
    var word = button.firstChild;
    button.hidden = false;
    button.addEventListener("click", function () {
      copy(button.dataset.copy).then(
        function () { word.textContent = "Copied"; },
        function () { word.textContent = "Not copied"; }
      ).then(function () {
        button.focus();
        setTimeout(function () { word.textContent = "Copy"; }, 2000);
      });
    });
  });
})();
