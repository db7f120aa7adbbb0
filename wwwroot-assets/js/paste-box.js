// The paste box: its text stays in this page and goes to the server by POST, never through the circuit.

import { post } from "./post.js";

const WAIT_MS = 250;

/** How long the box may take to be there again. */
const BACK_MS = 2_000;

class PasteBox {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #serial = 0;
  /** @type {Promise<boolean>} */
  #posting = Promise.resolve(true);
  #isDirty = false;

  /**
   * @param {HTMLTextAreaElement} field
   * @param {string} address
   */
  constructor(field, address) {
    this.field = field;
    this.address = address;
    field.addEventListener("input", this.#onInput);
    if (field.value !== "") {
      this.#onInput();
    }
  }

  #onInput = () => {
    this.#isDirty = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), WAIT_MS);
  };

  /**
   * Posts what stands in the box, unless the server has it already.
   * @param {boolean} [isUnknown] Whether the server has no word on the text: it forgets one that stood untouched for long.
   * @returns {Promise<boolean>} Whether the server has the newest text.
   */
  flush(isUnknown = false) {
    clearTimeout(this.#timer);
    if (!this.#isDirty && !(isUnknown && this.field.value !== "")) {
      return this.#posting;
    }

    this.#isDirty = false;
    const serial = ++this.#serial;
    const text = this.field.value;
    this.#posting = this.#posting.then(() => this.#post(text, serial));
    return this.#posting;
  }

  /**
   * @param {string} text
   * @param {number} serial
   */
  async #post(text, serial) {
    try {
      const response = await post(`${this.address}?serial=${serial}`, text);
      // An answer of any kind is the server's word; the panel shows it.
      return response.ok || response.status === 413;
    } catch {
      this.#isDirty = true;
      return false;
    }
  }

  /** Takes the repaired text from the server into the box. */
  async repair() {
    const response = await post(`${this.address}/repair`);
    if (response.ok) {
      this.field.value = await response.text();
      this.#isDirty = true;
      await this.flush();
      // Its button is about to go: the hand goes on to what is to be done next.
      const next = this.field.closest("section")?.querySelector("input[type=checkbox]:not(:checked), button.primary");
      if (next instanceof HTMLElement) {
        next.focus();
      }
    }
  }

  /** After an offer that came to nothing the next one is to be pasted: as soon as the box is there again, unless the hand went elsewhere. */
  async next() {
    const until = performance.now() + BACK_MS;
    while (performance.now() < until && !this.field.checkVisibility()) {
      await new Promise((done) => requestAnimationFrame(done));
    }
    if (document.activeElement?.matches("body, h1, aside.panel h2")) {
      this.field.focus();
    }
    if (document.activeElement === this.field) {
      // With what sends it.
      this.field.closest("section")?.scrollIntoView({ block: "nearest" });
    }
  }

  clear() {
    this.field.value = "";
    this.#isDirty = true;
    void this.flush();
  }

  /** @param {boolean} empties Whether what stands in the box goes too: it is not for whoever comes next. */
  dispose(empties) {
    clearTimeout(this.#timer);
    this.field.removeEventListener("input", this.#onInput);
    if (empties) {
      this.field.value = "";
    }
  }
}

/**
 * @param {HTMLTextAreaElement} field
 * @param {string} draftKey
 */
export function attach(field, draftKey) {
  return new PasteBox(field, `rescue/offers/${encodeURIComponent(draftKey)}`);
}
