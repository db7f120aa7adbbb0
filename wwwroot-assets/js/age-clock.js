// <age-clock since="ms"> counts up, <age-clock until="ms"> counts down: `2 s`, `38 min`, `2 h 10`. <age-clock read> counts from the server's last good read. With `service` the moment is in service time.
// A moment that is written so stays as it is, whatever is learned of the service's clock.
// `before` and `after` are words around the figure, `over` stands instead of all when the time has come.

import { lastGoodRead, now, onTick, serviceNow, watchReads } from "./service-clock.js";
import { write } from "./countdown-clock.js";
import { digits, span } from "./time-words.js";

export class AgeClock extends HTMLElement {
  #stop = () => {};
  #leave = () => {};

  connectedCallback() {
    this.#leave = this.hasAttribute("read") ? watchReads() : () => {};
    this.#stop = onTick(() => this.#tick());
    this.#tick();
  }

  disconnectedCallback() {
    this.#stop();
    this.#leave();
  }

  #tick() {
    const at = this.hasAttribute("service") ? serviceNow() : now();
    const seconds = at === undefined ? undefined : this.#seconds(at);
    if (seconds === undefined) {
      return;
    }

    const over = this.getAttribute("over");
    if (over !== null && seconds < 1) {
      write(this, over);
      return;
    }

    const figure = this.getAttribute("form") === "digits" ? digits(seconds) : span(seconds);
    write(this, `${this.getAttribute("before") ?? ""}${figure}${this.getAttribute("after") ?? ""}`);
  }

  /** @param {number} at */
  #seconds(at) {
    if (this.hasAttribute("read")) {
      const read = lastGoodRead();
      return read === undefined ? undefined : (at - read) / 1000;
    }

    const since = this.getAttribute("since");
    return since !== null ? (at - Number(since)) / 1000 : (Number(this.getAttribute("until")) - at) / 1000;
  }
}
