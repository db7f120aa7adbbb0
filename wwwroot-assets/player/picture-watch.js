// What the frames of one attempt say, look by look: pure, so that it can be tested without a page.

/** Frames have to rise for this long before it is called a picture. */
const RISING_MS = 3_000;
/** Without a new frame for this long the picture is said to stand. Nothing is thrown away for it: a network that was away may bring it back. */
const STANDING_MS = 3_000;
/** Two looks without a new frame, and the rising begins anew. */
const PAUSE_MS = 1_000;

/** @typedef {"first" | "picture" | "stands" | "moves"} PictureNews First frame; frames rose for three seconds; frames stand; they rise again. */

export class PictureWatch {
  #frames = 0;
  #risingSince = 0;
  #stoodSince = 0;
  #hasBegun = false;
  #isPicture = false;
  #stands = false;

  /**
   * @param {number} frames Decoded so far.
   * @param {number} at Milliseconds on a clock that only goes forward.
   * @param {boolean} isVisible A page that nobody sees need not draw: its frames say nothing.
   * @returns {PictureNews | undefined}
   */
  look(frames, at, isVisible) {
    const hasRisen = frames > this.#frames;
    this.#frames = frames;
    if (hasRisen) {
      return this.#rise(at);
    }
    if (!isVisible) {
      this.#stoodSince = at;
    }
    if (at - this.#stoodSince > PAUSE_MS) {
      this.#risingSince = at;
    }
    if (this.#hasBegun && !this.#stands && at - this.#stoodSince >= STANDING_MS) {
      this.#stands = true;
      return "stands";
    }
    return undefined;
  }

  /** @param {number} at @returns {PictureNews | undefined} */
  #rise(at) {
    this.#stoodSince = at;
    if (!this.#hasBegun) {
      this.#hasBegun = true;
      this.#risingSince = at;
      return "first";
    }
    if (this.#stands) {
      this.#stands = false;
      return "moves";
    }
    if (!this.#isPicture && at - this.#risingSince >= RISING_MS) {
      this.#isPicture = true;
      return "picture";
    }
    return undefined;
  }
}
