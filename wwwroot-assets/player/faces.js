// Which face the player's page shows: one pure function, so that it can be read and tested without a page.

/**
 * @typedef {typeof import("./texts.en.js").texts} Texts
 * @typedef {keyof Texts["faces"]} Face
 */

/**
 * @typedef {object} Picture What the page knows at one moment.
 * @property {"code" | "opening" | "open" | "crowded"} link How far the exchange of the secret is.
 * @property {"reached" | "lost"} line Whether support answers.
 * @property {string} phase What the server said last, as `ready`; empty before its first word.
 * @property {string} stoppedBy The clinic's rule that stopped the last offer, `protocol-script`, or `not-let-in`; empty when nothing did.
 * @property {"pending" | "ready" | "browser" | "network" | "script" | "host"} check What the browser's check found.
 * @property {"none" | "offering" | "sent" | "applied" | "playing" | "standing" | "lost" | "asking" | "failed" | "blank" | "waiting" | "stuck" | "ended"} attempt How far the offer of this page is.
 */

/** What ends it for this link, whatever else is going on. @type {Record<string, Face>} */
const ENDS = { tooLate: "late", over: "over", closed: "closed", alreadyUsed: "used", unknown: "unknown", readOnly: "off" };

/** The session waits for a client again, or for nobody any more. */
const LOST = new Set(["standingBy", "offerWanted", "tryAgain", "tooLate", "over"]);

/** By its link alone a page is never told after one of these that an offer is wanted: then support asks it. */
const WENT_ON = new Set(["standingBy", "sending", "answerReady", "connecting", "tryAgain", "connected", "playing", "over"]);

/** The session has our answer, or is about to. */
const UNDER_WAY = new Set(["sending", "answerReady", "connecting", "connected", "playing"]);

/**
 * @param {Picture} picture
 * @returns {Face}
 */
export function faceOf({ link, line, phase, stoppedBy, check, attempt }) {
  // The picture is its own proof: what support believes can wait.
  if (showsPicture(attempt) || attempt === "ended") {
    return /** @type {Face} */ (attempt);
  }
  const end = ENDS[phase];
  if (end !== undefined) {
    return end;
  }
  if (link === "code" || link === "crowded") {
    return link;
  }
  // Whoever sees this keeps the clock: it goes on as an estimate.
  if (line === "lost") {
    return "unreachable";
  }
  if (link === "opening" || phase === "") {
    return "opening";
  }
  // Whatever the client made of it: the server said beforehand that our own policy is in its way.
  if (stoppedBy === "protocol-script" && (attempt === "failed" || check === "network" || check === "host")) {
    return "blocked";
  }
  // Whom the service calls connected no network keeps away.
  if (check === "network" && isHeld(phase)) {
    return "blank";
  }
  if (check !== "ready") {
    return check === "pending" ? "checking" : check;
  }
  // Nothing failed, and no time is over: a person said no.
  if (stoppedBy === "not-let-in" && attempt === "failed") {
    return "declined";
  }
  return stoppedBy === "no-h264" && attempt !== "offering" ? "browser" : ofAttempt(attempt, phase);
}

/**
 * @param {Picture["attempt"]} attempt
 * @param {string} phase
 * @returns {Face}
 */
function ofAttempt(attempt, phase) {
  if (attempt === "lost" || attempt === "failed" || attempt === "blank" || attempt === "waiting" || attempt === "stuck") {
    return attempt;
  }
  if (attempt === "asking") {
    return isHeld(phase) ? "held" : "asked";
  }
  if (phase === "waitingForSupport") {
    return attempt === "none" ? "welcome" : "confirming";
  }
  if (attempt !== "none") {
    return "connecting";
  }
  // Our own connection, as the service says, and no picture of it here.
  if (phase === "connected") {
    return "blank";
  }
  // Nothing of this page is under way: it was, before a reload, or it is in another tab.
  if (phase === "standingBy") {
    return "lost";
  }
  if (phase === "playing") {
    return "elsewhere";
  }
  return phase === "busy" ? "busy" : "welcome";
}

/** Whether the way back leads over support: the page stands by, or the service believes that a client of this browser is connected. @param {string} phase */
export function mustAsk(phase) {
  return phase === "standingBy" || isHeld(phase);
}

/** Whether the service calls a client of this browser connected, and so takes no other one. @param {string} phase */
function isHeld(phase) {
  return phase === "connected" || phase === "playing";
}

/**
 * Whether the page makes its offer without a click: support asked it, and the player had gone on before.
 * @param {string} from The phase before.
 * @param {string} to The phase now.
 * @param {boolean} [isWanted] Whether the player asked for it before this page was loaded.
 */
export function isAsked(from, to, isWanted = false) {
  return to === "offerWanted" && (isWanted || WENT_ON.has(from));
}

/** Whether the game's picture is on the page: it moves, or it stands and may move again. @param {Picture["attempt"]} attempt */
export function showsPicture(attempt) {
  return attempt === "playing" || attempt === "standing";
}

/** Whether the service has given up the client of this page: then a picture that stands does not come back. @param {string} phase */
export function isLost(phase) {
  return LOST.has(phase);
}

/** Whether the server waits for an offer of this page: then an offer that it was sent before did not arrive, or did not work. @param {string} phase */
export function takesOffer(phase) {
  return !UNDER_WAY.has(phase) && phase !== "waitingForSupport" && phase !== "busy";
}

/**
 * The note under a face when nothing else is to be said there.
 * @param {Texts} texts
 * @param {Face} face
 * @param {number} second What a second browser is to tell support; 0 for none.
 * @param {string | null} [demoHost] The address of the demo's machine.
 */
export function noteOf(texts, face, second, demoHost = null) {
  if (face === "host" && demoHost !== null) {
    return texts.demoHost(new URL(demoHost).origin);
  }
  if (face === "used" && second !== 0) {
    return texts.second(second);
  }
  return COUNTING.has(face) ? texts.keepOpen : "";
}

/** Whether it has ended for this link. @param {string} phase */
export function isOver(phase) {
  return phase in ENDS;
}

/** Whether a window runs: while the service calls somebody connected there is none, and a clock that stands is not shown as one. @param {Face} face @param {string} phase */
export function isCounting(face, phase) {
  return COUNTING.has(face) && !isHeld(phase);
}

/** Faces on which time is left and counts. @type {ReadonlySet<Face>} */
export const COUNTING = new Set([
  "checking",
  "welcome",
  "confirming",
  "connecting",
  "busy",
  "lost",
  "asked",
  "failed",
  "declined",
  "network",
  "host",
  "browser",
  "script",
  "blocked",
  "unreachable",
]);
