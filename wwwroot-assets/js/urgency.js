// What a countdown says: one pure function, so that it can be read and tested without a page.

/**
 * @typedef {object} Pace How long rescues take, in seconds, from first contact to CONNECTED.
 * @property {number} usual Three in four take no longer.
 * @property {number} fastest The fastest tenth takes no longer.
 */

/** @type {Pace} Until the server has said better. */
export const DEFAULT_PACE = { usual: 25, fastest: 8 };

/**
 * @typedef {object} Deadlines Milliseconds on the server's time line.
 * @property {number} [since] When the window began, as expected.
 * @property {number} [earliest]
 * @property {number} [expected] Missing while the timeout is unknown.
 * @property {number} [latest]
 * @property {number} [frozen] Set while RECONNECTING.
 */

/**
 * @typedef {object} Figure
 * @property {number} seconds What the digits show, rounded down.
 * @property {"calm" | "soon" | "critical" | "doubtful" | "over" | "moving" | "unknown"} urgency
 * @property {number} spread Whole seconds the end may come earlier; 0 when it is not worth saying.
 * @property {boolean} isAbout Whether the end is too near for the spread.
 */

/**
 * @param {Deadlines} deadlines
 * @param {number} now On the same line, uncertainty counted against us.
 * @param {boolean} isStale Then urgency goes by the early edge.
 * @param {Pace} pace
 * @returns {Figure}
 */
export function figure(deadlines, now, isStale = false, pace = DEFAULT_PACE) {
  const { expected } = deadlines;
  if (expected === undefined) {
    return { seconds: Math.floor((now - (deadlines.since ?? now)) / 1000), urgency: "unknown", spread: 0, isAbout: false };
  }

  const earliest = deadlines.earliest ?? expected;
  const latest = deadlines.latest ?? expected;
  const at = deadlines.frozen ?? now;
  const seconds = Math.max(0, Math.floor((expected - at) / 1000));
  const uncertain = Math.max(0, Math.ceil((expected - earliest) / 1000));
  const spread = uncertain > 2 ? uncertain : 0;
  const isAbout = uncertain > 0 && seconds <= Math.max(uncertain, 5);
  if (deadlines.frozen !== undefined) {
    return { seconds, urgency: now - deadlines.frozen >= 15_000 ? "soon" : "moving", spread, isAbout };
  }

  const judged = isStale ? Math.floor((earliest - now) / 1000) : seconds;
  return { seconds, urgency: now >= latest ? "over" : level(judged, pace), spread, isAbout };
}

/**
 * @param {number} seconds
 * @param {Pace} pace
 * @returns {"calm" | "soon" | "critical" | "doubtful"}
 */
function level(seconds, { usual, fastest }) {
  if (seconds < fastest) {
    return "doubtful";
  }

  if (seconds <= usual) {
    return "critical";
  }

  return seconds <= 2 * usual ? "soon" : "calm";
}
