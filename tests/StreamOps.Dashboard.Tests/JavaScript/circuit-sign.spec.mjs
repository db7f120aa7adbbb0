// How a page finds out that its circuit says nothing any more. Run by JavaScriptTests with `node --test`.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

const source = await readFile(new URL("../../../wwwroot-assets/js/circuit-sign.js", import.meta.url), "utf8");
const { circuitSign, GONE_MS } = await import(`data:text/javascript,${encodeURIComponent(source)}`);

/** A page with its circuit, four ticks a second. */
function open() {
  let at = 1_000;
  let asked = 0;
  /** @type {(() => void)[]} */
  let waiting = [];
  const page = {
    answers: true,
    refuses: false,
    isUp: true,
    asked: () => asked,
    /** The circuit says at last what it was asked. */
    answer: async () => {
      waiting.forEach((one) => one());
      waiting = [];
      await settle();
    },
    /** @param {number} ms */
    sleep: (ms) => (at += ms),
    /** @param {number} ms */
    pass: async (ms) => {
      for (const end = at + ms; at < end; ) {
        at += 250;
        sign.tick(page.isUp);
        await settle();
      }
    },
    silence: () => sign.silence(),
  };
  const settle = () => new Promise((done) => setImmediate(done));
  const sign = circuitSign(
    () => {
      asked++;
      return page.refuses ? Promise.reject(new Error("No such method.")) : page.answers ? Promise.resolve() : new Promise((done) => waiting.push(() => done(undefined)));
    },
    () => at,
  );
  return page;
}

test("a circuit is asked every few seconds, and one that answers is there, whatever it answers", async () => {
  const page = open();
  await page.pass(60_000);
  assert.equal(page.silence(), 0);
  assert.ok(page.asked() >= 10 && page.asked() <= 12, `${page.asked()} times a minute`);

  page.refuses = true;
  await page.pass(60_000);
  assert.equal(page.silence(), 0);
});

test("a circuit that is gone while its connection stands is known within ten seconds, and given up after thirty", async () => {
  const page = open();
  await page.pass(6_000);
  page.answers = false;
  await page.pass(10_000);
  assert.ok(page.silence() > 0);

  await page.pass(20_000);
  assert.ok(page.silence() >= GONE_MS);
});

test("one that answers late is there again", async () => {
  const page = open();
  page.answers = false;
  await page.pass(12_000);
  assert.ok(page.silence() > 0);

  await page.answer();
  assert.equal(page.silence(), 0);
  page.answers = true;
  await page.pass(10_000);
  assert.equal(page.silence(), 0);
});

test("a page that slept asks once more before it says so", async () => {
  const page = open();
  page.answers = false;
  await page.pass(5_250);
  assert.equal(page.asked(), 1);
  page.sleep(3_600_000);
  await page.pass(250);
  assert.deepEqual([page.asked(), page.silence()], [2, 0]);

  await page.answer();
  page.answers = true;
  await page.pass(20_000);
  assert.equal(page.silence(), 0);
});

test("of a circuit that is not there by all else that is known nothing is asked, and it begins anew", async () => {
  const page = open();
  page.answers = false;
  await page.pass(12_000);
  const asked = page.asked();
  page.isUp = false;
  await page.pass(60_000);
  assert.deepEqual([page.asked(), page.silence()], [asked, 0]);

  page.isUp = true;
  page.answers = true;
  await page.pass(20_000);
  assert.equal(page.silence(), 0);
});
