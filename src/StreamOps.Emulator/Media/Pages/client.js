import { call, memory } from "./backend.js";
import { standByFor } from "./client-stand-by.js";
import { element, show } from "./client-view.js";
import { FrameCodeReader } from "./frame-code.js";

// The customer's web page in miniature: it starts a game, shows it, loses it, and stands by to be brought back.

const POLL_MS = 1000;
const ANSWER_WAIT_MS = 30_000;
const FREEZE_MS = 5000;

const query = new URLSearchParams(location.search);
const reader = new FrameCodeReader();

/** @typedef {import("./client-view.js").Game} Game */
/** @typedef {InstanceType<typeof gameliftstreams.GameLiftStreams>} Client */

/** @type {import("./client-view.js").State & { client: Client | null }} with the SDK object of the attempt that is shown */
const state = { phase: "ready", game: null, hosts: 0, trouble: "", standBy: "unset", client: null };

const video = /** @type {HTMLVideoElement} */ (element("picture"));
const counter = /** @type {HTMLElement} */ (document.querySelector("[data-frame-counter]"));

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
  sayLost();
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
    show(state);
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
/** Support sees the loss at once. */
let sayLost = () => {};

async function standBy() {
  const game = state.game;
  if (!game || stopStandingBy) {
    return;
  }
  const standing = await standByFor(game.id, newClient, take, (word) => {
    state.standBy = word;
    show(state);
  });
  sayLost = () => standing?.lost();
  stopStandingBy =
    standing &&
    (() => {
      stopStandingBy = null;
      sayLost = () => {};
      state.standBy = "unset";
      standing.stop();
    });
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
  show(state);
  tell("state", { status: state.game?.status ?? "" });
  setTimeout(() => void poll(), POLL_MS);
}

/** @param {typeof state.phase} phase */
function enter(phase) {
  state.phase = phase;
  if (phase !== "playing") {
    counter.textContent = "–";
  }
  show(state);
  tell("state", { status: state.game?.status ?? "" });
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
    show(state);
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
show(state);
await resume();
await poll();
if (query.has("autoplay") && state.phase === "ready" && state.hosts > 0) {
  void start();
}
