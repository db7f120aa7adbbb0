// The focus never falls to the page's body by itself: when what had it vanishes, it goes to where the hand was before, or to what stands around.

const TRAIL_LENGTH = 8;
const DIALOG = ".mud-dialog-container, dialog";
const PARTS = ".lane, .panel, .page-heading, main";

/** @typedef {{ element: HTMLElement, around: Element[], isInDialog: boolean }} Step Its ancestors are noted while it still has them. */

/** @type {Step[]} The newest first; empty once the hand let go. */
const trail = [];

/** @param {Element} element */
function isThere(element) {
  return element.isConnected && element.checkVisibility();
}

/** @param {Element} element */
function stepTo(element) {
  const around = [];
  for (let parent = element.parentElement; parent; parent = parent.parentElement) {
    around.push(parent);
  }

  return { element: /** @type {HTMLElement} */ (element), around, isInDialog: element.closest(DIALOG) !== null };
}

/**
 * The nearest thing around a lost element that takes the focus: a row, a scrolling board, the heading of its part of the page.
 * @param {Step} lost
 */
function around({ around }) {
  for (const parent of around.filter(isThere)) {
    const heir = parent.matches("[tabindex]:not(main)") ? parent : parent.matches(PARTS) ? parent.querySelector(":is(h1, h2, h3)[tabindex]") : null;
    if (heir instanceof HTMLElement && isThere(heir)) {
      return heir;
    }
  }

  return undefined;
}

/**
 * What opened the part of the page that went away with a lost element.
 * @param {Step} lost
 */
function openerOf({ around }) {
  const openers = around.filter((parent) => parent.id !== "" && !isThere(parent)).map((parent) => document.querySelector(`[aria-controls="${CSS.escape(parent.id)}"]`));
  const opener = openers.find((element) => element !== null && isThere(element));
  return opener instanceof HTMLElement ? opener : undefined;
}

/** @returns {HTMLElement | undefined} */
function heir() {
  const [lost, ...before] = trail;
  if (lost === undefined) {
    return undefined;
  }

  // Moved in the page, and let go by the browser on the way.
  if (isThere(lost.element)) {
    return lost.element;
  }

  const opener = lost.isInDialog ? before.find((step) => !step.isInDialog) : lost;
  if (opener && isThere(opener.element)) {
    return opener.element;
  }

  return openerOf(lost) ?? (opener && around(opener)) ?? document.querySelector("main h1[tabindex]") ?? undefined;
}

function onChange() {
  const focused = document.activeElement;
  const isLost = focused === null || focused === document.body || !isThere(focused);
  if (isLost && trail.length > 0 && document.querySelector(DIALOG) === null) {
    heir()?.focus({ preventScroll: true });
  }
}

export function startFocusKeeping() {
  document.addEventListener("focusin", (event) => {
    if (event.target instanceof HTMLElement && event.target !== document.body) {
      trail.unshift(stepTo(event.target));
      trail.length = Math.min(trail.length, TRAIL_LENGTH);
    }
  });
  document.addEventListener("focusout", (event) => {
    // Later: an element that is being taken away still stands in the page at this moment.
    const left = event.target;
    setTimeout(() => {
      if (document.activeElement === document.body && document.hasFocus() && left instanceof Element && isThere(left)) {
        trail.length = 0;
      }
    });
  });
  new MutationObserver(onChange).observe(document.body, { childList: true, subtree: true, attributeFilter: ["hidden"] });
}
