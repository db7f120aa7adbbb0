// Single keys, outside fields only: j k Enter Esc r l o . /
// They press what stands on the page, so a key can do nothing that a click cannot. And so does a click on a row.

import { sendLink } from "./rescue-link.js";

/** How long a panel may take to stand. */
const PANEL_MS = 2_000;

/** What gets the focus in a panel that a key opens. */
const FIRST = "[data-autofocus]";
let entrance = FIRST;

/**
 * @param {string} selector
 * @param {ParentNode} [within]
 */
function find(selector, within = document) {
  const element = within.querySelector(selector);
  return element instanceof HTMLElement ? element : undefined;
}

/** The row with the focus in it, else the row of the open panel. */
function currentRow() {
  const focused = document.activeElement?.closest("[data-session-id]");
  const row = focused ?? document.querySelector('[data-session-id][aria-selected="true"]');
  return row instanceof HTMLElement ? row : undefined;
}

/** @param {number} step */
function move(step) {
  const rows = [...document.querySelectorAll("[data-session-id]")].filter((row) => row instanceof HTMLElement && row.offsetParent !== null);
  const current = currentRow();
  const next = current ? rows.indexOf(current) + step : step > 0 ? 0 : rows.length - 1;
  const row = rows[Math.max(0, Math.min(rows.length - 1, next))];
  if (row instanceof HTMLElement) {
    row.focus();
    row.scrollIntoView({ block: "nearest" });
  }
}

/** @param {string} part What gets the focus in a rescue that is open. */
function rescue(part) {
  const open = find(`aside.panel ${part}`);
  if (open && open.offsetParent !== null) {
    open.focus();
    return;
  }

  const row = currentRow();
  // Without a row: the most urgent that can still be saved.
  const button = row
    ? find("[data-rescue]", row)
    : (find("tr[data-first] [data-rescue]") ?? find("aside [data-rescue]") ?? find("[data-rescue][href]"));
  entrance = part;
  button?.click();
  entrance = FIRST;
}

/** A rescue that was opened by a key is written to next: into the panel, as soon as it stands. A click of the mouse leaves the focus where it is. */
function enterPanel() {
  const part = entrance;
  const from = document.activeElement;
  const until = performance.now() + PANEL_MS;
  const look = () => {
    const box = find(`aside.panel ${part}`);
    if (document.activeElement !== from && document.activeElement !== document.body) {
      return;
    }

    if (box && box.checkVisibility()) {
      box.focus();
    } else if (performance.now() < until) {
      requestAnimationFrame(look);
    } else {
      find('aside.panel[aria-label="Rescue"] h2')?.focus();
    }
  };
  look();
}

/** In the panel, a click on its button. On another row, its panel opens meanwhile: a link is made and copied in the moment of the key, or not at all. */
function copyLink() {
  const row = currentRow();
  const button = find("aside.panel [data-send-link]");
  const opener = row && find("[data-rescue][href]", row);
  if (button && (!row || row.dataset.sessionId === button.dataset.sendLink)) {
    button.click();
  } else if (row?.dataset.sessionId && opener) {
    void sendLink(row.dataset.sessionId);
    opener.click();
  }
}

function back() {
  const close = [...document.querySelectorAll("[data-close]")].at(-1);
  if (close instanceof HTMLElement) {
    close.click();
  }
}

function search() {
  (find("[data-search]") ?? find("[data-search-elsewhere]"))?.focus();
  const elsewhere = document.activeElement;
  if (elsewhere instanceof HTMLElement && elsewhere.dataset.searchElsewhere !== undefined) {
    elsewhere.click();
  }
}

/**
 * Out of a field, but not out of its panel.
 * @param {HTMLElement} field
 */
function leaveField(field) {
  const heading = field.closest(".panel")?.querySelector("h2[tabindex]");
  if (heading instanceof HTMLElement) {
    heading.focus();
  } else {
    field.blur();
  }
}

/** @type {Record<string, () => void>} */
const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  Enter: () => {
    const row = document.activeElement;
    if (row instanceof HTMLElement && row.dataset.sessionId) {
      find("[data-open]", row)?.click();
    }
  },
  r: () => rescue(FIRST),
  l: copyLink,
  o: () => rescue("[data-paste-box]"),
  ".": () => find("[data-apply-changes]")?.click(),
  "/": search,
  Escape: back,
};

/** @param {KeyboardEvent} event */
function onKey(event) {
  const target = event.target instanceof HTMLElement ? event.target : undefined;
  const isField = target !== undefined && target.closest("input, textarea, select, [contenteditable]") !== null;
  const isDialog = document.querySelector(".mud-dialog-container") !== null;
  // While the operator plays, every key is the game's; the takeover ends with its button.
  const isPlaying = document.querySelector("take-over[data-live]") !== null;
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isDialog || isPlaying) {
    return;
  }

  const act = KEYS[event.key];
  if (!act || (isField && event.key !== "Escape")) {
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

  event.preventDefault();
  act();
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
  document.addEventListener("click", (event) => {
    // No mouse counts no clicks: Enter on the button, or a key that pressed it.
    if (event.detail === 0 && event.target instanceof Element && event.target.closest("[data-rescue][href]")) {
      enterPanel();
    }
  });
}

/**
 * Gives the focus back to the row a panel was opened from; where the row is gone, to the page's heading.
 * @param {string} sessionId
 */
export function focusRow(sessionId) {
  (find(`[data-session-id="${CSS.escape(sessionId)}"]`) ?? find("main h1"))?.focus();
}

/** Gives the focus to the search field. */
export function focusSearch() {
  find("[data-search]")?.focus();
}
