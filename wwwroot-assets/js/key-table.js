// Every single key, once: what it is called, where it does something, and what it does. The handler and the help read this table alone.
// Keys press what stands on the page, so a key can do nothing that a click cannot.

import { showHelp } from "./help.js";
import { refuse } from "./connection.js";
import { enter, FIRST, find } from "./panel-entrance.js";
import { sendLinkOnceNamed } from "./rescue-link.js";

/**
 * @typedef {object} Key
 * @property {string} key As an event names it; of two that are pressed one after the other both, with a blank between.
 * @property {string} shown As people name it.
 * @property {string} words What it does, in words.
 * @property {() => boolean} isHere Whether this screen has it.
 * @property {() => void} act
 */

const PASTE_BOX = "[data-paste-box]";

/** @param {Element | null | undefined} element */
const isSeen = (element) => element instanceof HTMLElement && element.checkVisibility();

/** The row with the focus in it, else the row of the open panel. */
function currentRow() {
  const focused = document.activeElement?.closest("[data-session-id]");
  const row = focused ?? document.querySelector('[data-session-id][aria-selected="true"]');
  return row instanceof HTMLElement ? row : undefined;
}

/** The way to the rescue of whoever has the least time and can still be saved. */
function mostUrgent() {
  const first = find("tr[data-first] [data-rescue][href]");
  if (isSeen(first)) {
    return first;
  }

  const ways = [...document.querySelectorAll("[data-session-id] [data-rescue][href]")];
  return /** @type {HTMLElement | undefined} */ (ways.find(isSeen));
}

const NOT_WAITING = "The player of this row is not waiting: there is nobody to bring back.";

/** @param {number} step */
function move(step) {
  const rows = [...document.querySelectorAll("[data-session-id]")].filter(isSeen);
  const current = currentRow();
  const next = current ? rows.indexOf(current) + step : step > 0 ? 0 : rows.length - 1;
  const row = rows[Math.max(0, Math.min(rows.length - 1, next))];
  if (row instanceof HTMLElement) {
    row.focus();
    row.scrollIntoView({ block: "nearest" });
  }
}

/**
 * The row that the keys are for. One of the queue whose panel alone is open, and that has ended meanwhile, is no choice any more. Where the hand is on
 * it, nobody else is taken in its place.
 */
function chosenRow() {
  const row = currentRow();
  const isOver = row?.closest("table.queue") && !find("[data-rescue]", row) && !row.contains(document.activeElement);
  return isOver ? undefined : row;
}

/** Whoever has the least time of those whom nobody has in hand; to open their rescue is to claim it. */
function rescueNext() {
  const way = find("tr[data-first-unclaimed] [data-rescue][href]");
  if (way && isSeen(way)) {
    enter(FIRST, () => way.click());
  } else {
    refuse("Nobody waits whom nobody has in hand.");
  }
}

/** The row's own button, or the open panel's: who has the player in hand gives it back. */
function claim() {
  const row = chosenRow();
  const beside = !row || row.ariaSelected === "true" ? find("aside.panel [data-claim-toggle]") : undefined;
  const button = (row && find("[data-claim-toggle]", row)) ?? beside ?? (row ? undefined : find("tr[data-first] [data-claim-toggle]"));
  if (button?.ariaDisabled === "true") {
    refuse(button.title);
  } else if (button) {
    button.click();
  } else if (row) {
    refuse(NOT_WAITING);
  }
}

/** @param {string} part What gets the focus in the rescue. */
function rescue(part) {
  const open = find(`aside.panel ${part}`);
  if (open && isSeen(open)) {
    open.focus();
    return;
  }

  const row = chosenRow();
  // A row without a way of its own may have its session open beside it.
  const beside = !row || row.ariaSelected === "true" ? find("aside [data-rescue]") : undefined;
  const way = row ? (find("[data-rescue]", row) ?? beside) : (mostUrgent() ?? beside);
  if (way) {
    enter(part, () => way.click());
  } else if (row) {
    refuse(NOT_WAITING);
  }
}

/** In the panel, a click on its button. On a row, its panel opens meanwhile: a link is made and copied in the moment of the key, or not at all. */
function copyLink() {
  const button = find("aside.panel [data-send-link]");
  const row = chosenRow() ?? (button ? undefined : mostUrgent()?.closest("[data-session-id]"));
  const session = row instanceof HTMLElement ? row.dataset.sessionId : undefined;
  const opener = row && find("[data-rescue][href]", row);
  if (button && (!session || session === button.dataset.sendLink)) {
    button.click();
  } else if (session && opener) {
    opener.click();
    sendLinkOnceNamed(session);
  } else if (row) {
    refuse(NOT_WAITING);
  }
}

function search() {
  (find("[data-search]") ?? find("[data-search-elsewhere]"))?.focus();
  const elsewhere = document.activeElement;
  if (elsewhere instanceof HTMLElement && elsewhere.dataset.searchElsewhere !== undefined) {
    elsewhere.click();
  }
}

/** What was asked last is answered first; then the panel closes. */
function back() {
  const kept = [...document.querySelectorAll("[data-esc]")].filter(isSeen).at(-1);
  const close = kept ?? [...document.querySelectorAll("[data-close]")].at(-1);
  if (close instanceof HTMLElement) {
    close.click();
  }
}

function open() {
  const row = document.activeElement;
  if (row instanceof HTMLElement && row.dataset.sessionId) {
    find("[data-open]", row)?.click();
  }
}

/**
 * The way to a page of ours, as the bar has it.
 * @param {string} page
 */
const go = (page) => find(`nav [data-go="${page}"]`);

/**
 * @param {string} page As the bar marks it.
 * @param {string} words
 * @returns {Key}
 */
const goTo = (page, words) => ({
  key: `g ${page}`,
  shown: `g ${page}`,
  words,
  isHere: () => go(page) !== undefined,
  act: () => go(page)?.click(),
});

// Of a screen, and not of the moment: an empty queue has its keys, too.
const hasList = () => find(".with-panel, table.queue") !== undefined;
const canRescue = () => location.pathname === new URL(document.baseURI).pathname || find("table.queue, [data-rescue], aside.panel[aria-label='Rescue']") !== undefined;
const always = () => true;

/** @type {Key[]} In the order in which the help tells them. */
export const KEYS = [
  { key: "j", shown: "j", words: "Next row", isHere: hasList, act: () => move(1) },
  { key: "k", shown: "k", words: "Row before", isHere: hasList, act: () => move(-1) },
  { key: "Enter", shown: "Enter", words: "Open the session of the row", isHere: hasList, act: open },
  { key: "n", shown: "n", words: "Rescue whoever has the least time and nobody in charge", isHere: canRescue, act: rescueNext },
  { key: "r", shown: "r", words: "Rescue: claim the row, or whoever has the least time, and open the panel", isHere: canRescue, act: () => rescue(FIRST) },
  { key: "c", shown: "c", words: "Claim the player of the row, or release", isHere: canRescue, act: claim },
  { key: "l", shown: "l", words: "Make a rescue link and copy it: for the row, or whoever has the least time", isHere: canRescue, act: copyLink },
  { key: "o", shown: "o", words: "Paste an offer: for the row, or whoever has the least time", isHere: canRescue, act: () => rescue(PASTE_BOX) },
  { key: ".", shown: ".", words: "Let the waiting changes in", isHere: hasList, act: () => find("[data-apply-changes]")?.click() },
  goTo("q", "Go to the queue"),
  goTo("s", "Go to the sessions"),
  goTo("c", "Go to the stream groups"),
  goTo("a", "Go to the audit"),
  goTo("d", "Go to the demo"),
  { key: "/", shown: "/", words: "Search the sessions", isHere: always, act: search },
  { key: "Escape", shown: "Esc", words: "Leave the field, answer the question with no, close the panel", isHere: always, act: back },
  { key: "?", shown: "?", words: "This help", isHere: always, act: () => showHelp(KEYS) },
];
