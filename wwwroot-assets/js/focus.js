// Where the focus goes when the page changes under it: into a panel that opens, back to what opened a dialog,
// and to the nearest heading when the thing that had it is gone. It never falls to the body.

const DIALOG = ".mud-dialog-container";
const HEADING = "h3[tabindex], h2[tabindex], h1[tabindex]";

/** @typedef {{ element: HTMLElement, around: Element[] }} Place What had the focus and all that stood around it, the nearest first. */

/** @type {Place | undefined} Outside of dialogs. */
let last;
let wasInDialog = false;

/** @param {HTMLElement} element */
function placeOf(element) {
  /** @type {Element[]} */
  const around = [];
  for (let parent = element.parentElement; parent && parent !== document.body; parent = parent.parentElement) {
    around.push(parent);
  }

  return { element, around };
}

/** @param {Element | null | undefined} element @returns {element is HTMLElement} */
function canTake(element) {
  return element instanceof HTMLElement && element.isConnected && element.offsetParent !== null;
}

function isNowhere() {
  return document.activeElement === null || document.activeElement === document.body;
}

/** The field a panel asks for, else its heading. A finger gets the heading: a field would call up the keyboard over the panel. */
function enter(/** @type {Element} */ panel) {
  const isFinger = window.matchMedia("(pointer: coarse)").matches;
  const field = isFinger ? undefined : [...panel.querySelectorAll("[data-autofocus]")].find(canTake);
  const target = field ?? panel.querySelector("h2[tabindex]");
  if (target instanceof HTMLElement) {
    target.focus();
  }
}

function restore() {
  if (!last) {
    return;
  }

  if (canTake(last.element)) {
    last.element.focus({ preventScroll: true });
    return;
  }

  const heading = last.around.filter((element) => element.isConnected).map((element) => element.querySelector(HEADING)).find(canTake);
  last = undefined;
  heading?.focus({ preventScroll: true });
}

/** @param {MutationRecord[]} changes */
function onChange(changes) {
  const added = changes.flatMap((change) => [...change.addedNodes]).filter((node) => node instanceof Element);
  const panel = added.map((node) => (node.matches(".panel") ? node : node.querySelector(".panel"))).find((node) => node?.isConnected);
  if (panel) {
    enter(panel);
  }

  const isDialogOpen = document.querySelector(DIALOG) !== null;
  const isDialogOver = wasInDialog && !isDialogOpen;
  if (isDialogOver) {
    wasInDialog = false;
  }

  if (isNowhere() && !isDialogOpen && last && (isDialogOver || !canTake(last.element))) {
    restore();
  }
}

/** @param {FocusEvent} event */
function onFocusIn(event) {
  const target = event.target;
  if (target instanceof HTMLElement) {
    wasInDialog = target.closest(DIALOG) !== null;
    last = wasInDialog ? last : placeOf(target);
  }
}

/** Who clicks beside everything has let go; what was taken out of the page has not. @param {FocusEvent} event */
function onFocusOut(event) {
  const target = event.target;
  queueMicrotask(() => {
    if (isNowhere() && target === last?.element && canTake(last?.element)) {
      last = undefined;
    }
  });
}

export function startFocus() {
  document.addEventListener("focusin", onFocusIn);
  document.addEventListener("focusout", onFocusOut);
  new MutationObserver(onChange).observe(document.body, { childList: true, subtree: true });
}
