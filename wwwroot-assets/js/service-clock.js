// The server's time line in this browser. Never the browser's wall clock: that one may be wrong, or be set while we count.

const RESYNC_MS = 30_000;
const GAP_MS = 2_500;

/** @typedef {{ offset: number, uncertainty: number, takenAt: number }} Sample */

/** @type {Sample | undefined} */
let sample;
let lastTick = performance.now();
let isAsking = false;

/** @type {Set<() => void>} */
const listeners = new Set();

/**
 * Server time in milliseconds, with the uncertainty of the measurement counted against us: never earlier than it really is.
 * @returns {number | undefined} Undefined until the first measurement.
 */
export function now() {
  return sample && performance.now() + sample.offset + sample.uncertainty;
}

/**
 * Works out the sample of one round trip: the server read its clock somewhere between the two moments, the middle is the best guess.
 * @param {number} sentAt
 * @param {number} arrivedAt
 * @param {number} serverNow
 * @returns {Sample}
 */
export function measure(sentAt, arrivedAt, serverNow) {
  const half = (arrivedAt - sentAt) / 2;
  return { offset: serverNow - (sentAt + half), uncertainty: half, takenAt: arrivedAt };
}

/** Asks the server for its time. A failed question keeps the old sample: the clocks go on. */
export async function resync() {
  if (isAsking) {
    return;
  }

  isAsking = true;
  try {
    const sentAt = performance.now();
    const response = await fetch("/live/clock", { cache: "no-store" });
    const { now: serverNow } = await response.json();
    sample = measure(sentAt, performance.now(), serverNow);
  } catch {
    // The circuit's own banner speaks of a lost server.
  } finally {
    isAsking = false;
  }
}

/**
 * Calls back four times a second, all clocks in one go.
 * @param {() => void} tick
 * @returns {() => void} Ends it.
 */
export function onTick(tick) {
  listeners.add(tick);
  return () => listeners.delete(tick);
}

function tick() {
  const at = performance.now();
  // A long gap means sleep or a throttled tab: what performance.now() did meanwhile differs by system.
  if (at - lastTick > GAP_MS || !sample || at - sample.takenAt > RESYNC_MS) {
    void resync();
  }

  lastTick = at;
  for (const listener of listeners) {
    listener();
  }
}

/** Starts measuring and ticking, once per page. */
export function startServiceClock() {
  void resync();
  setInterval(tick, 250);
  for (const wake of ["pageshow", "online", "focus"]) {
    window.addEventListener(wake, () => void resync());
  }
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") {
      void resync();
    }
  });
}
