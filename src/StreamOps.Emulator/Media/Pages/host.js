import { HostedSession } from "./hosted-session.js";
import { gathered } from "./peer-answer.js";
import { soundIsOn, turnSoundOn } from "./sound.js";

// The page of a game host: one socket to the emulator, one card for each session whose game it holds.

const SHOW_EVERY_MS = 1000;
const RETRY_MS = 1000;
const ENDED_STAYS_MS = 6000;

const id = crypto.randomUUID();
/** Whether a player's page brought this one along: then it plays for that player alone, and nobody looks at it. */
const isGuest = new URLSearchParams(location.search).has("guest");
/** @type {Map<string, HostedSession>} */
const sessions = new Map();
/** @type {WebSocket | null} */
let socket = null;
let shownAt = 0;
let tickedAt = performance.now();
/** @type {string} why this browser can play for nobody; empty when it can */
let problem = "";

const page = {
  state: element("state"),
  sentence: element("sentence"),
  games: element("games"),
  sound: element("sound"),
  card: /** @type {HTMLTemplateElement} */ (element("card")),
};

/** @param {string} name */
function element(name) {
  return /** @type {HTMLElement} */ (document.getElementById(name));
}

/** @param {object} report */
function report(report) {
  if (socket?.readyState === WebSocket.OPEN) {
    socket.send(JSON.stringify(report));
  }
}

function attach() {
  const address = new URL("/_emulator/host/socket", location.href);
  address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  socket = new WebSocket(address);
  socket.addEventListener("open", () => report({ type: "attach", id, isGuest, sessions: [...sessions.keys()] }));
  socket.addEventListener("message", ({ data }) => void follow(JSON.parse(data)));
  socket.addEventListener("close", () => {
    // Without the emulator nobody is connected: the games stay, their players must come anew.
    for (const session of sessions.values()) {
      session.dropAll();
    }
    show();
    setTimeout(attach, RETRY_MS);
  });
}

/**
 * @typedef {import("./hosted-session.js").Offer} Offer
 * @typedef {{ type: "attached", session?: undefined }
 *   | { type: "expecting", ufrag: string, session?: undefined }
 *   | ({ type: "offer" } & Offer)
 *   | { type: "use" | "drop" | "cut", session: string, connection: string }
 *   | { type: "status", session: string, status: string }
 *   | { type: "end", session: string, reason: string }} Order what the emulator tells this host
 */

/** @param {Order} order */
async function follow(order) {
  const session = sessions.get(order.session ?? "");
  switch (order.type) {
    case "attached":
      document.documentElement.dataset.attached = "true";
      break;
    case "expecting":
      parent.postMessage({ source: "emulator-host", expecting: order.ufrag }, "*");
      break;
    case "offer":
      await answer(order);
      break;
    case "use":
      session?.use(order.connection);
      break;
    case "drop":
    case "cut":
      session?.drop(order.connection);
      break;
    case "status":
      if (session) {
        session.status = order.status;
      }
      break;
    case "end":
      session?.end(order.reason);
      break;
  }
  show();
}

/** @param {Offer} order */
async function answer(order) {
  let session = sessions.get(order.session);
  if (!session || session.endedAt > 0) {
    session?.track.stop();
    session = new HostedSession(order.session, order.application, report, order.game);
    sessions.set(order.session, session);
    addCard(session);
  }
  try {
    report({ type: "answer", connection: order.connection, sdp: await session.answer(order) });
  } catch (error) {
    report({ type: "refuse", connection: order.connection, why: error instanceof Error ? error.message : "refused" });
  }
}

/** @param {HostedSession} session */
function addCard(session) {
  if (isGuest) {
    return;
  }
  cardOf(session)?.remove();
  const card = /** @type {HTMLElement} */ (page.card.content.firstElementChild?.cloneNode(true));
  card.dataset.session = session.id;
  card.querySelector("[data-picture]")?.append(session.canvas);
  session.canvas.setAttribute("role", "img");
  session.canvas.setAttribute("aria-label", `The game of session ${session.id}`);
  set(card, "[data-application]", session.application);
  set(card, "[data-id]", session.id);
  page.games.prepend(card);
}

function tick() {
  const now = performance.now();
  const ms = now - tickedAt;
  if (ms < 15) {
    // Ticks that queued up while the page was busy are one.
    return;
  }
  tickedAt = now;
  for (const session of sessions.values()) {
    session.tick(ms, now);
    const card = cardOf(session);
    set(card, "[data-frame-counter]", String(session.game.frame));
    card?.setAttribute("data-rail", String(session.game.rail));
    card?.setAttribute("data-word", session.game.wordMs > 0 ? session.game.word : "");
    if (session.endedAt > 0 && now - session.endedAt > ENDED_STAYS_MS) {
      sessions.delete(session.id);
      card?.remove();
      session.track.stop();
      show();
    }
  }
  if (now - shownAt > SHOW_EVERY_MS) {
    shownAt = now;
    show();
    for (const { id, game } of [...sessions.values()].filter(({ endedAt }) => endedAt === 0)) {
      report({ type: "game", session: id, game: { frame: game.frame, playedMs: game.playedMs, score: game.score } });
    }
  }
}

function show() {
  const isAttached = socket?.readyState === WebSocket.OPEN;
  page.state.textContent = isAttached ? (sessions.size === 1 ? "1 game" : `${sessions.size} games`) : "not attached";
  page.state.dataset.tone = problem ? "critical" : isAttached ? "good" : "soon";
  document.documentElement.dataset.attached = String(isAttached);
  page.sentence.textContent =
    problem ||
    (socket === null
      ? "Checking this browser…"
      : !isAttached
      ? "The emulator does not answer. Trying again every second."
      : sessions.size === 0
        ? "Ready. The next player who starts gets a game here. Keep this tab open; it may be hidden."
        : "");
  page.sentence.hidden = page.sentence.textContent === "";
  page.sound.hidden = isGuest || soundIsOn();
  tell(isAttached);
  for (const session of sessions.values()) {
    const card = cardOf(session);
    const isPlayed = session.player !== null;
    set(card, "[data-player]", session.endedAt > 0 ? "ended" : isPlayed ? "player connected" : "no player");
    set(card, "[data-status]", session.status);
    card?.setAttribute("data-tone", session.endedAt > 0 ? "ended" : isPlayed ? "good" : "soon");
  }
}

// A page that shows this one in a frame follows along.
/** @param {boolean} isAttached */
function tell(isAttached) {
  if (parent !== window) {
    parent.postMessage({ source: "emulator-host", isAttached, games: sessions.size, problem }, "*");
  }
}

/** @param {HostedSession} session */
function cardOf(session) {
  return /** @type {HTMLElement | null} */ (page.games.querySelector(`[data-session="${session.id}"]`));
}

/** @param {Element | null} parent @param {string} selector @param {string} words */
function set(parent, selector, words) {
  const target = parent?.querySelector(selector);
  if (target && target.textContent !== words) {
    target.textContent = words;
  }
}

async function checkBrowser() {
  if (!RTCRtpSender.getCapabilities("video")?.codecs.some(({ mimeType }) => mimeType === "video/H264")) {
    return "This browser cannot send H.264 video. Open this page in Chrome or Edge.";
  }
  const probe = new RTCPeerConnection();
  probe.createDataChannel("probe");
  await probe.setLocalDescription();
  await gathered(probe);
  const found = /^a=candidate/m.test(probe.localDescription?.sdp ?? "");
  probe.close();
  return found ? "" : "This browser finds no network path, so no picture can leave it. Connect to a network, or allow camera and microphone for this page.";
}

// The player's page tells by which name its offer will be known here, before it sends it.
addEventListener("message", ({ source, data }) => {
  if (isGuest && source === parent && data?.target === "emulator-host" && typeof data.expect === "string") {
    report({ type: "expect", ufrag: data.expect });
  }
});
page.sound.addEventListener("click", () => void turnSoundOn().then(show));
new Worker("/_emulator/media/ticker.js").addEventListener("message", tick);
show();
problem = await checkBrowser();
if (!problem) {
  attach();
}
show();
