import { call, memory } from "./backend.js";
import { FrameCodeReader } from "./frame-code.js";

// The customer's web page in miniature: it starts a game, shows it, loses it, and stands by to be brought back.

const POLL_MS = 1000;
const ANSWER_WAIT_MS = 30_000;
const FREEZE_MS = 5000;

const query = new URLSearchParams(location.search);
const reader = new FrameCodeReader();

/**
 * @typedef {object} Game
 * @property {string} id of its stream session
 * @property {string} application
 * @property {string} status in the API's word; empty until it is known
 * @property {string | null} statusReason
 */

/** @typedef {InstanceType<typeof gameliftstreams.GameLiftStreams>} Client */

const state = {
  /** @type {"ready" | "starting" | "playing" | "lost" | "ended"} */
  phase: "ready",
  /** @type {Game | null} */
  game: null,
  hosts: 0,
  /** @type {string} what went wrong, in a sentence */
  trouble: "",
  /** @type {"unset" | "off" | "on" | "failed" | "refused"} */
  standBy: "unset",
  /** @type {Client | null} the SDK object of the attempt that is shown */
  client: null,
};

const video = /** @type {HTMLVideoElement} */ (element("picture"));
const counter = /** @type {HTMLElement} */ (document.querySelector("[data-frame-counter]"));

/** @param {string} id */
function element(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/** A new SDK object: one for each attempt. */
function newClient() {
  /** @type {Client} */
  const client = new gameliftstreams.GameLiftStreams({
    videoElement: video,
    inputConfiguration: { autoKeyboard: true, autoMouse: true, autoGamepad: true },
    clientConnection: {
      connectionState: (connection) => {
        if (connection === "connected") {
          take(client);
        } else if (connection === "failed" || connection === "closed") {
          // One that is only disconnected may come back by itself.
          lose(client);
        }
      },
      channelError: () => lose(client),
      serverDisconnect: (reason) => {
        state.client = null;
        client.close();
        end(reason === "idle" ? "idleTimeout" : "apiTerminated");
      },
      applicationMessage: (bytes) => tell("message", { text: new TextDecoder().decode(bytes) }),
    },
  });
  return client;
}

/** @param {Client} client the picture is this one's from now on */
function take(client) {
  if (state.client && state.client !== client) {
    const former = state.client;
    state.client = client;
    former.close();
  }
  state.client = client;
  client.attachInput();
  enter("playing");
}

/** @param {Client} client */
function lose(client) {
  if (state.client !== client) {
    return;
  }
  state.client = null;
  client.close();
  if (state.phase === "playing" || state.phase === "starting") {
    enter("lost");
  }
}

/** @param {string | null} reason */
function end(reason) {
  if (state.game) {
    state.game.statusReason = reason;
  }
  memory.forget();
  stopStandingBy?.();
  enter("ended");
}

async function start() {
  state.trouble = "";
  state.game = null;
  enter("starting");
  const client = newClient();
  try {
    const offer = await client.generateSignalRequest();
    const started = await call("POST", "sessions", {
      offer,
      userId: query.get("user") ?? "u-demo",
      connectionTimeoutSeconds: Number(query.get("timeout") ?? 120),
      streamGroupId: query.get("group") ?? undefined,
    });
    state.game = { id: started.streamSessionId, application: started.application, status: started.status, statusReason: null };
    remember();
    show();
    await client.processSignalResponse(await answerOf(state.game));
    if (state.client === null && state.phase === "starting") {
      state.client = client;
    }
    void standBy();
  } catch (error) {
    client.close();
    state.trouble = error instanceof Error ? error.message : String(error);
    enter(state.game && !isOver(state.game) ? "lost" : "ready");
  }
}

/** @param {Game} game @returns {Promise<string>} the answer, once the session has one */
async function answerOf(game) {
  const until = performance.now() + ANSWER_WAIT_MS;
  while (performance.now() < until) {
    const standing = await call("GET", `sessions/${game.id}`);
    note(game, standing);
    if (standing.signalResponse) {
      return standing.signalResponse;
    }
    if (isOver(game)) {
      break;
    }
    await new Promise((done) => setTimeout(done, 250));
  }
  throw new Error(isOver(game) ? `The game could not start (${game.statusReason ?? game.status}).` : "The game did not start in time.");
}

/** @param {Game} game @param {{ status: string, statusReason: string | null }} standing */
function note(game, standing) {
  game.status = standing.status;
  game.statusReason = standing.statusReason ?? null;
}

/** @param {Game} game */
function isOver(game) {
  return ["TERMINATING", "TERMINATED", "ERROR"].includes(game.status);
}

/** @type {(() => void) | null} */
let stopStandingBy = null;

// The open tab heals by itself: StreamOps asks this page for an offer and hands the answer back.
async function standBy() {
  const game = state.game;
  if (!game || stopStandingBy) {
    return;
  }
  try {
    const { standsBy, playerUrl } = await call("GET", "setup");
    if (!standsBy) {
      state.standBy = "off";
      return;
    }
    const { standBy: begin } = await import(new URL("/js/stand-by.js", playerUrl).href);
    const standing = begin({
      // A new one at each connection: a ticket is good once.
      ticket: async () => (await call("POST", `sessions/${game.id}/ticket`)).ticket,
      newClient,
      onClient: take,
      onState: (/** @type {string} */ word) => {
        state.standBy = word === "refused" ? "refused" : word === "unreachable" ? "failed" : "on";
        show();
      },
    });
    stopStandingBy = () => {
      stopStandingBy = null;
      state.standBy = "unset";
      standing.stop();
    };
  } catch {
    state.standBy = "failed";
  } finally {
    show();
  }
}

function remember() {
  if (state.game) {
    memory.keep(JSON.stringify({ id: state.game.id, application: state.game.application }));
  }
}

async function resume() {
  const kept = memory.kept();
  if (!kept) {
    return;
  }
  const game = { ...JSON.parse(kept), status: "", statusReason: null };
  try {
    note(game, await call("GET", `sessions/${game.id}`));
  } catch {
    memory.forget();
    return;
  }
  if (isOver(game)) {
    memory.forget();
    return;
  }
  state.game = game;
  enter("lost");
  void standBy();
}

async function poll() {
  try {
    state.hosts = (await call("GET", "setup")).hosts;
    const game = state.game;
    if (game && state.phase !== "ended") {
      const standing = await call("GET", `sessions/${game.id}`);
      // The player's page may have heard of the end meanwhile, or begun another game.
      if (state.game === game && /** @type {string} */ (state.phase) !== "ended") {
        note(game, standing);
      }
      if (state.game === game && isOver(game)) {
        state.client?.close();
        state.client = null;
        end(game.statusReason);
      }
    }
  } catch {
    // The next poll tells; the picture needs no backend.
  }
  show();
  tell("state", { status: state.game?.status ?? "" });
  setTimeout(() => void poll(), POLL_MS);
}

const ENDS = /** @type {Record<string, string>} */ ({
  apiTerminated: "The game was ended.",
  idleTimeout: "It closed because nobody was playing.",
  maxSessionLengthTimeout: "The time for this session is over.",
  reconnectionTimeout: "The game could not wait longer.",
  connectionTimeout: "The game ended before you joined.",
});

/** @param {typeof state.phase} phase */
function enter(phase) {
  state.phase = phase;
  if (phase !== "playing") {
    counter.textContent = "–";
  }
  show();
  tell("state", { status: state.game?.status ?? "" });
}

/** @returns {[heading: string, sentence: string]} */
function words() {
  const { phase, game, hosts, trouble } = state;
  switch (phase) {
    case "ready":
      return hosts === 0
        ? ["No game host is attached", "The game runs in a tab of its own, which must stay open."]
        : ["Ready to play", trouble || "The picture comes from the game host in the other tab."];
    case "starting":
      return ["Starting", "Waiting for the game's answer."];
    case "lost":
      return game?.status === "CONNECTED"
        ? ["Playing in another window", "This session's picture is shown elsewhere."]
        : ["Connection lost", trouble || "Your game is waiting. Support can bring you back; keep this page open."];
    case "ended":
      return ["Game over", ENDS[game?.statusReason ?? ""] ?? "The session has ended."];
    default:
      return ["", ""];
  }
}

function show() {
  const { phase, game } = state;
  const [heading, sentence] = words();
  element("title").textContent = game?.application ?? "Your game";
  element("heading").textContent = heading;
  element("sentence").textContent = sentence;
  element("overlay").hidden = phase === "playing";
  const play = /** @type {HTMLButtonElement} */ (element("play"));
  play.hidden = phase !== "ready" && phase !== "ended";
  play.disabled = state.hosts === 0;
  element("open-host").hidden = play.hidden || state.hosts > 0;
  play.textContent = phase === "ended" ? "Play again" : "Play";
  for (const id of ["wave", "lose", "freeze"]) {
    /** @type {HTMLButtonElement} */ (element(id)).disabled = phase !== "playing";
  }
  /** @type {HTMLButtonElement} */ (element("leave")).disabled = !game || phase === "ended" || phase === "starting";
  const chip = element("state");
  chip.textContent = phase === "playing" ? "playing" : phase === "ended" ? "ended" : game?.status || phase;
  chip.dataset.tone = phase === "playing" ? "good" : phase === "lost" ? "critical" : "ended";
  document.documentElement.dataset.phase = phase;
  document.documentElement.dataset.session = game?.id ?? "";
  element("standby").textContent = {
    unset: "",
    on: "Stands by for support.",
    off: "Does not stand by: no ticket key is set.",
    failed: "Does not stand by: support cannot be reached.",
    refused: "Does not stand by: support does not accept this page's ticket.",
  }[state.standBy];
}

// A page that shows this one in a frame follows along.
/** @param {string} kind @param {object} facts */
function tell(kind, facts) {
  if (parent !== window) {
    parent.postMessage({ source: "emulator-client", kind, phase: state.phase, streamSessionId: state.game?.id ?? null, trouble: state.trouble, ...facts }, "*");
  }
}

function onFrame() {
  const read = video.srcObject ? reader.read(video) : null;
  if (read !== null) {
    counter.textContent = String(read);
  }
  video.requestVideoFrameCallback(onFrame);
}

const acts = /** @type {Record<string, () => void>} */ ({
  play: () => void start(),
  wave: () => state.client?.sendApplicationMessage(new TextEncoder().encode("Hello from the player")),
  lose: () => state.client && lose(state.client),
  // The page does nothing at all for a while, as a tab that hangs.
  freeze: () => {
    const until = performance.now() + FREEZE_MS;
    while (performance.now() < until) {
      // Busy.
    }
  },
  leave: () => state.game && void call("DELETE", `sessions/${state.game.id}`).catch((error) => {
    state.trouble = error.message;
    show();
  }),
  sound: () => {
    video.muted = !video.muted;
    element("sound").setAttribute("aria-pressed", String(!video.muted));
  },
});

for (const [id, act] of Object.entries(acts)) {
  element(id).addEventListener("click", act);
}

addEventListener("message", ({ source, origin, data }) => {
  const isLocal = /^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?$/.test(origin);
  if (source === parent && isLocal && data?.target === "emulator-client") {
    if (data.command === "reload") {
      location.reload();
    } else if (Object.hasOwn(acts, data.command)) {
      acts[data.command]?.();
    }
  }
});

video.requestVideoFrameCallback(onFrame);
show();
await resume();
await poll();
if (query.has("autoplay") && state.phase === "ready" && state.hosts > 0) {
  void start();
}
