// <countdown-clock>: digits only, in the light DOM; it drives the word, the mark, the spread and the bar of the .time-left around it.
// The server sends the deadlines when they change and nothing per tick.

import { now, onTick } from "./service-clock.js";
import { digits, span, spoken } from "./time-words.js";
import { DEFAULT_PACE, figure } from "./urgency.js";

/** @type {Record<import("./urgency.js").Figure["urgency"], string>} */
const WORDS = { calm: "Calm", soon: "Soon", critical: "Critical", doubtful: "Doubtful", over: "Over", moving: "Reconnecting", unknown: "Time left unknown" };

/** @type {WeakMap<Element, string>} Where the clock of a row stood last. */
const steps = new WeakMap();

export class CountdownClock extends HTMLElement {
  static observedAttributes = ["step", "since", "expected", "latest", "frozen"];

  #stop = () => {};
  #urgency = "";
  /** @type {Element | null} */
  #row = null;

  connectedCallback() {
    this.#row = this.closest("[data-session-id]");
    // A row's clock may come anew with another deadline: the step that the row stood at is the step that it goes on from.
    this.#urgency ||= (this.#row && steps.get(this.#row)) ?? "";
    this.#stop = onTick(() => this.#tick());
    this.#tick();
  }

  disconnectedCallback() {
    this.#stop();
    const row = this.#row;
    // Once all of the change is there: whoever comes back to a row without a clock begins anew.
    queueMicrotask(() => row && row.querySelector("countdown-clock") === null && steps.delete(row));
  }

  /** At once: the words beside the clock have changed already. All attributes of one change come before the words. */
  attributeChangedCallback() {
    queueMicrotask(() => this.isConnected && this.#tick());
  }

  /** @param {string} name */
  #moment(name) {
    const value = this.getAttribute(name);
    return value === null ? undefined : Number(value);
  }

  #tick() {
    const at = now();
    if (at === undefined) {
      return;
    }

    const page = document.documentElement;
    const isStale = this.closest('[data-freshness="stale"]') !== null || page.dataset.circuit === "lost" || page.hasAttribute("data-read-old");
    const deadlines = {
      since: this.#moment("since"),
      earliest: this.#moment("earliest"),
      expected: this.#moment("expected"),
      latest: this.#moment("latest"),
      frozen: this.#moment("frozen"),
    };
    const shown = figure(deadlines, at, isStale, pace());
    write(this, digits(shown.seconds));
    this.#driveParts(shown, deadlines, at, isStale);
    this.#tellStep(shown);
  }

  /**
   * @param {import("./urgency.js").Figure} shown
   * @param {import("./urgency.js").Deadlines} deadlines
   * @param {number} at
   * @param {boolean} isStale
   */
  #driveParts(shown, deadlines, at, isStale) {
    const around = this.closest(".time-left");
    if (!(around instanceof HTMLElement)) {
      return;
    }

    if (around.dataset.urgency !== shown.urgency) {
      around.dataset.urgency = shown.urgency;
    }
    // The row carries the mark of its clock on the left edge.
    if ((this.#row?.getAttribute("data-urgency") ?? "unknown") !== shown.urgency) {
      this.#row?.setAttribute("data-urgency", shown.urgency);
    }

    const isFrozen = deadlines.frozen !== undefined;
    const word = isFrozen ? `Reconnecting · ${digits((at - Number(deadlines.frozen)) / 1000)}` : WORDS[shown.urgency];
    const step = isFrozen ? "" : (this.getAttribute("step") ?? "");
    part(around, "word", [isStale ? "Estimate" : "", word, step].filter(Boolean).join(" · "));
    part(around, "spread", shown.urgency === "unknown" ? "so far" : shown.isAbout ? "about" : shown.spread > 0 ? `±${shown.spread}` : "");
    const cautious = this.#moment("cautious");
    part(around, "cautious", cautious === undefined ? "" : cautious > at ? `first window ends in ${span((cautious - at) / 1000)}` : "first window is over");
    const total = this.#moment("total");
    if (total && !isFrozen) {
      around.style.setProperty("--left", Math.max(0, Math.min(1, (shown.seconds * 1000) / total)).toFixed(3));
    }
  }

  /** @param {import("./urgency.js").Figure} shown */
  #tellStep(shown) {
    if (this.#urgency !== "" && this.#urgency !== shown.urgency) {
      const who = this.getAttribute("player") ?? this.#row?.querySelector("[data-open]")?.textContent ?? "A player";
      const words = `${who}, ${WORDS[shown.urgency].toLowerCase()}, ${spoken(shown.seconds)}`;
      const isMine = this.closest("[data-claim=mine], .panel:has([data-claim-bar=mine])") !== null;
      this.dispatchEvent(new CustomEvent("urgencystep", { bubbles: true, detail: { words, urgency: shown.urgency, isMine } }));
    }
    this.#urgency = shown.urgency;
    if (this.#row) {
      steps.set(this.#row, shown.urgency);
    }
  }
}

/** How long rescues take, as the server last said on the page's shell. */
function pace() {
  const shell = document.querySelector("[data-usual-rescue]");
  return shell instanceof HTMLElement ? { usual: Number(shell.dataset.usualRescue), fastest: Number(shell.dataset.fastestRescue) } : DEFAULT_PACE;
}

/**
 * @param {HTMLElement} around
 * @param {string} name
 * @param {string} text
 */
function part(around, name, text) {
  const element = around.querySelector(`[data-part="${name}"]`);
  if (element) {
    write(element, text);
  }
}

/**
 * Touches the page only when the words differ.
 * @param {Element} element
 * @param {string} text
 */
export function write(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}
