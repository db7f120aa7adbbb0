// What shows this page's rescue links: the code, the words, the question before one is replaced, and the QR code.

import { links } from "./link-store.js";

const NO_CODE = "–––-–––";

/** Something that shows what this page keeps of one session's link. */
class LinkPart extends HTMLElement {
  static observedAttributes = ["session", "link"];

  connectedCallback() {
    links.addEventListener("change", this.#onChange);
    this.draw();
  }

  disconnectedCallback() {
    links.removeEventListener("change", this.#onChange);
  }

  /** @param {string} _name */
  attributeChangedCallback(_name) {
    this.draw();
  }

  get session() {
    return this.getAttribute("session") ?? "";
  }

  get known() {
    return links.known(this.session, this.getAttribute("link"));
  }

  draw() {}

  #onChange = () => this.draw();
}

/** The six characters, big: they are read out on the telephone. */
class LinkCode extends LinkPart {
  draw() {
    const known = this.known;
    const isStanding = (this.getAttribute("link") ?? "") !== "";
    this.textContent = known?.code ?? NO_CODE;
    this.toggleAttribute("data-unknown", known === undefined);
    this.title = known ? "" : isStanding ? "This link was made in another page: its code is known there alone" : "No link stands";
  }
}

/** What became of the last act. */
class LinkWords extends LinkPart {
  static observedAttributes = [...LinkPart.observedAttributes, "episode", "acts", "outages"];
  #said = "";

  /**
   * @param {string} name
   * @param {string | null} [before]
   */
  attributeChangedCallback(name, before) {
    if (before !== null) {
      links.outdate(this.session, name);
    }

    this.draw();
  }

  draw() {
    const { words, about } = links.of(this.session);
    const sentence = about === "link" && this.known === undefined ? "" : words;
    // Written once: a screen reader would say it again.
    if (this.#said !== sentence) {
      this.#said = sentence;
      this.replaceChildren(sentence);
    }
  }
}

/** Asks before a link is replaced that the player may hold; without that link there is nothing to ask. */
class LinkQuestion extends LinkPart {
  draw() {
    const isAsked = links.isAsked(this.session, this.getAttribute("link"));
    if (isAsked === this.hasAttribute("hidden")) {
      this.toggleAttribute("hidden", !isAsked);
      if (isAsked) {
        this.querySelector("button")?.focus();
      }
    }
  }
}

/** The link, and nothing but the link, as a QR code. Once the player has opened it, it has done its work and folds. */
class LinkQr extends LinkPart {
  static observedAttributes = [...LinkPart.observedAttributes, "opened"];

  /** @param {string} name */
  attributeChangedCallback(name) {
    if (name === "opened" && this.hasAttribute("opened")) {
      links.set(this.session, { isPictured: false });
    }

    this.draw();
  }

  draw() {
    const known = links.of(this.session).isPictured ? this.known : undefined;
    this.toggleAttribute("hidden", known === undefined);
    this.replaceChildren(...(known ? [drawing(known.picture)] : []));
    const button = document.querySelector(`[data-show-qr="${CSS.escape(this.session)}"]`);
    button?.setAttribute("aria-expanded", String(known !== undefined));
  }
}

/** @param {{ size: number, path: string }} picture */
function drawing({ size, path }) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", "The rescue link as a QR code");
  svg.setAttribute("shape-rendering", "crispEdges");
  const modules = document.createElementNS("http://www.w3.org/2000/svg", "path");
  modules.setAttribute("d", path);
  svg.append(modules);
  return svg;
}

export function defineLinkElements() {
  customElements.define("link-code", LinkCode);
  customElements.define("link-words", LinkWords);
  customElements.define("link-question", LinkQuestion);
  customElements.define("link-qr", LinkQr);
}
