// Keeps the page of a game ready: when support rescues its session, the open page makes the offer and heals by itself.
// Import it from your StreamOps player address; docs/stand-by.md has the backend's part.

const RETRY_MS = [500, 1_000, 2_000, 5_000, 10_000];
/** The server says something at least every ten seconds. */
const SILENCE_MS = 25_000;
const RISING_MS = 3_000;
const STEP_MS = 500;

/**
 * @typedef {object} Client What is called on an object of the Web SDK, one per attempt.
 * @property {() => Promise<string>} generateSignalRequest
 * @property {(answer: string) => Promise<void>} processSignalResponse
 * @property {() => void} close
 * @property {() => Promise<unknown>} [getVideoRTCStats]
 */

/**
 * @typedef {"ready" | "wanted" | "sent" | "applied" | "playing" | "failed" | "unreachable" | "refused"} StandByState
 * `ready`: support can ask. `wanted`, `sent`, `applied`, `playing`: a rescue goes on. `failed`: this attempt did not work, support may ask again.
 * `unreachable`: it keeps trying. `refused`: the ticket is not accepted, or its session is over; it has stopped.
 */

/**
 * Stands by for a rescue.
 * @template {Client} T
 * @param {object} options
 * @param {string | (() => string | Promise<string>)} options.ticket Signed by the game's backend, or how to get a fresh one at each connection.
 * @param {() => T} options.newClient Makes a new Web SDK object; never the one of an earlier connection.
 * @param {(client: T) => void} options.onClient Takes the object that has the answer: close the old one, attach the input.
 * @param {(state: StandByState) => void} [options.onState] For a word on the game's page, if it wants one.
 * @returns {{ stop: () => void, lost: () => void }} Call `lost` when the game's client fails: support sees it at once.
 */
export function standBy({ ticket, newClient, onClient, onState = () => {} }) {
  const stopping = new AbortController();
  const page = pageKey();
  let pass = "";
  /** @type {{ client: T, after: number, isPosting: boolean, isToWait: boolean, isExpected: boolean, isApplied: boolean, stopWatching: () => void } | undefined} */
  let current;
  let newest = 0;

  /** @param {string} path @param {object} said @param {string} [offer] @param {AbortSignal} [signal] */
  const post = (path, said, offer, signal = stopping.signal) => {
    const line = JSON.stringify({ page, ...said });
    const body = offer === undefined ? line : `${line}\n${offer}`;
    return fetch(new URL(`../stand-by/${path}`, import.meta.url), { method: "POST", cache: "no-store", credentials: "omit", body, signal });
  };

  /** @param {object} what */
  const report = (what) => void post("reports", { pass, ...what }).catch(() => {});

  const drop = () => {
    current?.stopWatching();
    current?.isApplied === false && current.client.close();
    current = undefined;
  };

  const fail = () => (drop(), onState("failed"));

  const makeOffer = async () => {
    drop();
    onState("wanted");
    try {
      const mine = { client: newClient(), after: newest, isPosting: true, isToWait: false, isExpected: true, isApplied: false, stopWatching: () => {} };
      current = mine;
      const offer = await mine.client.generateSignalRequest();
      onState("sent");
      // Not waited for: the answer comes over the stream. A lost reply is no refusal, the stream says how it goes on.
      post("offers", { pass }, offer)
        .then((reply) => (reply.ok ? reply.json() : { outcome: "refused" }))
        .then(({ outcome }) => ((mine.isToWait = outcome === "waits"), current === mine && !mine.isToWait && outcome !== "answered" && fail()))
        .catch(() => (mine.isExpected = false))
        .finally(() => (mine.isPosting = false));
    } catch {
      fail();
    }
  };

  /** @param {{ answer: string, attempt: number }} event For the newest offer that the server has: on a line that broke that may be the one before. */
  const takeAnswer = async ({ answer, attempt }) => {
    const mine = current;
    if (mine === undefined || mine.isApplied || attempt === mine.after) return;
    try {
      mine.isApplied = true;
      await mine.client.processSignalResponse(answer);
      onClient(mine.client);
      onState("applied");
      report({ rung: "applied" });
      mine.stopWatching = whenRising(mine.client, () => {
        onState("playing");
        report({ rung: "picture" });
      });
    } catch {
      mine.isApplied = false;
      fail();
      report({ trouble: "answerNotTaken" });
    }
  };

  /** @param {{ phase: string, attempt: number }} event */
  const takeState = async ({ phase, attempt }) => {
    newest = attempt;
    const mine = current?.isApplied === false ? current : undefined;
    if (mine !== undefined) mine.isExpected &&= attempt === mine.after && phase !== "waitingForSupport";
    // Said again, it is the wish that is being granted, unless the offer did not arrive; until an attempt is opened or a yes awaited it seems to stand by.
    if (phase === "offerWanted" && !mine?.isPosting) {
      await makeOffer();
    } else if (phase === "standingBy" && !mine?.isPosting && !mine?.isExpected) {
      onState("ready");
    } else if (phase === "tooLate") {
      onState("refused");
      stopping.abort();
    }
  };

  const listen = async () => {
    for (let tries = 0; !stopping.signal.aborted; tries++) {
      const silence = new AbortController();
      try {
        const signed = typeof ticket === "function" ? await ticket() : ticket;
        const response = await post("events", { ticket: signed, pass }, undefined, AbortSignal.any([stopping.signal, silence.signal]));
        if ([400, 401, 403, 404, 410].includes(response.status)) {
          onState("refused");
          return;
        }
        for await (const event of readEvents(response, silence)) {
          tries = 0;
          pass = event.pass ?? pass;
          await (event.type === "answer" ? takeAnswer(event) : event.type === "state" ? takeState(event) : undefined);
        }
      } catch {
        onState("unreachable");
      }
      // An offer that waits for a yes may get a no meanwhile: what the line says first when it is back counts.
      if (current?.isToWait) current.isExpected = false;
      await new Promise((done) => setTimeout(done, (RETRY_MS[Math.min(tries, RETRY_MS.length - 1)] ?? 0) * (0.5 + Math.random())));
    }
  };

  void listen();
  return { stop: () => (stopping.abort(), drop()), lost: () => report({ isLost: true }) };
}

/** The same for as long as this tab lives, so that its reload may come back and nobody else can. Where storage is refused: for this page's life. */
function pageKey() {
  const fresh = Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  try {
    const key = sessionStorage.getItem("streamops-page") ?? fresh;
    sessionStorage.setItem("streamops-page", key);
    return key;
  } catch {
    return fresh;
  }
}

/**
 * Reads a stream of events as they come.
 * @param {Response} response @param {AbortController} silence Aborted when nothing comes for too long, not even a beat.
 * @returns {AsyncGenerator<any, void, void>}
 */
export async function* readEvents(response, silence) {
  if (!response.ok || response.body === null) {
    throw new Error(`No events: ${response.status}.`);
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let rest = ""; ; ) {
    const patience = setTimeout(() => silence.abort(), SILENCE_MS);
    const { done, value } = await reader.read().finally(() => clearTimeout(patience));
    if (done) return;
    const messages = (rest + value).split("\n\n");
    rest = messages.pop() ?? "";
    for (const message of messages.filter((one) => one.startsWith("data: "))) {
      yield JSON.parse(message.slice("data: ".length));
    }
  }
}

/** Frames decoded so far, by the client's statistics, else by whatever video plays on the page. @param {Pick<Client, "getVideoRTCStats">} client */
export async function framesOf(client) {
  const report = await Promise.resolve(client.getVideoRTCStats?.()).catch(() => undefined);
  const counts = report instanceof RTCStatsReport ? [...report.values()].map(({ framesDecoded }) => framesDecoded) : [];
  const decoded = counts.filter((count) => typeof count === "number");
  const played = [...document.querySelectorAll("video")].map((video) => video.getVideoPlaybackQuality().totalVideoFrames);
  return Math.max(0, ...(decoded.length > 0 ? decoded : played));
}

/** @param {Client} client @param {() => void} tell Once, when frames have risen for three seconds. */
function whenRising(client, tell) {
  let [last, risen] = [-1, 0];
  const timer = setInterval(async () => {
    const frames = await framesOf(client);
    risen = last >= 0 && frames > last ? risen + STEP_MS : 0;
    last = frames;
    if (risen >= RISING_MS) {
      clearInterval(timer);
      tell();
    }
  }, STEP_MS);
  return () => clearInterval(timer);
}
