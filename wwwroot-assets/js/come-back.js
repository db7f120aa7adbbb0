// A page whose circuit is gone for good loads itself anew, as soon as there is a server to load it from. What was typed comes along:
// before-listening.js keeps it over the load.

import { FREE_LOADS, loadDelay, retryDelay } from "./retry-delay.js";
import { isOut, isRefusal } from "./service-clock.js";

const ROW = "streamops-loads";
/** Own loads are a row while no more than this lies between them; ms. */
const ROW_MS = 60_000;
/** How long a server may take to say that it serves. */
const PROBE_MS = 5_000;

let isComing = false;
let isLeaving = false;
let isMeant = false;
let isCalledOff = false;
let stay = () => {};

/** Where nothing can be kept: a page that was loaded anew counts as one of a row. */
const unkept = () => {
  const [here] = performance.getEntriesByType("navigation");
  return { count: here && "type" in here && here.type === "reload" ? FREE_LOADS : 0, hasStood: true };
};

/** @returns {{ count: number, hasStood: boolean }} Own loads shortly before, and whether the page that made the last of them had a circuit. */
function row() {
  try {
    const { count, at, hasStood = true } = JSON.parse(sessionStorage.getItem(ROW) ?? '{ "count": 0, "at": 0 }');
    return Date.now() - at < ROW_MS ? { count, hasStood } : { count: 0, hasStood: true };
  } catch {
    return unkept();
  }
}

/** @param {number} count @param {boolean} hasStood */
function note(count, hasStood) {
  try {
    sessionStorage.setItem(ROW, JSON.stringify({ count, at: Date.now(), hasStood }));
  } catch {
    // A browser may keep nothing: the load is worth more than the count of it.
  }
}

/** @param {number} ms */
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** @returns How the server answers whoever looks at this page; 0 where it does not serve. */
async function answer() {
  try {
    const { ok, status } = await fetch("live/clock", { cache: "no-store", signal: AbortSignal.timeout(PROBE_MS) });
    return ok || isRefusal(status) ? status : 0;
  } catch {
    return 0;
  }
}

/** @returns Whether what was typed is kept over a load. */
function keep() {
  return dispatchEvent(new Event("streamops-load", { cancelable: true }));
}

function load() {
  isMeant = true;
  location.reload();
}

/** Whether the load before this one, by the page's own doing, got no circuit. */
export function cameInVain() {
  return !row().hasStood;
}

/** The circuit stands: what came late is no reason for a load any more. */
export function hasCome() {
  isCalledOff = true;
  if (cameInVain()) {
    note(row().count, true);
  }
}

/**
 * Loads the page anew, by its own doing; the browser's own page for a server that is not there would be the end of it.
 * @param {boolean} hasStood Whether this page had a circuit. One that never had is not hurried: nothing says that the next one gets one, and why is to be read.
 */
export async function comeBack(hasStood) {
  isCalledOff = false;
  if (isComing || isLeaving) {
    return;
  }

  isComing = true;
  const { count } = row();
  const isFree = isOut();
  await pause(isFree ? 0 : loadDelay(hasStood ? count : Math.max(count, FREE_LOADS)));
  let status = await answer();
  for (let attempt = 1; status === 0; attempt++) {
    await pause(retryDelay(attempt));
    status = await answer();
  }

  if (isCalledOff) {
    isComing = false;
    return;
  }

  // Refused, it goes to the page that says so, as an open page is led there by its circuit. Nothing is kept: what was typed would lie in the tab while
  // somebody else signs in.
  if (status === 401) {
    isMeant = true;
    location.replace(`signed-out?returnTo=${encodeURIComponent(`/${location.href.slice(document.baseURI.length)}`)}`);
  } else if (status === 403) {
    // The server leads on who has no role. Where something else refuses, the next page is as lost as this one, and their loads are a row like any other.
    await pause(isFree ? loadDelay(count) : 0);
    note(count + 1, hasStood);
    load();
  } else if (keep()) {
    note(count + 1, hasStood);
    load();
  } else {
    isComing = false;
    stay();
  }
}

/** Somebody presses Reload: what can be kept is. */
export function loadNow() {
  if (!isOut()) {
    keep();
  }

  load();
}

/** @param {{ isCut: () => boolean, hasTypedText: () => boolean, onUnkept: () => void }} page `onUnkept`: what was typed would be lost, so nothing is loaded. */
export function startComingBack({ isCut, hasTypedText, onUnkept }) {
  stay = onUnkept;
  addEventListener("pagehide", () => (isLeaving = true));
  addEventListener("pageshow", () => (isLeaving = false));
  addEventListener("beforeunload", (event) => {
    // A load by hand finds no server, and what was typed is gone: that is asked for first.
    if (!isMeant && isCut() && hasTypedText()) {
      event.preventDefault();
    }
  });
}
