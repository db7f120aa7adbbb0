// <tab-title>: "(3) 0:42 · Queue · StreamOps" without a word from the server, and a grey favicon while nothing is live.

import { now, onTick } from "./service-clock.js";
import { digits } from "./time-words.js";
import { tabTitle } from "./title-words.js";
import { figure } from "./urgency.js";

export class TabTitle extends HTMLElement {
  #stop = () => {};

  connectedCallback() {
    this.#stop = onTick(() => this.#tick());
    this.#tick();
  }

  disconnectedCallback() {
    this.#stop();
  }

  #tick() {
    const count = Number(this.getAttribute("waiting") ?? 0);
    const isLost = document.documentElement.dataset.circuit === "lost" || document.documentElement.hasAttribute("data-read-old");
    const title = tabTitle(document.title, { isLost, count, worst: this.#worst() });
    if (document.title !== title) {
      document.title = title;
    }

    const icon = document.querySelector('link[rel="icon"]');
    const href = isLost ? "icons/favicon-lost.svg" : count > 0 ? "icons/favicon-waiting.svg" : "icons/favicon.svg";
    if (icon && icon.getAttribute("href") !== href) {
      icon.setAttribute("href", href);
    }
  }

  #worst() {
    const at = now();
    const expected = this.getAttribute("expected");
    return at === undefined || expected === null ? "" : digits(figure({ expected: Number(expected) }, at).seconds);
  }
}
