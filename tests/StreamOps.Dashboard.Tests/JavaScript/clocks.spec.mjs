// The pure parts of the clocks. Run by JavaScriptTests with `node --test`.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

/** @param {string} name */
async function script(name) {
  const source = await readFile(new URL(`../../../wwwroot-assets/js/${name}`, import.meta.url), "utf8");
  return import(`data:text/javascript,${encodeURIComponent(source)}`);
}

const { figure } = await script("urgency.js");
const { digits, span } = await script("time-words.js");
const { loadDelay, retryDelay } = await script("retry-delay.js");
const { measure, silenceOf, surer } = await script("service-clock.js");
const { bareTitle, tabTitle } = await script("title-words.js");

test("the figure is the expected end, rounded down", () => {
  assert.equal(figure({ expected: 61_999 }, 0).seconds, 61);
  assert.equal(figure({ expected: 999 }, 0).seconds, 0);
});

test("the figure never shows more than is left", () => {
  for (let run = 0; run < 10_000; run++) {
    const expected = Math.random() * 200_000;
    const now = Math.random() * 200_000;
    assert.ok(figure({ expected }, now).seconds * 1000 <= Math.max(0, expected - now));
  }
});

test("urgency goes calm, soon, critical, doubtful by the figure and over by the latest end", () => {
  const at = (/** @type {number} */ left) => figure({ expected: 100_000, latest: 101_000 }, 100_000 - left).urgency;
  assert.equal(at(51_000), "calm");
  assert.equal(at(50_999), "soon");
  assert.equal(at(26_000), "soon");
  assert.equal(at(25_999), "critical");
  assert.equal(at(8_000), "critical");
  assert.equal(at(7_999), "doubtful");
  assert.equal(at(0), "doubtful");
  assert.equal(at(-999), "doubtful");
  assert.equal(at(-1_000), "over");
});

test("urgency goes by the pace of the rescues that were", () => {
  const at = (/** @type {number} */ left) => figure({ expected: left }, 0, false, { usual: 40, fastest: 12.5 }).urgency;
  assert.deepEqual([81_000, 80_999, 40_999, 13_000, 12_999].map(at), ["calm", "soon", "critical", "critical", "doubtful"]);
});

test("no pace makes the figure show more than is left", () => {
  for (let run = 0; run < 10_000; run++) {
    const expected = Math.random() * 200_000;
    const now = Math.random() * 200_000;
    const pace = { usual: Math.random() * 100, fastest: Math.random() * 100 };
    assert.ok(figure({ expected, earliest: expected - Math.random() * 9_000 }, now, false, pace).seconds * 1000 <= Math.max(0, expected - now));
  }
});

test("stale, the early edge decides the urgency and the figure stays", () => {
  const stale = figure({ earliest: 20_000, expected: 60_000 }, 0, true);
  assert.equal(stale.urgency, "critical");
  assert.equal(stale.seconds, 60);
});

test("a spread over two seconds is said, near the end it becomes about", () => {
  assert.equal(figure({ earliest: 57_000, expected: 60_000 }, 0).spread, 3);
  assert.equal(figure({ earliest: 58_000, expected: 60_000 }, 0).spread, 0);
  assert.equal(figure({ earliest: 57_000, expected: 60_000 }, 57_500).isAbout, true);
  assert.equal(figure({ expected: 60_000 }, 57_500).isAbout, false);
});

test("while reconnecting the figure stands still and turns amber after 15 s", () => {
  const frozen = { expected: 60_000, frozen: 20_000 };
  assert.deepEqual([figure(frozen, 21_000).seconds, figure(frozen, 21_000).urgency], [40, "moving"]);
  assert.deepEqual([figure(frozen, 35_000).seconds, figure(frozen, 35_000).urgency], [40, "soon"]);
});

test("without a timeout time runs up and nothing is promised", () => {
  assert.deepEqual(figure({ since: 1_000 }, 29_500), { seconds: 28, urgency: "unknown", spread: 0, isAbout: false });
});

test("a round trip's uncertainty is counted against us", () => {
  const { offset, uncertainty } = measure(100, 140, 1_000);
  assert.equal(uncertainty, 20);
  // Whenever within the trip the server read its clock, what we take for now is not before it.
  for (let read = 100; read <= 140; read++) {
    assert.ok(140 + offset + uncertainty >= 1_000 + (140 - read));
  }
});

test("a vague measurement does not move the clocks, unless the sure one is old", () => {
  const sure = measure(0, 10, 1_000);
  const vague = measure(2_000, 2_400, 3_000);
  assert.equal(surer(sure, vague), sure);
  assert.equal(surer(vague, measure(4_000, 4_010, 5_000)).uncertainty, 5);
  const late = measure(60_000, 60_400, 61_000);
  assert.equal(surer(sure, late), late);
  assert.equal(surer(undefined, vague), vague);
});

test("times read as people say them", () => {
  assert.deepEqual([0, 9, 60, 102, 3_600, 7_325].map(digits), ["0:00", "0:09", "1:00", "1:42", "1:00:00", "2:02:05"]);
  assert.deepEqual([2, 60, 2_280, 7_800, 200_000].map(span), ["2 s", "1 min", "38 min", "2 h 10", "2 days"]);
});

test("a lost connection is tried at once, then every few seconds, never in step", () => {
  assert.equal(retryDelay(0, 0.9), 0);
  assert.ok(retryDelay(2, 0) < retryDelay(2, 1));
  assert.equal(retryDelay(500, 0.5), 1_500);
  assert.ok(retryDelay(500, 1) < 2_500);
});

test("a page loads itself anew at once, and no more than twice a minute where that does not help", () => {
  assert.equal(loadDelay(0, 1), 0);
  assert.equal(loadDelay(1, 1), 0);
  assert.ok(loadDelay(2, 0) < loadDelay(2, 1));
  assert.equal(loadDelay(3, 0.5), 8_000);
  assert.equal(loadDelay(50, 0.5), 30_000);
});

test("the tab's title says the same at every tick while nothing is live", () => {
  const lost = { isLost: true, count: 3, worst: "0:42" };
  const once = tabTitle("Queue · StreamOps", lost);
  assert.equal(once, "not live · (3) 0:42 · Queue · StreamOps");
  assert.equal(tabTitle(once, lost), once);
  assert.equal(tabTitle(once, { ...lost, worst: "0:41" }), "not live · (3) 0:41 · Queue · StreamOps");
});

test("the tab's title forgets what was before it", () => {
  const board = { isLost: false, count: 0, worst: "" };
  for (const title of ["not live · (3) 0:42 · Queue", "(3) 1:02:03 · Queue", "(3) Queue", "not live · not live · Queue", "Queue"]) {
    assert.equal(bareTitle(title), "Queue");
    assert.equal(tabTitle(title, board), "Queue");
  }
});

test("a server is silent when a question came to nothing and six seconds are over, not before and not by sleep alone", () => {
  assert.equal(silenceOf(5_999, true), 0);
  assert.equal(silenceOf(6_000, true), 6_000);
  assert.equal(silenceOf(3_600_000, false), 0);
});
