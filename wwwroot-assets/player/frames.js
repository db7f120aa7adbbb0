// Whether the picture moves: the last rung of a rescue, seen where it counts.

import { framesOf } from "../js/stand-by.js";

const STEP_MS = 500;
/** Frames have to rise for this long before it is called a picture. */
const RISING_MS = 3_000;
/** A picture that stands this long is a lost one. */
const STANDING_MS = 5_000;

/**
 * Watches the frames of one attempt.
 * @param {import("./plain-client.js").Client} client
 * @param {{ onFirst: () => void, onPicture: () => void, onStandstill: () => void }} tell First frame, frames risen for 3 s, frames stand.
 * @returns {() => void} Ends it.
 */
export function watchFrames(client, tell) {
  let last = 0;
  let since = performance.now();
  let stoodSince = since;
  let isFirst = true;
  let isPicture = false;

  const timer = setInterval(async () => {
    const frames = await framesOf(client);
    const at = performance.now();
    if (frames > last) {
      stoodSince = at;
      if (isFirst) {
        isFirst = false;
        since = at;
        tell.onFirst();
      } else if (!isPicture && at - since >= RISING_MS) {
        isPicture = true;
        tell.onPicture();
      }
    } else if (!isFirst && document.visibilityState === "visible" && at - stoodSince >= STANDING_MS) {
      stoodSince = at;
      tell.onStandstill();
    } else if (at - stoodSince > 2 * STEP_MS) {
      since = at;
    }
    last = frames;
  }, STEP_MS);
  return () => clearInterval(timer);
}
