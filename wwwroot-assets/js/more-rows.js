// <more-rows> around the button that asks for more rows: it is pressed by itself shortly before it comes into view, so that nothing below moves under the eye.

const AHEAD = "800px";

export class MoreRows extends HTMLElement {
  #sight = new IntersectionObserver(
    (entries) => {
      if (entries.some((entry) => entry.isIntersecting)) {
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
