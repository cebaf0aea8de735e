// Pages of accounts: the button that prints, and the word on a key that did not answer.
(function () {
  const print = document.getElementById("in-phieu");
  if (print) {
    print.hidden = false;
    print.addEventListener("click", () => window.print());
  }
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    document.getElementById("khoa-loi").hidden = false;
  });
})();
