// How long a page waits before it tries again to reach its server.

// Never long: a server that is back is to be found within seconds, and a try that finds nobody costs nobody anything.
const RETRY_STEPS_MS = [0, 1_000, 1_500];

/** Own loads in a row that cost no wait: a server may well be restarted twice. */
export const FREE_LOADS = 2;
const LONGEST_ROW_MS = 30_000;

/**
 * How long to wait before a try, with jitter so that a restarted server is not met by everybody at once.
 * @param {number} attempt Counted from 0.
 * @param {number} [random]
 */
export function retryDelay(attempt, random = Math.random()) {
  const step = RETRY_STEPS_MS[Math.min(attempt, RETRY_STEPS_MS.length - 1)] ?? 0;
  return Math.round(step * (0.5 + random));
}

/**
 * How long to wait before a page loads itself anew: a server whose circuits die as soon as they stand is not stormed.
 * @param {number} row Own loads shortly before.
 * @param {number} [random]
 */
export function loadDelay(row, random = Math.random()) {
  return row < FREE_LOADS ? 0 : Math.round(Math.min(LONGEST_ROW_MS, 1_000 * 2 ** row) * (0.5 + random));
}
