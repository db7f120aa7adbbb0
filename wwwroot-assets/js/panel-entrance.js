// The focus goes into a panel that was opened by a key, as soon as it stands. A click of the mouse leaves the focus where it is, but for the
// question who acts: that one is asked for by any press, and what was wanted of the panel gets the focus after it.

import { isNamed, onceNamed, untilThere } from "./name-form.js";

/** How long a panel may take to stand. */
const PANEL_MS = 2_000;

/** What gets the focus in a panel. */
export const FIRST = "[data-autofocus]";
const NAME = "#operator-name";
const WAYS = "[data-rescue][href], a[data-send-link][href]";
let entrance = FIRST;
let isEntering = false;

/**
 * @param {string} selector
 * @param {ParentNode} [within]
 */
export function find(selector, within = document) {
  const element = within.querySelector(selector);
  return element instanceof HTMLElement ? element : undefined;
}

/** Whether a panel is on its way: what is typed now is meant for it. */
export function isOnTheWay() {
  return isEntering;
}

/**
 * @param {string} part What gets the focus.
 * @param {() => void} open Opens the panel.
 */
export function enter(part, open) {
  entrance = part;
  open();
  entrance = FIRST;
}

/** @param {string} part */
function enterPanel(part) {
  const from = document.activeElement;
  const until = performance.now() + PANEL_MS;
  isEntering = true;
  const look = () => {
    const box = find(`aside.panel ${part}`) ?? find(`aside.panel[aria-label="Rescue"] ${NAME}`);
    isEntering = false;
    // On a phone the list gives way to the panel, and the focus with it to the page's heading: nobody went there.
    if (document.activeElement !== from && document.activeElement !== document.body && !document.activeElement?.matches("h1")) {
      return;
    }

    if (box && box.checkVisibility()) {
      box.focus();
    } else if (performance.now() < until) {
      isEntering = true;
      requestAnimationFrame(look);
    } else {
      find('aside.panel[aria-label="Rescue"] h2')?.focus();
    }
  };
  look();
}

export function startPanelEntrance() {
  document.addEventListener("click", (event) => {
    const way = event.target instanceof Element ? event.target.closest(WAYS) : null;
    if (!(way instanceof HTMLAnchorElement)) {
      return;
    }

    const part = entrance;
    if (!isNamed() && way.matches("[data-rescue]")) {
      const session = new URL(way.href).searchParams.get("rescue") ?? "";
      onceNamed(session, (named) => {
        named.then(() => untilThere(`aside.panel ${part}:not(${NAME})`)).then(
          (there) => there?.focus(),
          () => {},
        );
      });
    }

    // No mouse counts no clicks: Enter on the button, or a key that pressed it.
    if (event.detail === 0 || !isNamed()) {
      enterPanel(part);
    }
  });
}
