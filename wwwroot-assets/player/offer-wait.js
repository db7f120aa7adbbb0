// Whether an offer that waits for support's yes was declined: the server names only what is, so the page remembers what was.

const WAITS = "waitingForSupport";

/** Of one page; one offer after another. */
export class OfferWait {
  /** Whether the reply to the offer was that it waits, and no state has said so yet. */
  #isToWait = false;

  /** Whether the line was away since that reply: the first state after it tells what became of the offer. */
  #mayHaveMissed = false;

  #isReached = true;

  /** Another offer is made. */
  begin() {
    this.#isToWait = false;
    this.#mayHaveMissed = false;
  }

  /**
   * The reply to the offer is that it waits.
   * @returns Whether the line is to be begun anew: it was away, and one that is on its way already may bring a state from before the reply.
   */
  waits() {
    this.#isToWait = true;
    this.#mayHaveMissed ||= !this.#isReached;
    return this.#mayHaveMissed;
  }

  /** @param {boolean} isReached Whether the line to support stands. One that broke before the reply may bring a state from before it. */
  line(isReached) {
    this.#isReached = isReached;
    this.#mayHaveMissed ||= this.#isToWait && !isReached;
  }

  /**
   * Takes a state.
   * @param {string} from The phase before.
   * @param {string} to The phase now.
   * @returns Whether the offer waits no more: with nothing under way, it was not sent.
   */
  take(from, to) {
    const isOver = to !== WAITS && (from === WAITS || this.#mayHaveMissed);
    this.#isToWait &&= to !== WAITS && !this.#mayHaveMissed;
    this.#mayHaveMissed = false;
    return isOver;
  }
}
