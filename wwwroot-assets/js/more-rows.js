// <more-rows> around the button that asks for more rows: it is pressed by itself shortly before it comes into view, so that nothing below moves under the eye.

const AHEAD = "800px";

/** What has the focus and is in sight stays in sight when rows come above it. */
function keepFocusInSight(/** @type {Element} */ rows) {
  const focused = document.activeElement;
  const box = focused?.getBoundingClientRect();
  if (focused && box && focused !== document.body && box.bottom > 0 && box.top < innerHeight) {
    new MutationObserver((_, observer) => {
      observer.disconnect();
      focused.scrollIntoView({ block: "nearest" });
    }).observe(rows, { childList: true });
  }
}

export class MoreRows extends HTMLElement {
  #sight = new IntersectionObserver(
    (entries) => {
      if (entries.some((entry) => entry.isIntersecting)) {
        keepFocusInSight(/** @type {Element} */ (this.closest("tbody")));
        this.querySelector("button")?.click();
      }
    },
    { rootMargin: AHEAD },
  );

  connectedCallback() {
    this.#sight.observe(this);
  }

  disconnectedCallback() {
    this.#sight.disconnect();
  }
}
