// <more-rows> around the button that asks for more rows: it is pressed by itself as soon as it comes into view.

export class MoreRows extends HTMLElement {
  #sight = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) {
      this.querySelector("button")?.click();
    }
  });

  connectedCallback() {
    this.#sight.observe(this);
  }

  disconnectedCallback() {
    this.#sight.disconnect();
  }
}
