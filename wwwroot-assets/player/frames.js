// Whether the picture moves: the last rung of a rescue, seen where it counts.

import { framesOf } from "../js/stand-by.js";
import { PictureWatch } from "./picture-watch.js";

const STEP_MS = 500;

/**
 * Watches the frames of one attempt.
 * @param {import("./plain-client.js").Client} client
 * @param {(news: import("./picture-watch.js").PictureNews) => void} tell
 * @returns {() => void} Ends it.
 */
export function watchFrames(client, tell) {
  const watch = new PictureWatch();
  let isOver = false;
  let [asked, seen] = [0, 0];
  const timer = setInterval(async () => {
    const mine = ++asked;
    const frames = await framesOf(client);
    // A look that took longer than the next one knows less: the step back, and the one forward again, would read as a rise.
    if (isOver || mine < seen) {
      return;
    }
    seen = mine;
    const news = watch.look(frames, performance.now(), document.visibilityState === "visible");
    if (news !== undefined) {
      tell(news);
    }
  }, STEP_MS);
  return () => {
    isOver = true;
    clearInterval(timer);
  };
}
