// The pure parts of the player's page and of the stand-by module. Run by JavaScriptTests with `node --test`.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

/** @param {string} name */
async function script(name) {
  return import(await moduleOf(name));
}

/** A script and what it imports, as one address. @param {string} name @returns {Promise<string>} */
async function moduleOf(name) {
  const source = await readFile(new URL(`../../../wwwroot-assets/${name}`, import.meta.url), "utf8");
  // A module that asks where it comes from comes from the player address.
  let placed = source.replaceAll("import.meta.url", JSON.stringify(`${PLAYER_ADDRESS}/${name}`));
  for (const [whole, path] of source.matchAll(/ from "(\.[^"]+)"/g)) {
    const imported = new URL(path, `${PLAYER_ADDRESS}/${name}`).pathname.slice(1);
    placed = placed.replaceAll(whole, ` from ${JSON.stringify(await moduleOf(imported))}`);
  }
  return `data:text/javascript,${encodeURIComponent(placed)}`;
}

const PLAYER_ADDRESS = "https://rescue.example.com";

const { COUNTING, faceOf, isAsked, isCounting, isLost, isOver, mustAsk, noteOf, takesOffer } = await script("player/faces.js");
const { PictureWatch } = await script("player/picture-watch.js");
const { texts } = await script("player/texts.en.js");
const { readEvents, standBy } = await script("js/stand-by.js");
const { Line } = await script("player/line.js");
const { Attempt } = await script("player/attempt.js");
const { watchFrames } = await script("player/frames.js");
const { OfferWait } = await script("player/offer-wait.js");

const waiting = { link: "open", line: "reached", phase: "ready", stoppedBy: "", check: "ready", attempt: "none" };
const face = (/** @type {object} */ change) => faceOf({ ...waiting, ...change });

const PHASES = [
  "ready", "standingBy", "offerWanted", "waitingForSupport", "sending", "answerReady", "connecting", "tryAgain", "busy",
  "connected", "playing", "tooLate", "over", "closed", "alreadyUsed",
];

test("every state the server can name has a face, and every face its words", () => {
  for (const phase of PHASES) {
    for (const attempt of ["none", "offering", "sent", "applied", "playing", "standing", "lost", "asking", "failed", "blank", "waiting", "stuck", "ended"]) {
      for (const check of ["pending", "ready", "browser", "network", "script", "host"]) {
        for (const line of ["reached", "lost"]) {
          const shown = faceOf({ ...waiting, phase, attempt, check, line });
          assert.ok(texts.faces[shown]?.sentence, `${phase} ${attempt} ${check} ${line} shows ${shown}`);
        }
      }
    }
  }
});

test("every face but the ones that only wait has one button", () => {
  const silent = new Set(["opening", "checking", "code", "playing", "standing"]);
  for (const [name, words] of Object.entries(texts.faces)) {
    assert.equal(words.button === undefined, silent.has(name), name);
    assert.ok(words.sentence.split(/\s+/).length < 20, words.sentence);
  }
});

test("a phone whose browser has no H.264 is not sent to that browser", () => {
  assert.match(texts.faces.browser.sentence, /on a computer or another phone/);
});

test("the way of a rescue by link", () => {
  assert.equal(face({ link: "opening", phase: "" }), "opening");
  assert.equal(face({ check: "pending" }), "checking");
  assert.equal(face({}), "welcome");
  assert.equal(face({ attempt: "offering" }), "connecting");
  assert.equal(face({ attempt: "sent", phase: "waitingForSupport" }), "confirming");
  assert.equal(face({ attempt: "applied", phase: "connecting" }), "connecting");
  assert.equal(face({ attempt: "playing", phase: "connected" }), "playing");
  assert.equal(face({ attempt: "lost", phase: "playing" }), "lost");
});

test("a protocol script that our own policy keeps out is nobody's fault but ours, and the picture is stronger than the word", () => {
  const stopped = { stoppedBy: "protocol-script", phase: "answerReady" };
  assert.equal(face({ ...stopped, attempt: "applied" }), "connecting");
  assert.equal(face({ ...stopped, attempt: "failed" }), "blocked");
  assert.equal(face({ ...stopped, attempt: "none", check: "network" }), "blocked");
  assert.equal(face({ ...stopped, attempt: "playing" }), "playing");
  assert.equal(face({ ...stopped, attempt: "none" }), "welcome");
  assert.equal(face({ ...stopped, attempt: "offering" }), "connecting");
  assert.match(texts.faces.blocked.sentence, /not your fault/);
});

test("a link that ended says so in its own words", () => {
  const ends = { tooLate: "late", over: "over", closed: "closed", alreadyUsed: "used", unknown: "unknown", readOnly: "off" };
  for (const [phase, shown] of Object.entries(ends)) {
    assert.equal(face({ phase, line: "lost" }), shown);
    assert.equal(COUNTING.has(shown), false);
  }
});

test("a second browser tells its number, and nobody else has one", () => {
  assert.equal(noteOf(texts, "used", 47), "Tell support the number 47.");
  assert.equal(noteOf(texts, "used", 0), "");
  assert.equal(noteOf(texts, "welcome", 47), texts.keepOpen);
});

test("where the demo's machine did not load, its address is named and no network blamed", () => {
  assert.equal(face({ check: "host", phase: "connected" }), "host");
  assert.match(noteOf(texts, "host", 0, "http://127.0.0.1:5190/_emulator/host?guest"), /http:\/\/127\.0\.0\.1:5190\./);
  assert.doesNotMatch(texts.faces.host.sentence, /network/);
  assert.equal(isCounting("host", "connected"), false);
});

test("a running picture outlives whatever support believes", () => {
  assert.equal(face({ attempt: "playing", phase: "over" }), "playing");
  assert.equal(face({ attempt: "playing", line: "lost" }), "playing");
});

test("a picture that stands is said, whatever support believes, until the service has given it up", () => {
  assert.equal(face({ attempt: "standing", phase: "playing", line: "lost" }), "standing");
  assert.equal(face({ attempt: "standing", phase: "connected" }), "standing");
  assert.deepEqual(PHASES.filter(isLost), ["standingBy", "offerWanted", "tryAgain", "tooLate", "over"]);
});

/** Looks twice a second. @param {number[]} rises How many frames came before each look. @param {(look: number) => boolean} [isVisible] */
function watched(rises, isVisible = () => true) {
  const watch = new PictureWatch();
  let frames = 0;
  return rises
    .map((rise, look) => [watch.look((frames += rise), look * 500, isVisible(look)), look * 500])
    .filter(([news]) => news !== undefined);
}

const LOOKS = (/** @type {number} */ seconds, /** @type {number} */ rise) => Array(seconds * 2).fill(rise);

test("a picture is a first frame, then three seconds of rising", () => {
  assert.deepEqual(watched([0, 0, ...LOOKS(5, 15)]), [["first", 1_000], ["picture", 4_000]]);
  assert.deepEqual(watched(LOOKS(5, 0)), []);
});

test("an outage of seven seconds is a picture that stands and then moves: nothing else is told", () => {
  const news = watched([...LOOKS(5, 15), ...LOOKS(7, 0), ...LOOKS(5, 15)]);
  assert.deepEqual(news.map(([word]) => word), ["first", "picture", "stands", "moves"]);
  assert.ok(news[2][1] <= 8_000, `It is said within three seconds, not at ${news[2][1]}.`);
  assert.equal(news[3][1], 12_000);
});

test("a page that nobody sees says nothing of its picture", () => {
  const hidden = (/** @type {number} */ look) => look < 10 || look >= 40;
  assert.deepEqual(watched([...LOOKS(5, 15), ...LOOKS(15, 0), ...LOOKS(5, 15)], hidden).map(([word]) => word), ["first", "picture"]);
});

test("a lost line keeps the clock, and a reload in the middle may start again", () => {
  assert.equal(face({ line: "lost" }), "unreachable");
  assert.ok(COUNTING.has("unreachable"));
  assert.equal(face({ phase: "sending" }), "welcome");
  assert.equal(face({ phase: "busy" }), "busy");
});

test("connected without a picture has an act, and no clock that stands is shown as one", () => {
  for (const attempt of ["none", "blank"]) {
    assert.equal(face({ phase: "connected", attempt }), "blank");
  }
  assert.equal(texts.faces.blank.button, "Try again");
  assert.equal(face({ phase: "connected", attempt: "waiting" }), "waiting");
  assert.equal(face({ phase: "connected", attempt: "stuck" }), "stuck");
  for (const shown of ["blank", "waiting", "stuck", "network", "connecting", "unreachable"]) {
    assert.equal(isCounting(shown, "connected"), false);
  }
  assert.equal(isCounting("network", "tryAgain"), true);
  assert.deepEqual(PHASES.filter(isOver), ["tooLate", "over", "closed", "alreadyUsed"]);
});

test("while the service calls somebody connected who sees nothing, no network is blamed and support is asked", () => {
  for (const phase of ["connected", "playing"]) {
    assert.equal(face({ check: "network", phase }), "blank");
    assert.equal(face({ attempt: "asking", phase }), "held");
    assert.equal(isCounting("held", phase), false);
  }
  assert.equal(face({ check: "network", phase: "connecting" }), "network");
  assert.equal(face({ check: "script", phase: "connected" }), "script");
  assert.equal(texts.faces.stuck.button, "Ask support");
});

test("a page that lost its picture again has a true sentence and a way back, also after a reload", () => {
  for (const attempt of ["none", "lost"]) {
    assert.equal(face({ attempt, phase: "standingBy" }), "lost");
  }
  for (const phase of ["connected", "playing"]) {
    assert.equal(face({ attempt: "lost", phase }), "lost");
    assert.equal(isCounting("lost", phase), false);
  }
  assert.equal(face({ phase: "playing" }), "elsewhere");
  assert.ok(isCounting("lost", "standingBy"));
  assert.equal(face({ attempt: "asking", phase: "standingBy" }), "asked");
  assert.deepEqual(PHASES.filter(mustAsk), ["standingBy", "connected", "playing"]);
});

test("an offer that support declines is over, also where its line was away while it waited", () => {
  const heard = new OfferWait();
  assert.equal(heard.take("ready", "waitingForSupport"), false);
  assert.equal(heard.take("waitingForSupport", "ready"), true);

  const missed = new OfferWait();
  missed.waits();
  missed.line(false);
  missed.line(true);
  assert.equal(missed.take("offerWanted", "offerWanted"), true, "the first state of the line that came back");
});

test("a reply that comes while the line is away has the line begun anew: what it brings then tells what became of the offer", () => {
  const away = new OfferWait();
  away.line(false);
  assert.equal(away.waits(), true, "the line is to be begun anew");
  away.line(true);
  assert.equal(away.take("offerWanted", "offerWanted"), true);

  const there = new OfferWait();
  assert.equal(there.waits(), false);
});

test("a state from before the reply, or while the offer still waits, declines nothing", () => {
  const wait = new OfferWait();
  assert.equal(wait.take("ready", "offerWanted"), false);
  wait.line(false);
  wait.line(true);
  wait.waits();
  assert.equal(wait.take("offerWanted", "offerWanted"), false, "it may be older than the reply");
  wait.line(false);
  assert.equal(wait.take("offerWanted", "waitingForSupport"), false);
  wait.begin();
  assert.equal(wait.take("offerWanted", "offerWanted"), false, "the next offer waits for nobody yet");
});

test("without a click an offer is made where support asks a page that has gone on before, and nowhere else", () => {
  assert.ok(["standingBy", "playing", "connected", "over", "connecting"].every((from) => isAsked(from, "offerWanted")));
  assert.ok(["", "ready", "offerWanted", "waitingForSupport", "busy"].every((from) => !isAsked(from, "offerWanted")));
  assert.equal(isAsked("standingBy", "ready"), false);
  // Reloaded meanwhile: the player asked for it before.
  assert.equal(isAsked("", "offerWanted", true), true);
  assert.equal(isAsked("", "standingBy", true), false);
});

test("an offer without H.264 is the browser's fault", () => {
  assert.equal(face({ stoppedBy: "no-h264", attempt: "failed" }), "browser");
  assert.equal(face({ stoppedBy: "cut", attempt: "failed" }), "failed");
});

test("whom a person said no to reads no word of time that is over", () => {
  const refused = { stoppedBy: "not-let-in", phase: "ready" };
  assert.equal(face({ ...refused, attempt: "failed" }), "declined");
  assert.equal(face({ ...refused, attempt: "offering" }), "connecting");
  assert.equal(face({ ...refused, attempt: "sent", phase: "waitingForSupport" }), "confirming");
  assert.equal(face({ ...refused, attempt: "playing" }), "playing");
  assert.equal(COUNTING.has("declined"), true);
});

test("only where the server waits for an offer is an earlier one given up", () => {
  assert.deepEqual(PHASES.filter(takesOffer), ["ready", "standingBy", "offerWanted", "tryAgain", "tooLate", "over", "closed", "alreadyUsed"]);
});

test("events come whole, however the network cuts them", async () => {
  const sent = 'data: {"type":"state","phase":"ready"}\n\ndata: {"type":"beat"}\n\n: a comment\n\ndata: {"type":"answer","answer":"ä\\nö"}\n\n';
  const bytes = new TextEncoder().encode(sent);
  for (const size of [1, 2, 3, 7, 1_000]) {
    const body = new ReadableStream({
      start(stream) {
        for (let at = 0; at < bytes.length; at += size) {
          stream.enqueue(bytes.slice(at, at + size));
        }
        stream.close();
      },
    });
    const events = [];
    for await (const event of readEvents(new Response(body), new AbortController())) {
      events.push(event);
    }
    assert.deepEqual(events.map(({ type }) => type), ["state", "beat", "answer"]);
    assert.equal(events[2].answer, "ä\nö");
  }
});

test("a refused stream is an error, not an empty one", async () => {
  const refused = readEvents(new Response("{}", { status: 401 }), new AbortController());
  await assert.rejects(refused.next());
});

/** A server as the stand-by module hears it: its events, and how it answers an offer. */
function standByServer() {
  /** @type {ReadableStreamDefaultController<Uint8Array>} */
  let events;
  /** @type {(response: Response) => void} */
  let reply = () => {};
  const stream = () => new Response(new ReadableStream({ start: (opened) => void (events = opened) }));
  const answers = /** @type {Record<string, () => Response | Promise<Response>>} */ ({
    events: stream,
    offers: () => new Promise((done) => (reply = done)),
    reports: () => new Response(null, { status: 204 }),
  });
  globalThis.fetch = async (/** @type {URL} */ address) => answers[address.pathname.split("/").at(-1) ?? ""]();
  globalThis.sessionStorage ??= { getItem: () => null, setItem: () => {} };
  const settled = () => new Promise((done) => setTimeout(done, 5));
  return {
    say: (/** @type {object} */ event) => (events.enqueue(new TextEncoder().encode(`data: ${JSON.stringify(event)}\n\n`)), settled()),
    state: function (/** @type {string} */ phase, attempt = 0) {
      return this.say({ type: "state", phase, attempt });
    },
    reply: (/** @type {string} */ outcome) => (reply(Response.json({ outcome })), settled()),
    end: () => events.close(),
  };
}

function standingPage() {
  const server = standByServer();
  /** @type {string[]} */
  const said = [];
  let made = 0;
  const newClient = () => (made++, { generateSignalRequest: async () => "offer", processSignalResponse: async () => {}, close: () => {} });
  globalThis.RTCStatsReport ??= class {};
  globalThis.document ??= { querySelectorAll: () => [] };
  const standing = standBy({ ticket: "t", newClient, onClient: () => {}, onState: (word) => said.push(word) });
  const stop = () => (standing.stop(), server.end());
  return { server, said, stop, made: () => made };
}

test("a game's page says ready before it is asked, and not between its offer and the answer", async () => {
  const { server, said, stop } = standingPage();
  await server.state("standingBy");
  await server.state("offerWanted");
  // The wish is taken, the attempt not yet opened: to the server the page stands by.
  await server.state("standingBy");
  await server.reply("answered");
  await server.state("standingBy");
  await server.state("answerReady", 1);
  await server.say({ type: "answer", attempt: 1, answer: "answer" });
  stop();
  assert.deepEqual(said, ["ready", "wanted", "sent", "applied"]);
});

test("a game's page whose attempt is over is ready again, and makes a new offer when it is asked", async () => {
  const { server, said, stop, made } = standingPage();
  await server.state("offerWanted");
  await server.reply("answered");
  await server.state("answerReady", 1);
  await server.state("standingBy");
  await server.state("offerWanted");
  stop();
  assert.deepEqual(said, ["wanted", "sent", "ready", "wanted", "sent"]);
  assert.equal(made(), 2);
});

test("a game's page whose offer was declined while its line was away is ready again", async (context) => {
  context.mock.method(Math, "random", () => 0);
  const { server, said, stop } = standingPage();
  await server.state("offerWanted");
  await server.reply("waits");
  server.end();
  await new Promise((done) => setTimeout(done, 400));
  await server.state("standingBy");
  stop();
  assert.deepEqual(said, ["wanted", "sent", "ready"]);
});

/** A line whose streams say these events and then break; what it waits for between them is kept. @param {object[][]} streams */
function lineOf(streams) {
  const line = new Line();
  /** @type {number[]} */
  const waits = [];
  // @ts-ignore No wait at all, and its number kept.
  line.pause = async (tries) => void waits.push(tries);
  line.asked = 0;
  globalThis.fetch = async (/** @type {string} */ address) => {
    if (address.endsWith("/open")) {
      return Response.json({ pass: "p" });
    }
    const events = streams[line.asked++];
    return events === undefined ? Response.json({ phase: "unknown" }, { status: 404 }) : new Response(events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(""));
  };
  return { line, waits };
}

const over = { type: "state", phase: "over" };

test("a line is not tried again once the server has said that nothing more comes, whatever the phase", async () => {
  const { line, waits } = lineOf([[over, { type: "end" }], [over]]);
  await line.open({ secret: "s" });

  assert.equal(await line.listen(() => {}, () => {}), "over");
  assert.deepEqual([line.asked, waits], [1, []]);
});

test("an end before any state is asked again: then the server says why", async () => {
  const { line } = lineOf([[{ type: "end" }]]);
  await line.open({ secret: "s" });

  assert.equal(await line.listen(() => {}, () => {}), "unknown");
});

test("a line that breaks at once is tried more and more seldom, one that lived is not", async (context) => {
  let now = 0;
  context.mock.method(performance, "now", () => now);
  const { line, waits } = lineOf([[over], [over], [over], [over, { type: "beat" }], [over, { type: "end" }]]);
  await line.open({ secret: "s" });

  await line.listen((/** @type {{ type: string }} */ { type }) => void (type === "beat" && (now += 10_000)), () => {});

  assert.deepEqual(waits, [0, 1, 2, 0]);
});

test("what is said once arrives also where the page is loaded anew in that moment; an offer goes with its page", async () => {
  const { line } = lineOf([]);
  await line.open({ secret: "s" });
  /** @type {Record<string, boolean | undefined>} */
  const outlives = {};
  globalThis.fetch = async (/** @type {string} */ address, /** @type {RequestInit} */ { keepalive }) => {
    outlives[address.split("/").at(-1) ?? ""] = keepalive;
    return Response.json({});
  };

  await line.spend();
  await line.report({ rung: "picture" });
  await line.offer("offer");

  assert.deepEqual(outlives, { continue: true, reports: true, offers: false });
});

/** An attempt whose client takes the answer when it is told to. */
function attemptOf() {
  /** @type {string[]} */
  const told = [];
  /** @type {() => void} */
  let take = () => {};
  /** @type {(why: Error) => void} */
  let refuse = () => {};
  const client = { processSignalResponse: () => new Promise((done, fail) => ([take, refuse] = [() => done(undefined), fail])), close: () => {}, attachInput: () => {} };
  const attempt = new Attempt(() => client, {}, {
    onRung: (/** @type {string} */ rung) => told.push(rung),
    onTrouble: (/** @type {string} */ trouble) => told.push(trouble),
    onFirstFrame: () => told.push("first"),
    onEnd: (/** @type {string} */ why) => told.push(why),
  });
  return { attempt, told, take: () => take(), refuse: () => refuse(new Error("no")) };
}

test("an answer that is refused after the attempt was given up tells nothing more", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { attempt, told, refuse } = attemptOf();
  const taking = attempt.takeAnswer("answer");

  context.mock.timers.tick(15_000);
  refuse();
  await taking;

  assert.deepEqual(told, ["noConnection", "network"]);
});

test("an answer that is taken after the attempt was closed is no rung, and nobody watches its frames", async (context) => {
  const watching = context.mock.method(globalThis, "setInterval", () => 0);
  const { attempt, told, take } = attemptOf();
  const taking = attempt.takeAnswer("answer");

  attempt.close();
  take();
  await taking;

  assert.deepEqual(told, []);
  assert.equal(watching.mock.callCount(), 0);
});

test("a look at the frames that comes late is no step back, and so the next one no rise", async (context) => {
  let now = 0;
  /** @type {() => Promise<void>} */
  let look = async () => {};
  context.mock.method(performance, "now", () => now);
  context.mock.method(globalThis, "setInterval", (/** @type {() => Promise<void>} */ tick) => void (look = tick));
  globalThis.RTCStatsReport = class extends Map {};
  globalThis.document = { visibilityState: "visible", querySelectorAll: () => [] };
  /** @type {((frames: number) => void)[]} */
  const answers = [];
  const report = (/** @type {number} */ framesDecoded) => new globalThis.RTCStatsReport([["video", { framesDecoded }]]);
  const client = { getVideoRTCStats: () => new Promise((done) => answers.push((frames) => done(report(frames)))) };
  /** @type {string[]} */
  const news = [];
  watchFrames(client, (/** @type {string} */ one) => news.push(one));
  const looks = [look()];
  answers[0]?.(12);
  await looks[0];
  now = 4_000;
  looks.push(look(), look());
  answers[2]?.(12);
  await looks[2];
  answers[1]?.(10);
  await looks[1];
  looks.push(look());
  answers[3]?.(12);
  await looks[3];

  assert.deepEqual(news, ["first", "stands"]);
});
