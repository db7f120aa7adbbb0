// The server's time line in this browser. Never the browser's wall clock: that one may be wrong, or be set while we count.

const RESYNC_MS = 30_000;
const GAP_MS = 2_500;
/** How often the last good read is asked for while somebody sees its age. */
const READ_MS = 2_000;

/** @typedef {{ offset: number, uncertainty: number, takenAt: number }} Sample */

/** @type {Sample | undefined} */
let sample;
let lastTick = performance.now();
let isAsking = false;
let askedAt = 0;
let readWatchers = 0;

/** @type {number | undefined} */
let lastRead;

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

/** When the server last read the fleet, on its own line; undefined until it is known. */
export function lastGoodRead() {
  return lastRead;
}

/**
 * Says that somebody sees the age of the last good read.
 * @returns {() => void} Ends it.
 */
export function watchReads() {
  readWatchers++;
  return () => {
    readWatchers--;
  };
}

/**
 * Which of two measurements to count by: the surer one, unless it is too old.
 * @param {Sample | undefined} held
 * @param {Sample} taken
 * @returns {Sample}
 */
export function surer(held, taken) {
  return held && taken.takenAt - held.takenAt <= RESYNC_MS && held.uncertainty < taken.uncertainty ? held : taken;
}

/** Asks the server for its time. A failed question keeps the old sample: the clocks go on. */
async function resync() {
  await ask((_, taken) => taken);
}

/** @param {(held: Sample | undefined, taken: Sample) => Sample} choose */
async function ask(choose) {
  if (isAsking) {
    return;
  }

  isAsking = true;
  try {
    const sentAt = performance.now();
    askedAt = sentAt;
    const response = await fetch("/live/clock", { cache: "no-store" });
    const { now: serverNow, read } = await response.json();
    sample = choose(sample, measure(sentAt, performance.now(), serverNow));
    lastRead = read ?? undefined;
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
  } else if (readWatchers > 0 && at - askedAt >= READ_MS && document.visibilityState === "visible") {
    void ask(surer);
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
