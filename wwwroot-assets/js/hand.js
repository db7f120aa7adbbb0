// Rows are held still under the hand. A hand that rests holds nothing: what waits is let in, as its button would.

import { isCut } from "./connection.js";

/** How long a hand may lie still before it counts as gone. */
const REST_MS = 5_000;
const LOOK_MS = 1_000;

let movedAt = performance.now();
let place = "";

/** @param {PointerEvent} event A page that shifts under a resting pointer tells of it, too: that is no movement. */
function onPointer(event) {
  const now = `${event.clientX} ${event.clientY}`;
  if (now !== place || event.type !== "pointermove") {
    place = now;
    movedAt = performance.now();
  }
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (event.target instanceof Element && event.target.closest("[data-session-id]")) {
    movedAt = performance.now();
  }
}

function look() {
  const waiting = document.querySelector("[data-apply-changes]");
  if (waiting instanceof HTMLElement && performance.now() - movedAt >= REST_MS && !isCut()) {
    waiting.click();
  }
}

export function startHand() {
  document.addEventListener("pointermove", onPointer, { passive: true });
  document.addEventListener("pointerdown", onPointer, { passive: true });
  document.addEventListener("wheel", () => (movedAt = performance.now()), { passive: true });
  document.addEventListener("keydown", onKey);
  setInterval(look, LOOK_MS);
}
