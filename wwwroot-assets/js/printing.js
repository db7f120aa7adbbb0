// A clock on paper stands still: the page says when it was printed. What stands open is printed, what is folded is not there.

export function startPrinting() {
  window.addEventListener("beforeprint", () => {
    document.body.dataset.printed = new Date().toLocaleString();
  });
}
