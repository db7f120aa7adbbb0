// The player's page: opens the link, checks the browser, and on one click brings the game back.

import { CountdownClock } from "../js/countdown-clock.js";
import { startServiceClock } from "../js/service-clock.js";
import { Attempt } from "./attempt.js";
import { checkBrowser } from "./checks.js";
import { faceOf, isAsked, isLost, isOver, mustAsk, showsPicture, takesOffer } from "./faces.js";
import { Line, Refusal } from "./line.js";
import { OfferWait } from "./offer-wait.js";
import { PlainClient } from "./plain-client.js";
import { texts } from "./texts.en.js";
import { startTools } from "./tools.js";
import { part, setClock, show, writeFixedTexts } from "./view.js";
import { loadWebSdk } from "./web-sdk.js";

const line = new Line();
const wait = new OfferWait();
const video = /** @type {HTMLVideoElement} */ (document.getElementById("picture"));

/** @type {import("./faces.js").Picture & { application: string, reason: string, note: string, number: number, second: number, webSdk: string | null, demoHost: string | null }} */
const picture = {
  link: "opening",
  line: "reached",
  phase: "",
  stoppedBy: "",
  check: "pending",
  attempt: "none",
  application: "",
  reason: "",
  note: "",
  number: 0,
  second: 0,
  webSdk: null,
  demoHost: null,
};

/** @typedef {(settings: import("./plain-client.js").ClientSettings) => import("./plain-client.js").Client} ClientMaker */

/** @type {ClientMaker | undefined} */
let newClient;

/** Two checks at once are to make one machine of the demo. @type {Promise<ClientMaker> | undefined} */
let loading;

/** @type {Attempt | undefined} */
let attempt;

/** The last attempt of the episode before the offer of this page: an answer to an older one is not ours. */
let before = 0;

/** Whether nobody knows that the offer arrived: then the server's next word decides. */
let isUnsure = false;

/** The rule that stopped the last offer, by what became of it: a state of a page that stands by does not know it. */
let stop = "";

/** Whether the demo's machine knows of the offer. Elsewhere there is none, and none is missed. */
let isHostHere = true;

let isListening = false;

/** How long the service may take to notice that a client is gone before the player is told to ask for help. */
const RELEASE_MS = 30_000;

/** @type {number | undefined} */
let patience;

/** Whether support waits for an offer of this page: also while it is still being checked. */
let isCalled = false;

/** Whether support was told what the check found. */
let isTroubleTold = false;

/** The face of what the check found. */
const CHECKS = /** @type {const} */ ({ ready: "ready", noWebRtc: "browser", noH264: "browser", noCandidates: "network", noWebSdk: "script" });

/** @param {Partial<typeof picture>} change */
function turn(change) {
  Object.assign(picture, change);
  if (picture.line === "lost" && !showsPicture(picture.attempt)) {
    document.documentElement.dataset.circuit = "lost";
  } else {
    delete document.documentElement.dataset.circuit;
  }
  show(texts, faceOf(picture), picture);
}

/** @param {{ secret: string } | { code: string }} key */
async function open(key) {
  for (let tries = 0; ; tries++) {
    try {
      const opened = await line.open(key);
      turn({ link: "open", line: "reached", webSdk: opened.webSdk, demoHost: opened.demoHost });
      takeState(opened.state);
      void check();
      void listen();
      return;
    } catch (error) {
      if (error instanceof Refusal) {
        throw error;
      }
      turn({ line: "lost" });
      await line.pause(tries);
    }
  }
}

/** Hears what happens until there is nothing more to hear. */
async function listen() {
  if (!isListening) {
    isListening = true;
    const phase = await line.listen(takeEvent, (isReached) => {
      wait.line(isReached);
      turn({ line: isReached ? "reached" : "lost" });
    });
    isListening = false;
    turn({ phase, line: "reached" });
  }
}

async function openLink() {
  const secret = location.hash.slice(1);
  if (secret === "") {
    turn({ link: "code", phase: "" });
    return;
  }
  turn({ link: "opening", phase: "" });
  try {
    await open({ secret });
  } catch (error) {
    const phase = error instanceof Refusal ? error.phase : "unknown";
    const second = error instanceof Refusal ? error.second : 0;
    turn(phase === "crowded" ? { link: "crowded", line: "reached" } : { phase, line: "reached", second });
  }
}

async function check() {
  turn({ check: "pending" });
  const [browser] = await Promise.all([checkBrowser(), loadClient()]);
  const found = browser === "ready" && newClient === undefined ? "noWebSdk" : browser;
  if (found !== "ready" || isTroubleTold) {
    isTroubleTold = found !== "ready";
    void line.report({ trouble: found === "ready" ? "none" : found });
  }
  turn({ check: CHECKS[found] });
  heed();
}

/** Makes the offer that support waits for, as soon as the page can. */
function heed() {
  if (isCalled && MAY_TRY.has(picture.check) && WAITS_TO_BE_ASKED.has(picture.attempt)) {
    turn({ check: "ready" });
    void continuePlaying();
    return true;
  }
  return false;
}

async function loadClient() {
  try {
    newClient = await (loading ??= makeClients());
  } catch {
    loading = undefined;
  }
}

/** In the demo the page brings the game's machine along. @returns {Promise<ClientMaker>} */
async function makeClients() {
  const make = picture.webSdk === null ? (/** @type {Parameters<ClientMaker>[0]} */ settings) => new PlainClient(settings) : await loadWebSdk(picture.webSdk);
  return picture.demoHost === null ? make : (await import("./demo-host.js")).withDemoHost(make, picture.demoHost, (isHere) => (isHostHere = isHere));
}

/** @param {import("./line.js").LineEvent} event */
async function takeEvent(event) {
  if (event.type === "state") {
    takeState(event);
  } else if (event.type === "answer" && attempt !== undefined && picture.attempt === "sent" && event.attempt > before) {
    turn({ attempt: "applied" });
    await attempt.takeAnswer(event.answer);
  }
}

/** @param {import("./line.js").State} state */
function takeState({ phase, application, deadline, now, stoppedBy, attempt: number, wantsBack }) {
  setClock(deadline, now);
  const isDeclined = wait.take(picture.phase, phase);
  const isBack = picture.attempt === "applied" || (picture.attempt === "sent" && (number > before || isUnsure || isDeclined));
  const isFresh = wantsBack && picture.attempt === "none";
  isCalled = phase === "offerWanted" && (isCalled || isAsked(picture.phase, phase, isFresh));
  turn({ phase, application, stoppedBy: stoppedBy || stop, number, ...(isFresh && mustAsk(phase) ? { attempt: "asking" } : {}) });
  if (isBack && takesOffer(phase)) {
    endAttempt("failed");
  } else if (picture.attempt === "standing" && isLost(phase)) {
    endAttempt("lost");
  } else if ((picture.attempt === "waiting" || picture.attempt === "stuck") && takesOffer(phase) && !isOver(phase)) {
    void retry();
    return;
  } else if (picture.attempt === "asking" && phase === "tryAgain") {
    // What support was asked for has come about: the service takes an offer again.
    void continuePlaying();
    return;
  }
  if (!heed() && picture.attempt === "asking" && phase === "standingBy" && !wantsBack) {
    // Said again: to a new server it is not known any more.
    void line.spend().catch(() => {});
  }
}

/** What was found the last time may be mended. @type {ReadonlySet<typeof picture.check>} */
const MAY_TRY = new Set(["ready", "network", "host"]);

/** Of a page that lost its picture and stands by. @type {ReadonlySet<string>} */
const WAITS_TO_BE_ASKED = new Set(["none", "lost", "asking", "failed", "blank"]);

/** The way back after a loss: by a new offer where the server takes one, else over support. */
async function comeBack() {
  await (mustAsk(picture.phase) ? askSupport() : continuePlaying());
}

/** Support reads that the player wants to come back. */
async function askSupport() {
  turn({ attempt: "asking", note: "" });
  try {
    await line.spend();
  } catch (error) {
    if (picture.attempt !== "asking") {
      return;
    }
    turn(error instanceof Refusal && error.phase !== "crowded" ? { attempt: "lost", phase: error.phase } : { attempt: "lost" });
  }
}

/** By the player's click: the sound needs it, and so does the link. Without one only where support asks a page that has gone on before. */
async function continuePlaying() {
  attempt?.close();
  attempt = undefined;
  before = picture.number;
  isCalled = false;
  isUnsure = false;
  wait.begin();
  stop = "";
  video.muted = false;
  turn({ attempt: "offering", note: "", stoppedBy: "" });
  if (newClient === undefined) {
    turn({ attempt: "none", check: "script" });
    return;
  }
  /** @type {Attempt | undefined} */
  let mine;
  try {
    mine = attempt = new Attempt(newClient, video, {
      onRung: (rung) => void line.report({ rung }),
      onTrouble: (trouble) => void line.report({ trouble }),
      onFirstFrame: startPlaying,
      onStand: stand,
      onMove: () => turn({ attempt: "playing" }),
      onEnd: (why) => (why === "network" ? endAttempt("none", isHostHere ? "network" : "host") : endAttempt(why)),
      onDisconnect: (reason) => {
        turn({ reason });
        endAttempt("ended");
      },
    });
    const [offer] = await Promise.all([mine.makeOffer(), line.spend()]);
    // Its client may have failed meanwhile: then nobody would take the answer.
    if (attempt !== mine) {
      return;
    }
    turn({ attempt: "sent" });
    void listen();
    const { outcome, rule = "" } = await line.offer(offer);
    if (attempt === mine && outcome === "waits" && wait.waits()) {
      line.again();
    }
    if (attempt === mine && (outcome === "stopped" || outcome === "notTaken")) {
      stop = rule;
      turn({ stoppedBy: picture.stoppedBy || stop });
      endAttempt("failed");
    }
  } catch (error) {
    if (attempt !== mine) {
      return;
    }
    if (error instanceof Refusal) {
      endAttempt("failed");
      turn(error.phase === "crowded" ? {} : { phase: error.phase, second: error.second });
    } else if (picture.attempt === "sent") {
      isUnsure = true;
    } else {
      endAttempt("failed");
    }
  }
}

/** As soon as there can be a new attempt: while the service holds the old connection there is none, and it lets go of a client that is closed. */
function retry() {
  clearTimeout(patience);
  if (takesOffer(picture.phase)) {
    return comeBack();
  }
  turn({ attempt: "waiting", check: "ready" });
  patience = setTimeout(() => picture.attempt === "waiting" && turn({ attempt: "stuck" }), RELEASE_MS);
  return listen();
}

/** The picture stands. It may come back, unless the service has given it up: then the page may be asked already. */
function stand() {
  void line.report({ isLost: true });
  turn({ attempt: "standing" });
  if (isLost(picture.phase)) {
    endAttempt("lost");
    if (picture.phase === "offerWanted") {
      void continuePlaying();
    }
  }
}

/** @param {"none" | "lost" | "blank" | "failed" | "ended"} how @param {typeof picture.check} check What is known of the browser and its network by now. */
function endAttempt(how, check = picture.check) {
  attempt?.close();
  attempt = undefined;
  turn({ attempt: how, check });
}

async function startPlaying() {
  turn({ attempt: "playing" });
  video.focus();
  try {
    await video.play();
  } catch {
    // Without a gesture a browser plays in silence only; the button brings the sound.
    video.muted = true;
    await video.play().catch(() => {});
  }
}

async function copyLink() {
  try {
    await navigator.clipboard.writeText(location.href);
    turn({ note: texts.copied });
  } catch {
    turn({ note: texts.copyByHand });
  }
}

function askForCode() {
  line.leave();
  attempt?.close();
  attempt = undefined;
  history.replaceState(null, "", location.pathname);
  turn({ link: "code", phase: "", attempt: "none", application: "" });
}

/** What the one button does on each face. @type {Partial<Record<import("./faces.js").Face, () => void>>} */
const ACTS = {
  welcome: continuePlaying,
  lost: comeBack,
  failed: comeBack,
  declined: comeBack,
  elsewhere: comeBack,
  blank: retry,
  stuck: askSupport,
  network: check,
  host: () => (picture.phase === "connected" ? retry() : check()),
  script: check,
  // Only a page that is loaded anew has the policy as it is by then.
  blocked: () => location.reload(),
  browser: copyLink,
  used: openLink,
  off: openLink,
  crowded: openLink,
  unreachable: () => line.tryNow(),
  late: askForCode,
  closed: askForCode,
  over: askForCode,
  unknown: askForCode,
  ended: askForCode,
};

/** @param {SubmitEvent} event */
async function submitCode(event) {
  event.preventDefault();
  const field = /** @type {HTMLInputElement} */ (document.getElementById("code"));
  const say = (/** @type {string} */ text) => {
    part("code-error").textContent = text;
    field.toggleAttribute("aria-invalid", text !== "");
  };
  const letters = field.value.replace(/[\s-]/g, "");
  say(letters.length === 6 ? "" : texts.code.empty);
  if (letters.length !== 6) {
    field.focus();
    return;
  }
  try {
    await open({ code: letters });
  } catch (error) {
    turn({ link: "code", line: "reached" });
    say(error instanceof Refusal && error.phase === "crowded" ? texts.code.tooMany : texts.code.wrong);
    field.select();
  }
}

customElements.define("countdown-clock", CountdownClock);
startServiceClock();
writeFixedTexts(texts);
startTools(texts, video);
part("button").addEventListener("click", () => part("button").getAttribute("aria-disabled") !== "true" && ACTS[faceOf(picture)]?.());
part("code").addEventListener("submit", (event) => void submitCode(/** @type {SubmitEvent} */ (event)));
window.addEventListener("hashchange", () => location.reload());
void openLink();
