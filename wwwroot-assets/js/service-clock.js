// The server's time line in this browser. Never the browser's wall clock: that one may be wrong, or be set while we count.

const RESYNC_MS = 30_000;
const GAP_MS = 2_500;
/** How often the last good read is asked for while somebody sees its age. */
const READ_MS = 2_000;
/** A question that is not answered by then is given up: a server that hangs takes it and says nothing. */
const PATIENCE_MS = 4_000;
/** Without a word for three questions the server is silent, whatever the connection looks like. */
const SILENT_MS = 3 * READ_MS;

/** @typedef {{ offset: number, uncertainty: number, takenAt: number }} Sample */

/** @type {Sample | undefined} */
let sample;
let lastTick = performance.now();
let isAsking = false;
let askedAt = 0;
let readWatchers = 0;
let heardAt = performance.now();
let unanswered = 0;
/** When this page last was asleep, or starved. */
let gapAt = Number.NEGATIVE_INFINITY;

/** Whether the server's newest word was that nobody is signed in here. */
let isShutOut = false;

/** @type {number | undefined} */
let lastRead;
/** Service time minus the server's, in milliseconds. */
let serviceOffset = 0;

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
 * The service's own time in milliseconds, as far as the server knows it.
 * @returns {number | undefined} Undefined until the first measurement.
 */
export function serviceNow() {
  const at = now();
  return at === undefined ? undefined : at + serviceOffset;
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

/**
 * Whether an answer says that whoever asks is not in, or may not look.
 * @param {number} status
 */
export function isRefusal(status) {
  return status === 401 || status === 403;
}

/** When the server last read the fleet, on its own line; undefined until it is known. */
export function lastGoodRead() {
  return lastRead;
}

/**
 * How long the server has not answered, in milliseconds; 0 while it does. By this page's own clock: a server that hangs does not say so.
 * A page that was asleep asks first, and once more if it slept meanwhile.
 */
export function silence() {
  return silenceOf(performance.now() - heardAt, unanswered >= 1);
}

/**
 * @param {number} unheard Milliseconds since its last word.
 * @param {boolean} isUnanswered Whether the newest question that came to an end came to nothing.
 */
export function silenceOf(unheard, isUnanswered) {
  return isUnanswered && unheard >= SILENT_MS ? unheard : 0;
}

/**
 * Whether the last good read is older than the page says that reads are: nobody told, so nobody knows.
 */
export function isReadOld() {
  const mark = document.querySelector("[data-read-limit]");
  const at = now();
  return mark instanceof HTMLElement && at !== undefined && lastRead !== undefined && at - lastRead > Number(mark.dataset.readLimit);
}

/** Whether the server answers that nobody is signed in here, or that they may not look. */
export function isOut() {
  return isShutOut;
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
  const sentAt = performance.now();
  askedAt = sentAt;
  try {
    const response = await fetch(new URL("../live/clock", import.meta.url), { cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
    isShutOut = isRefusal(response.status);
    const { now: serverNow, read, serviceOffset: offset } = await response.json();
    sample = choose(sample, measure(sentAt, performance.now(), serverNow));
    lastRead = read ?? undefined;
    serviceOffset = offset;
    heardAt = performance.now();
    unanswered = 0;
  } catch {
    // A page that could not listen may have missed the answer.
    unanswered += gapAt >= sentAt ? 0.5 : 1;
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
  const isDue = at - askedAt >= READ_MS;
  const isGap = at - lastTick > GAP_MS;
  if (isGap) {
    gapAt = at;
  }

  if (isGap || ((!sample || at - sample.takenAt > RESYNC_MS) && isDue)) {
    void resync();
  } else if (readWatchers > 0 && isDue) {
    // A hidden page, too: its title is what is read of it.
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
