// Rescue links. Address and code stay in this page's memory: they come by POST, go to the clipboard, and stand in no attribute and no circuit.

import { isCut, refuse } from "./connection.js";
import { onceNamed, untilThere } from "./name-form.js";

/**
 * @typedef {object} KeptLink
 * @property {string} link Its id.
 * @property {string} address
 * @property {string} code
 * @property {{ size: number, path: string }} picture
 * @property {number} keptAt When it came, by the page's clock; ms.
 * @property {boolean} isSeen Whether the circuit told of it.
 */

/** @typedef {{ link: string, isMine: boolean, isOpened: boolean, isSeen?: boolean }} Standing A live link of which this page knows no address; seen once the circuit told of it. */

/** @type {Map<string, KeptLink>} By session. */
const kept = new Map();
/** @type {Map<string, string>} What was said last, by session: it may be said before the panel stands. */
const words = new Map();
/** @type {Map<string, Standing>} The standing links that are asked about, by session. */
const asked = new Map();
/** @type {Set<string>} Sessions whose QR code is shown. */
const pictured = new Set();
/** @type {Set<string>} */
const busy = new Set();
const changes = new EventTarget();

const NO_CODE = "–––-–––";
const COPIED = "Copied. Send it to the player.";
/** A link is made in a moment: a server that takes longer hangs. */
const CALL_MS = 5_000;
const MAYBE_MADE = "The link may have been made; nothing was copied. Press again once this page is live: you get one that works.";
/** How long the circuit may take to tell of a link that this page made. */
const UNSEEN_MS = 10_000;

class Sentence extends Error {}

class Stands extends Error {
  /** @param {Standing} standing */
  constructor(standing) {
    super("A link stands.");
    this.standing = standing;
  }
}

/**
 * Where a link of this page leads, also one that is being made: the circuit may tell of it before its address is here. Undefined when this page made
 * none that stands. As secret as the link.
 * @param {string} session
 */
export async function knownAddress(session) {
  while (busy.has(session)) {
    await new Promise((done) => changes.addEventListener("change", done, { once: true }));
  }

  return kept.get(session)?.address;
}

/**
 * Makes a link and copies it, in one act. On the same page the same link is copied again.
 * @param {string} session
 * @param {string} [replaces] The standing link that is given up for it.
 * @param {Promise<void>} [named] Once the operator has a name; the clipboard is asked for before that, while the press is warm.
 */
export async function sendLink(session, replaces, named = Promise.resolve()) {
  if (busy.has(session)) {
    return;
  }

  if (isCut()) {
    say(session, "Nothing was sent, no link was made: the server does not answer.");
    refuse();
    return;
  }

  busy.add(session);
  asked.delete(session);
  say(session, "Making the link…");
  /** @type {AbortSignal | undefined} Begins when there is a name. */
  let patience;
  const wanted = named.then(
    () => obtain(session, (patience = AbortSignal.timeout(CALL_MS)), replaces),
    () => {
      // The form says why.
      throw new Sentence("");
    },
  );
  try {
    const isCopied = await copy(wanted.then((link) => link.address));
    const link = await wanted;
    showField(session, isCopied ? "" : link.address);
    say(session, isCopied ? COPIED : "The browser refused the clipboard. Copy the link from the field.");
  } catch (problem) {
    if (problem instanceof Stands) {
      asked.set(session, problem.standing);
    }

    tell(session, problem instanceof Stands ? "" : problem instanceof Sentence ? problem.message : `${patience?.aborted ? "No answer for 5 s." : "The connection broke."} ${MAYBE_MADE}`);
  } finally {
    busy.delete(session);
    changed();
  }
}

/**
 * The same, for somebody who may have to give a name first.
 * @param {string} session
 */
export function sendLinkOnceNamed(session) {
  onceNamed(session, (named) => {
    void sendLink(session, undefined, named);
    void named.then(
      async () => (await untilThere(`.panel button[data-send-link="${CSS.escape(session)}"]`))?.focus(),
      () => {},
    );
  });
}

/**
 * The standing link if this page knows it, else a new one. A link that may be in somebody's hands is never replaced unasked.
 * @param {string} session
 * @param {AbortSignal} patience For all of it.
 * @param {string} [replaces]
 * @returns {Promise<KeptLink>}
 */
async function obtain(session, patience, replaces) {
  try {
    return await make(session, patience, replaces);
  } catch (problem) {
    if (!(problem instanceof Stands)) {
      throw problem;
    }

    const known = kept.get(session);
    if (known?.link === problem.standing.link) {
      return known;
    }

    if (problem.standing.isMine && !problem.standing.isOpened) {
      return make(session, patience, problem.standing.link);
    }

    throw problem;
  }
}

/**
 * @param {string} session
 * @param {AbortSignal} patience
 * @param {string} [replaces]
 * @returns {Promise<KeptLink>}
 */
async function make(session, patience, replaces) {
  const response = await fetch("/rescue/links", {
    method: "POST",
    cache: "no-store",
    signal: patience,
    headers: { "Content-Type": "application/json", "X-StreamOps": "1" },
    body: JSON.stringify({ session, replaces: replaces ?? null }),
  });
  if (response.status === 401) {
    throw new Sentence("This browser has forgotten your name. Reload the page to give it again.");
  }

  const said = await response.json();
  if (!response.ok) {
    throw new Sentence(said.reason ?? "The link was not made. Try again.");
  }

  if (said.address === undefined) {
    throw new Stands(said);
  }

  const made = { ...said, keptAt: performance.now(), isSeen: false };
  kept.set(session, made);
  changed();
  return made;
}

/**
 * Begun while the click is still warm: later a browser lets no page write to the clipboard.
 * @param {Promise<string>} text
 * @returns {Promise<boolean>} False when the browser refused; throws what the text throws.
 */
async function copy(text) {
  text.catch(() => {});
  try {
    if (typeof ClipboardItem === "function") {
      const blob = text.then((plain) => new Blob([plain], { type: "text/plain" }));
      blob.catch(() => {});
      await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
    } else {
      await navigator.clipboard.writeText(await text);
    }

    await text;
    return true;
  } catch {
    await text;
    return false;
  }
}

/**
 * @param {string} session
 * @param {string} sentence
 */
function say(session, sentence) {
  words.set(session, sentence);
  changed();
}

/**
 * Where no panel shows what is said of the session's link, the page's own banner does.
 * @param {string} session
 * @param {string} sentence
 */
function tell(session, sentence) {
  say(session, sentence);
  if (sentence !== "" && document.querySelector(`link-words[session="${CSS.escape(session)}"]`) === null) {
    refuse(sentence);
  }
}

function changed() {
  changes.dispatchEvent(new Event("change"));
}

/**
 * @param {string} session
 * @param {string} address Empty to hide the field.
 */
function showField(session, address) {
  const lane = document.querySelector(`[data-send-link="${CSS.escape(session)}"]`)?.closest(".send-link");
  const field = lane?.querySelector("textarea[data-link-field]");
  if (field instanceof HTMLTextAreaElement) {
    field.value = address;
    field.hidden = address === "";
    if (address !== "") {
      field.select();
    }
  }
}

/** Something that shows what this page keeps of one session's link. */
class LinkPart extends HTMLElement {
  static observedAttributes = ["session", "link"];

  connectedCallback() {
    changes.addEventListener("change", this.#onChange);
    this.draw();
  }

  disconnectedCallback() {
    changes.removeEventListener("change", this.#onChange);
  }

  /** @param {string} _name */
  attributeChangedCallback(_name) {
    this.draw();
  }

  get session() {
    return this.getAttribute("session") ?? "";
  }

  /** What this page keeps, as long as it is the link that stands. Of a new link the page knows before the circuit tells. */
  get known() {
    const link = kept.get(this.session);
    if (link && link.link === this.getAttribute("link")) {
      link.isSeen = true;
      return link;
    }

    return link && !link.isSeen && performance.now() - link.keptAt < UNSEEN_MS ? link : undefined;
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
  #said = "";

  draw() {
    const last = words.get(this.session) ?? "";
    // A link that is dead is not to be sent.
    const sentence = last === COPIED && this.known === undefined ? "" : last;
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
    const standing = asked.get(this.session);
    if (standing && standing.link === this.getAttribute("link")) {
      standing.isSeen = true;
    } else if (standing?.isSeen) {
      asked.delete(this.session);
    }

    const isAsked = asked.has(this.session);
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
      pictured.delete(this.session);
    }

    this.draw();
  }

  draw() {
    const known = pictured.has(this.session) ? this.known : undefined;
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

/** @param {string} session */
async function showPicture(session) {
  if (pictured.has(session)) {
    pictured.delete(session);
  } else {
    pictured.add(session);
    const part = document.querySelector(`link-qr[session="${CSS.escape(session)}"]`);
    if (!(part instanceof LinkQr) || !part.known) {
      await sendLink(session);
    }
  }

  changed();
}

/** @type {Record<string, (session: string, button: HTMLElement) => void>} */
const ACTS = {
  sendLink: (session) => sendLinkOnceNamed(session),
  showQr: (session) => void showPicture(session),
  keepLink: (session) => {
    asked.delete(session);
    say(session, "The link stands as it is.");
    focusSend(session);
  },
  replaceLink: (session, button) => {
    const standing = asked.get(session)?.link ?? button.dataset.standing;
    focusSend(session);
    void sendLink(session, standing);
  },
  newLink: (session, button) => {
    asked.set(session, { link: button.dataset.standing ?? "", isMine: true, isOpened: true });
    changed();
  },
};

/** @param {string} session */
function focusSend(session) {
  const button = document.querySelector(`.panel [data-send-link="${CSS.escape(session)}"]`);
  if (button instanceof HTMLElement) {
    button.focus();
  }
}

export function startRescueLinks() {
  customElements.define("link-code", LinkCode);
  customElements.define("link-words", LinkWords);
  customElements.define("link-question", LinkQuestion);
  customElements.define("link-qr", LinkQr);
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-send-link], [data-show-qr], [data-keep-link], [data-replace-link], [data-new-link]") : null;
    if (!(button instanceof HTMLElement) || button.getAttribute("aria-disabled") === "true") {
      return;
    }

    for (const [name, act] of Object.entries(ACTS)) {
      const session = button.dataset[name];
      if (session) {
        act(session, button);
      }
    }
  });
}
