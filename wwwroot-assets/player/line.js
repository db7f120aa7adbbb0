// The line to support: small posts, and one stream of events that comes back by itself.

import { readEvents } from "../js/stand-by.js";

const RETRY_MS = [250, 1_000, 2_000, 4_000];
const ANSWER_MS = 15_000;
/** An offer is answered when the service has answered. */
const OFFER_MS = 75_000;

/** What is said once arrives also where the page is loaded anew, or left, in that moment. */
const OUTLIVES_THE_PAGE = new Set(["continue", "reports"]);

/** A line that lived for less is no new beginning: one that breaks at each try is tried more and more seldom. */
const STEADY_MS = 5_000;

/**
 * @typedef {object} State Where this page stands, as the server sees it.
 * @property {string} phase As `ready`.
 * @property {string} application
 * @property {number | null} deadline When the running window ends, in milliseconds on the server's time line.
 * @property {number} now When this was said, on the same line.
 * @property {string} stoppedBy The clinic's rule that stopped the last offer, `protocol-script`, or `not-let-in`; empty when nothing did.
 * @property {number} attempt Which attempt of the episode this page's last one is; 0 before the first.
 * @property {boolean} wantsBack Whether the player asked to come back, also before this page was loaded.
 */

/** @typedef {(State & { type: "state" }) | { type: "answer", attempt: number, answer: string } | { type: "beat" } | { type: "end" }} LineEvent */
/** @typedef {{ pass: string, state: State, webSdk: string | null, demoHost: string | null }} Opened What a secret or a code opens. */
/** @typedef {"applied" | "picture"} Rung */
/** @typedef {"noWebRtc" | "noH264" | "noCandidates" | "noWebSdk" | "answerNotTaken" | "noConnection" | "noPicture" | "none"} Trouble `none`: what was said before is mended. */

/** The server says no, and says why in one word. */
export class Refusal extends Error {
  /**
   * @param {string} phase As `tooLate`; `crowded` when it was asked too often.
   * @param {number} [second] What a second browser is to tell support.
   */
  constructor(phase, second = 0) {
    super(phase);
    this.phase = phase;
    this.second = second;
  }
}

/** One link as one browser holds it. */
export class Line {
  #pass = "";
  #page = pageKey();
  #wake = () => {};
  #silence = new AbortController();

  /**
   * Exchanges a link's secret or a code read aloud.
   * @param {{ secret: string } | { code: string }} key
   * @returns {Promise<Opened>}
   */
  async open(key) {
    const opened = await this.#ask("secret" in key ? "open" : "code", { ...key, page: this.#page, isLoadedAnew: isLoadedAnew() });
    this.#pass = opened.pass;
    return opened;
  }

  /** Forgets the link: what it still has to say is not heard any more. */
  leave() {
    this.#pass = "";
    this.again();
  }

  /** Says that the player goes on: from here on the link is this browser's. Lost again, that they want to come back: support reads it. */
  async spend() {
    await this.#ask("continue", this.#credentials());
  }

  /**
   * Sends an offer; its answer comes over the stream of events.
   * @param {string} text The signal request.
   * @returns {Promise<{ outcome: "answered" | "waits" | "stopped" | "notTaken", rule?: string }>} The clinic's rule where it was stopped.
   */
  offer(text) {
    return this.#ask("offers", this.#credentials(), text, AbortSignal.timeout(OFFER_MS));
  }

  /**
   * Says which rung was reached, what went wrong, or that the picture is gone. Never worth an error: support sees the session too.
   * @param {{ rung: Rung } | { trouble: Trouble } | { isLost: true }} what
   */
  async report(what) {
    await this.#ask("reports", { ...this.#credentials(), ...what }).catch(() => {});
  }

  /**
   * Listens until the server says that nothing more comes.
   * @param {(event: LineEvent) => Promise<void> | void} onEvent
   * @param {(isReached: boolean) => void} onLine
   * @returns {Promise<string>} The last word, as `tooLate`; empty when the link was left.
   */
  async listen(onEvent, onLine) {
    for (let tries = 0; ; tries++) {
      const silence = (this.#silence = new AbortController());
      let since = Infinity;
      try {
        const response = await this.#post("events", this.#credentials(), undefined, silence.signal);
        await refuse(response);
        let phase = "";
        for await (const event of readEvents(response, silence)) {
          since = Math.min(since, performance.now());
          onLine(true);
          phase = event.phase ?? phase;
          // Without a state before it the link is not open to this page any more: asked again, the server says why.
          if (event.type === "end" && phase !== "") {
            return phase;
          }
          // Not waited for: an answer takes its time, and the line goes on.
          void onEvent(event);
        }
      } catch (error) {
        if (error instanceof Refusal && error.phase !== "crowded") {
          return error.phase;
        }
      }
      if (this.#pass === "") {
        return "";
      }
      onLine(false);
      tries = performance.now() - since >= STEADY_MS ? 0 : tries;
      await this.pause(tries);
    }
  }

  /**
   * Waits before another try, each time longer, never in step with others.
   * @param {number} tries
   */
  pause(tries) {
    return new Promise((done) => {
      const wait = (RETRY_MS[Math.min(tries, RETRY_MS.length - 1)] ?? 0) * (0.5 + Math.random());
      const timer = setTimeout(done, wait);
      this.#wake = () => {
        clearTimeout(timer);
        done(undefined);
      };
    });
  }

  /** Ends a wait: the player asked for a try now. */
  tryNow() {
    this.#wake();
  }

  /** Listens anew, from a state of now on. */
  again() {
    this.#silence.abort();
    this.#wake();
  }

  #credentials() {
    return { pass: this.#pass, page: this.#page };
  }

  /**
   * @param {string} path
   * @param {object} said
   * @param {string} [offer]
   * @param {AbortSignal} [signal]
   * @returns {Promise<any>}
   */
  async #ask(path, said, offer, signal = AbortSignal.timeout(ANSWER_MS)) {
    const response = await this.#post(path, said, offer, signal);
    await refuse(response);
    return response.status === 204 ? undefined : response.json();
  }

  /**
   * @param {string} path
   * @param {object} said One line of JSON.
   * @param {string | undefined} offer Follows it, untouched.
   * @param {AbortSignal} signal
   */
  #post(path, said, offer, signal) {
    const line = JSON.stringify(said);
    return fetch(new URL(`../rescue/${path}`, import.meta.url).href, {
      method: "POST",
      cache: "no-store",
      credentials: "omit",
      body: offer === undefined ? line : `${line}\n${offer}`,
      keepalive: OUTLIVES_THE_PAGE.has(path),
      signal,
    });
  }
}

/** @param {Response} response */
async function refuse(response) {
  if (response.ok) {
    return;
  }
  if (response.status === 429) {
    throw new Refusal("crowded");
  }
  if (response.status >= 500) {
    throw new Error(`Status ${response.status}.`);
  }
  const said = await response.json().catch(() => undefined);
  throw new Refusal(String(said?.phase ?? "unknown"), Number(said?.number ?? 0));
}

/** Whether this tab was here before: what it had offered then is of no use. Another tab of this browser has the same key, and perhaps an offer that waits. */
function isLoadedAnew() {
  const [load] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  return load !== undefined && load.type !== "navigate";
}

/** The same for every visit of this browser: a link that it has used opens here again, and nowhere else. */
function pageKey() {
  const fresh = Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  for (const kept of [() => localStorage, () => sessionStorage]) {
    try {
      const storage = kept();
      const key = storage.getItem("streamops-page") ?? fresh;
      storage.setItem("streamops-page", key);
      return key;
    } catch {
      // A private window may forbid it; the next one, or this page's memory, has to do.
    }
  }
  return fresh;
}
