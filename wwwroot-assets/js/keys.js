// Single keys, outside fields only; what they are stands in their table. And a click on a row.

import { KEYS } from "./key-table.js";
import { areLettersOn } from "./key-switch.js";
import { find, isOnTheWay, startPanelEntrance } from "./panel-entrance.js";

const FIELD = "input, textarea, select, [contenteditable]:not([contenteditable='false']), [role='textbox'], [role='searchbox'], [role='combobox']";
/** What has keys of its own while it is open. */
const OVER = ".mud-dialog-container, dialog[open], .mud-popover-open [role='menu'], .mud-popover-open .mud-list";

/** How long the first of two keys waits for the second, in milliseconds. */
const BETWEEN_TWO = 1500;

/** The first of two keys, and until when it counts. */
let first = { key: "", until: 0 };

/** The row that had the focus last. @type {HTMLElement | undefined} */
let lastRow;

/**
 * What a key means here: by itself, or as the second of two.
 * @param {KeyboardEvent} event
 */
function meaningOf(event) {
  const before = event.timeStamp < first.until ? first.key : "";
  first = { key: "", until: 0 };
  const entry = KEYS.find(({ key, isHere }) => key === (before ? `${before} ${event.key}` : event.key) && isHere());
  if (!entry && KEYS.some(({ key, isHere }) => key.startsWith(`${event.key} `) && isHere())) {
    first = { key: event.key, until: event.timeStamp + BETWEEN_TWO };
  }

  return entry;
}

/**
 * Out of a field, but not out of its panel.
 * @param {HTMLElement} field
 */
function leaveField(field) {
  const heading = field.closest(".panel, .meter")?.querySelector("h2[tabindex]");
  if (heading instanceof HTMLElement) {
    heading.focus();
  } else {
    field.blur();
  }
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const target = event.target instanceof HTMLElement ? event.target : undefined;
  const isField = target !== undefined && target.closest(FIELD) !== null;
  const isOver = document.querySelector(OVER) !== null;
  // While the operator plays, every key is the game's; the takeover ends with its button.
  const isPlaying = document.querySelector("take-over[data-live]") !== null;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented || isOver || isPlaying) {
    return;
  }

  // A key that prints something can be switched off; in a field it is a letter.
  if ((isField || !areLettersOn()) && event.key !== "Escape" && (isField || event.key !== "Enter")) {
    return;
  }

  const entry = meaningOf(event);
  if (!entry) {
    return;
  }

  // Enter belongs to whatever has the focus, but for a row.
  if (event.key === "Enter" && !target?.dataset.sessionId) {
    return;
  }

  if (isField) {
    leaveField(target);
    return;
  }

  // What is typed while a panel comes is meant for its field.
  event.preventDefault();
  if (!isOnTheWay() || event.key === "Escape") {
    entry.act();
  }
}

/**
 * A row is opened wherever it is clicked, but not where something else is clicked in it, nor by marking its text, nor beside a Rescue button:
 * whoever misses that one by a hair would lose the panel that is open.
 * @param {MouseEvent} event
 */
function openRow(event) {
  const target = event.target instanceof Element ? event.target : undefined;
  const row = target?.closest("tr[data-session-id]");
  if (row && !row.querySelector("[data-rescue]") && !target?.closest("a, button") && getSelection()?.isCollapsed !== false) {
    find("[data-open]", row)?.click();
  }
}

export function startKeys() {
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", openRow);
  document.addEventListener("focusin", (event) => {
    const row = event.target instanceof Element ? event.target.closest("[data-session-id]") : null;
    lastRow = row instanceof HTMLElement ? row : lastRow;
  });
  document.addEventListener("click", (event) => {
    const help = event.target instanceof Element ? event.target.closest("[data-help]") : null;
    if (help) {
      KEYS.find(({ key }) => key === "?")?.act();
    }
  });
  startPanelEntrance();
}

/**
 * Gives the focus back to the row a panel was opened from, of several of one session to that very one; where the row is gone, to the page's heading. Whoever
 * types by now, the word of the closed panel having come late, keeps it.
 * @param {string} sessionId
 */
export function focusRow(sessionId) {
  if (document.activeElement?.matches("input, textarea, select") && !document.activeElement.closest(".panel")) {
    return;
  }

  const opened = lastRow?.isConnected && lastRow.dataset.sessionId === sessionId ? lastRow : undefined;
  (opened ?? find(`[data-session-id="${CSS.escape(sessionId)}"]`) ?? find("main h1"))?.focus();
}

/** Gives the focus to the search field. */
export function focusSearch() {
  find("[data-search]")?.focus();
}
