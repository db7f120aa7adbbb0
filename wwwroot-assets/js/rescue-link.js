// Rescue links. Address and code stay in this page's memory: they come by POST, go to the clipboard, and stand in no attribute and no circuit.

import { isCut, refuse } from "./connection.js";
import { copyComing } from "./copy.js";
import { defineLinkElements } from "./link-elements.js";
import { links } from "./link-store.js";
import { onceNamed, untilThere } from "./name-form.js";
import { postJson } from "./post.js";
import { NAME_FORGOTTEN, Sentence } from "./sentence.js";

/** @typedef {import("./link-store.js").KeptLink} KeptLink */
/** @typedef {import("./link-store.js").Standing} Standing */
/** @typedef {import("./link-store.js").About} About */

/** A link is made in a moment: a server that takes longer hangs. */
const CALL_MS = 5_000;
const MAYBE_MADE = "The link may have been made; nothing was copied. Press again once this page is live: you get one that works.";

class Stands extends Error {
  /** @param {Standing} standing */
  constructor(standing) {
    super("A link stands.");
    this.standing = standing;
  }
}

/** The database was in the way, and nothing else. */
class StoreAway extends Sentence {}

/**
 * Makes a link and copies it, in one act. On the same page the same link is copied again.
 * @param {string} session
 * @param {string} [replaces] The standing link that is given up for it.
 * @param {Promise<void>} [named] Once the operator has a name; the clipboard is asked for before that, while the press is warm.
 */
export async function sendLink(session, replaces, named = Promise.resolve()) {
  if (links.of(session).isBusy) {
    return;
  }

  if (isCut()) {
    say(session, "Nothing was sent, no link was made: this page is not live.");
    refuse();
    return;
  }

  links.set(session, { isBusy: true, asked: undefined });
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
    const isCopied = await copyComing(wanted.then((link) => link.address));
    const link = await wanted;
    showField(session, isCopied ? "" : link.address);
    say(session, isCopied ? "Copied. Send it to the player." : "The browser refused the clipboard. Copy the link from the field.", "link");
  } catch (problem) {
    if (problem instanceof Stands) {
      links.set(session, { asked: problem.standing });
    }

    if (problem instanceof Stands || problem instanceof Sentence) {
      tell(session, problem instanceof Stands ? "" : problem.message, problem instanceof StoreAway ? "store" : "refusal");
    } else {
      tell(session, `${patience?.aborted ? "No answer for 5 s." : "The connection broke."} ${MAYBE_MADE}`, "doubt");
    }
  } finally {
    links.set(session, { isBusy: false });
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

    const known = links.of(session).link;
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
  const response = await postJson("rescue/links", { session, replaces: replaces ?? null }, { signal: patience });
  if (response.status === 401) {
    throw new Sentence(NAME_FORGOTTEN);
  }

  const said = await response.json();
  if (!response.ok) {
    const reason = said.reason ?? "The link was not made. Try again.";
    throw response.status === 503 ? new StoreAway(reason) : new Sentence(reason);
  }

  if (said.address === undefined) {
    throw new Stands(said);
  }

  return links.keep(session, said);
}

/**
 * @param {string} session
 * @param {string} words
 * @param {About} [about]
 */
function say(session, words, about = "refusal") {
  links.set(session, { words, about });
}

/**
 * Where no panel shows what is said of the session's link, the page's own banner does.
 * @param {string} session
 * @param {string} sentence
 * @param {About} about
 */
function tell(session, sentence, about) {
  say(session, sentence, about);
  if (sentence !== "" && document.querySelector(`link-words[session="${CSS.escape(session)}"]`) === null) {
    refuse(sentence);
  }
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

/** @param {string} session */
async function showPicture(session) {
  const isPictured = !links.of(session).isPictured;
  links.set(session, { isPictured });
  const standing = document.querySelector(`link-qr[session="${CSS.escape(session)}"]`)?.getAttribute("link");
  if (isPictured && !links.known(session, standing)) {
    await sendLink(session);
  }
}

/** @type {Record<string, (session: string, button: HTMLElement) => void>} */
const ACTS = {
  sendLink: (session) => sendLinkOnceNamed(session),
  showQr: (session) => void showPicture(session),
  keepLink: (session) => {
    links.set(session, { asked: undefined });
    say(session, "The link stands as it is.");
    focusSend(session);
  },
  replaceLink: (session, button) => {
    const standing = links.of(session).asked?.link ?? button.dataset.standing;
    focusSend(session);
    void sendLink(session, standing);
  },
  newLink: (session, button) => {
    links.set(session, { asked: { link: button.dataset.standing ?? "", isMine: true, isOpened: true } });
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
  defineLinkElements();
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
