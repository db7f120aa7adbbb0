// <age-clock since="ms"> counts up, <age-clock until="ms"> counts down: `2 s`, `38 min`, `2 h 10`.

import { now, onTick } from "./service-clock.js";
import { write } from "./countdown-clock.js";
import { digits, span } from "./time-words.js";

export class AgeClock extends HTMLElement {
  #stop = () => {};

  connectedCallback() {
    this.#stop = onTick(() => this.#tick());
    this.#tick();
  }

  disconnectedCallback() {
    this.#stop();
  }

  #tick() {
    const at = now();
    if (at === undefined) {
      return;
    }

    const since = this.getAttribute("since");
    const until = this.getAttribute("until");
    const seconds = since !== null ? (at - Number(since)) / 1000 : (Number(until) - at) / 1000;
    write(this, this.getAttribute("form") === "digits" ? digits(seconds) : span(seconds));
  }
}
