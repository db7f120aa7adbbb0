// A takeover: the offer is made by this browser, which then shows and plays the player's session. It ends with the button, the panel or the page.

import { PlainClient } from "../player/plain-client.js";
import { loadWebSdk } from "../player/web-sdk.js";
import { post, postJson, read } from "./post.js";
import { Sentence } from "./sentence.js";

/** The service itself is asked meanwhile, and again, for a minute at most: a server that takes longer hangs. */
const BEGIN_MS = 75_000;

/** What the server has already: one that takes longer hangs. */
const CALL_MS = 10_000;

/** @typedef {import("../player/plain-client.js").Client} Client */
/** @typedef {import("../player/plain-client.js").ClientSettings} ClientSettings */

class TakeOver extends HTMLElement {
  /** @type {Client | undefined} */
  #client;
  #isBeginning = false;
  #attempt = "";

  connectedCallback() {
    this.addEventListener("click", this.#onClick);
    addEventListener("pagehide", this.#onLeave);
    // A click before this script was here would be lost. The parts may come right after the element itself.
    queueMicrotask(() => (this.#part("[data-takeover-begin]", HTMLButtonElement).disabled = false));
  }

  disconnectedCallback() {
    this.removeEventListener("click", this.#onClick);
    removeEventListener("pagehide", this.#onLeave);
    this.#end("");
  }

  #onLeave = () => this.#end("");

  /** @param {Event} event */
  #onClick = (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (button?.matches("[data-takeover-end]")) {
      this.#end("The takeover has ended.");
    } else if (button?.matches('[data-takeover-begin]:not([aria-disabled="true"])') && !this.#client && !this.#isBeginning) {
      this.#isBeginning = true;
      void this.#begin().finally(() => (this.#isBeginning = false));
    }
  };

  async #begin() {
    const field = this.#part("[data-takeover-reason]", HTMLInputElement);
    const reason = field.value.trim();
    if (reason === "") {
      this.#say("Give a reason first: the audit keeps it.");
      field.focus();
      return;
    }

    if (this.hasAttribute("web-sdk") && document.documentElement.dataset.namedHere !== undefined) {
      this.#say("Reload the page once: it was opened before you gave your name, and may load no Web SDK yet.");
      return;
    }

    /** @type {Client | undefined} */
    let client;
    try {
      this.#say("Making the offer…");
      const newClient = await this.#newClient();
      if (!this.isConnected) {
        return;
      }

      client = this.#client = newClient({
        videoElement: this.#part("video", HTMLVideoElement),
        clientConnection: {
          connectionState: (state) => client === this.#client && this.#onState(state),
          // All that is heard when the game's side closes.
          channelError: () => client === this.#client && this.hasAttribute("data-live") && this.#end("The connection broke."),
          serverDisconnect: () => client === this.#client && this.#end("The service ended the connection."),
        },
      });
      const offer = await client.generateSignalRequest();
      if (this.#client !== client) {
        return;
      }

      this.#say("API, sending…");
      const attempt = await this.#send(reason, offer);
      if (this.#client !== client) {
        this.#tellEnd(attempt);
        return;
      }

      this.#attempt = attempt;
      // It stands in the audit, of this takeover: the next one has another.
      field.value = "";
      const address = `rescue/answers/${encodeURIComponent(attempt)}`;
      const answer = await read(address, { signal: AbortSignal.timeout(CALL_MS) });
      if (!answer.ok) {
        throw new Sentence("The answer cannot be read any more.");
      }

      await client.processSignalResponse(await answer.text());
      await post(`${address}/taken`, undefined, { signal: AbortSignal.timeout(CALL_MS) });
      if (this.#client === client) {
        this.#goLive();
      }
    } catch (problem) {
      const words = problem instanceof Sentence ? problem.message : "The takeover did not come about. Try again.";
      if (client === undefined) {
        this.#say(words);
      } else if (this.#client === client) {
        this.#end(words);
      }
    }
  }

  /**
   * The Web SDK's client where one is set, as the player has it: with input. Plain WebRTC shows the picture only.
   * @returns {Promise<(settings: ClientSettings) => Client>}
   */
  async #newClient() {
    const sdk = this.getAttribute("web-sdk");
    return sdk
      ? loadWebSdk(new URL(sdk, document.baseURI).href).catch(() => {
          throw new Sentence("The Web SDK could not be loaded. Nothing was sent.");
        })
      : (settings) => new PlainClient(settings);
  }

  /**
   * @param {string} reason
   * @param {string} offer
   * @returns {Promise<string>} The attempt's id.
   */
  async #send(reason, offer) {
    const said = { session: this.getAttribute("session"), reason, offer };
    const response = await postJson("rescue/takeovers", said, { signal: AbortSignal.timeout(BEGIN_MS) }).catch(() => {
      throw new Sentence("The server does not answer. The takeover may have begun at the service: read the session before you try again.");
    });
    if (response.ok) {
      return (await response.json()).attempt;
    }

    const why = response.status === 422 ? (await response.json()).reason : undefined;
    throw new Sentence(why ?? (response.status === 403 ? "You may not take over sessions." : "The takeover was not taken. Try again."));
  }

  #goLive() {
    this.#say("");
    this.toggleAttribute("data-live", true);
    this.#part("[data-takeover-live]", HTMLElement).hidden = false;
    const picture = this.#part("video", HTMLVideoElement);
    picture.muted = false;
    picture.play().catch(() => {
      picture.muted = true;
      picture.play().catch(() => {});
    });
    this.#client?.attachInput();
    // The game's keys are not for the button that was pressed last.
    picture.focus();
  }

  /** @param {string} state */
  #onState(state) {
    if (state === "failed" || state === "closed") {
      this.#end("The connection did not come about, or broke.");
    }
  }

  /** @param {string} words */
  #end(words) {
    const client = this.#client;
    if (!client) {
      return;
    }

    this.#client = undefined;
    this.removeAttribute("data-live");
    this.#part("[data-takeover-live]", HTMLElement).hidden = true;
    this.#part("video", HTMLVideoElement).srcObject = null;
    this.#say(words);
    if (this.#attempt !== "") {
      this.#tellEnd(this.#attempt);
      this.#attempt = "";
    }
    try {
      client.close();
    } catch {
      // Not ours, and it is over either way.
    }
  }

  /**
   * The audit's last word; also while the page is left.
   * @param {string} attempt
   */
  #tellEnd(attempt) {
    void post(`rescue/takeovers/${encodeURIComponent(attempt)}/end`, undefined, { keepalive: true }).catch(() => {});
  }

  /** @param {string} words */
  #say(words) {
    this.#part("[data-takeover-words]", HTMLElement).textContent = words;
  }

  /**
   * @template {HTMLElement} T
   * @param {string} selector
   * @param {new () => T} type
   * @returns {T}
   */
  #part(selector, type) {
    const part = this.querySelector(selector);
    if (!(part instanceof type)) {
      throw new TypeError(`No ${selector} in the takeover.`);
    }

    return part;
  }
}

if (!customElements.get("take-over")) {
  customElements.define("take-over", TakeOver);
}
