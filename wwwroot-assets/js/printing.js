// A clock on paper stands still: the page says when it was printed, and opens what is folded.

export function startPrinting() {
  window.addEventListener("beforeprint", () => {
    document.body.dataset.printed = new Date().toLocaleString();
  });
}
