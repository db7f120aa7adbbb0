// Puts a face on the page: texts, what is shown, where the focus goes.

import { isCounting, noteOf, showsPicture } from "./faces.js";

/** @typedef {import("./faces.js").Face} Face */
/** @typedef {import("./faces.js").Picture} Picture */
/** @typedef {import("./faces.js").Texts} Texts */

/** A deadline that moves on by more is another window's. */
const NEW_WINDOW_MS = 5_000;

/** A full ring is the service's usual window, or a longer one: whoever comes late sees that little is left. */
const USUAL_WINDOW_MS = 120_000;
const TICK = '<svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="9"/><path d="m8 12 3 3 5-6"/></svg>';

/** Faces whose button is pressed already. @type {ReadonlySet<Face>} */
const RESTING = new Set(["connecting", "confirming", "busy", "waiting", "asked", "held"]);

/** @param {string} name */
export function part(name) {
  const found = document.querySelector(`[data-part="${name}"]`);
  if (!(found instanceof HTMLElement)) {
    throw new Error(`The page has no part ${name}.`);
  }
  return found;
}

/** What was written last. What stands there now may be the browser's translation of it, and stays. @type {WeakMap<HTMLElement, string>} */
const written = new WeakMap();

/** @param {HTMLElement} element @param {string} text */
function write(element, text) {
  if (written.get(element) !== text) {
    written.set(element, text);
    element.textContent = text;
  }
}

/**
 * The words that never change.
 * @param {Texts} texts
 */
export function writeFixedTexts(texts) {
  write(part("title"), texts.title);
  write(part("about"), texts.about);
  write(part("left"), texts.left);
  write(part("code-label"), texts.code.label);
  write(part("code-button"), texts.code.button);
  write(part("help-title"), texts.help.title);
  part("help-list").replaceChildren(...[...texts.help.list, texts.help.network].map((text) => item(text)));
  document.getElementById("picture")?.setAttribute("aria-label", texts.picture);
}

/** @param {string} text */
function item(text) {
  const element = document.createElement("li");
  element.textContent = text;
  return element;
}

/**
 * @param {Texts} texts
 * @param {Face} face
 * @param {Picture & { application: string, reason: string, note: string, second: number, demoHost: string | null }} picture
 */
export function show(texts, face, picture) {
  const words = /** @type {{ sentence: string, button?: string }} */ (texts.faces[face]);
  const main = /** @type {HTMLElement} */ (document.getElementById("player"));
  const hadFocus = document.activeElement instanceof HTMLElement && document.activeElement !== document.body;
  main.dataset.face = face;
  document.documentElement.toggleAttribute("data-is-counting", isCounting(face, picture.phase));
  write(part("title"), picture.application || texts.title);
  document.title = picture.application || texts.title;
  write(part("sentence"), face === "ended" ? reasonOf(texts, picture.reason) : words.sentence);
  part("ring").hidden = !isCounting(face, picture.phase) || !part("ring").hasAttribute("data-is-set");
  part("picture").hidden = !showsPicture(picture.attempt);
  write(part("over-picture"), face === "standing" ? words.sentence : "");
  part("code").hidden = face !== "code";
  part("help").hidden = face === "opening";
  write(part("note"), picture.note || noteOf(texts, face, picture.second, picture.demoHost));
  showButton(words.button, RESTING.has(face));
  showChecks(texts, face, picture);
  keepFocus(face, hadFocus);
}

/** @param {Texts} texts @param {string} reason */
function reasonOf(texts, reason) {
  return /** @type {Record<string, string>} */ (texts.reasons)[reason] ?? texts.faces.ended.sentence;
}

/** @param {string | undefined} word @param {boolean} isResting */
function showButton(word, isResting) {
  const button = part("button");
  button.hidden = word === undefined;
  write(button, word ?? "");
  if (isResting) {
    button.setAttribute("aria-disabled", "true");
  } else {
    button.removeAttribute("aria-disabled");
  }
}

/** @param {Texts} texts @param {Face} face @param {Picture} picture */
function showChecks(texts, face, picture) {
  const list = part("checks");
  list.hidden = face !== "checking" && face !== "welcome";
  if (list.hidden) {
    return;
  }
  const isReady = picture.check === "ready";
  const rows = /** @type {const} */ ([
    ["browser", isReady],
    ["network", isReady],
    ["line", picture.line === "reached"],
  ]);
  for (const [name, isDone] of rows) {
    let row = list.querySelector(`[data-check="${name}"]`);
    if (row === null) {
      row = item(texts.checks[name]);
      row.setAttribute("data-check", name);
      row.insertAdjacentHTML("afterbegin", TICK);
      list.append(row);
    }
    row.setAttribute("data-state", isDone ? "done" : "pending");
  }
}

/** Focus that stood on something now hidden goes on to what there is to do. @param {Face} face @param {boolean} hadFocus */
function keepFocus(face, hadFocus) {
  const active = document.activeElement;
  const isHidden = hadFocus && (active === document.body || (active instanceof HTMLElement && active.closest("[hidden]") !== null));
  if (face === "code" && (isHidden || active === document.body)) {
    document.getElementById("code")?.focus();
  } else if (isHidden && !part("button").hidden) {
    part("button").focus();
  }
}

/**
 * The one deadline of the page. Without a new one the digits stand where they are.
 * @param {number | null} deadline Milliseconds on the server's time line.
 * @param {number} at When the server said so, on the same line.
 */
export function setClock(deadline, at) {
  const ring = part("ring");
  const clock = ring.querySelector("countdown-clock");
  const held = clock?.getAttribute("expected") ?? null;
  if (deadline === null) {
    clock?.setAttribute("frozen", String(at));
  } else {
    clock?.removeAttribute("frozen");
    // The ring is full when a window is seen first; a deadline that only became clearer goes on with the same ring.
    if (held === null || deadline - Number(held) > NEW_WINDOW_MS) {
      clock?.setAttribute("total", String(Math.max(USUAL_WINDOW_MS, deadline - at)));
    }
    clock?.setAttribute("expected", String(deadline));
  }
  ring.toggleAttribute("data-is-set", deadline !== null || held !== null);
}
