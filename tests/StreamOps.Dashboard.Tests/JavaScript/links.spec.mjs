// What a page keeps of rescue links. Run by JavaScriptTests with `node --test`.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

const source = await readFile(new URL("../../../wwwroot-assets/js/link-store.js", import.meta.url), "utf8");
const { LinkStore } = await import(`data:text/javascript,${encodeURIComponent(source)}`);

const MADE = { link: "link-1", address: "https://rescue.example.com/r#secret", code: "ABC-DEF", picture: { size: 1, path: "" } };
const DAY_MS = 24 * 60 * 60_000;

function storeAt(/** @type {number} */ start) {
  const clock = { now: start };
  return { clock, store: new LinkStore(() => clock.now) };
}

test("a page knows its link before the circuit tells of it, for ten seconds", () => {
  const { clock, store } = storeAt(0);
  store.keep("session", MADE);

  clock.now = 9_999;
  assert.equal(store.known("session", "")?.address, MADE.address);
  clock.now = 10_000;
  assert.equal(store.known("session", ""), undefined);
});

test("once the circuit told of it, a link is known as long as it stands", () => {
  const { clock, store } = storeAt(0);
  store.keep("session", MADE);

  assert.equal(store.known("session", "link-1")?.code, MADE.code);
  assert.equal(store.known("session", "link-2"), undefined);
  clock.now = 60_000;
  assert.equal(store.known("session", "link-1")?.code, MADE.code);
});

test("a question goes with the link that it asks about", () => {
  const { store } = storeAt(0);
  store.set("session", { asked: { link: "link-1", isMine: true, isOpened: true } });

  assert.equal(store.isAsked("session", ""), true, "the circuit has not told of it yet");
  assert.equal(store.isAsked("session", "link-1"), true);
  assert.equal(store.isAsked("session", ""), false);
});

test("whoever wants the address of a link that is being made waits for it", async () => {
  const { store } = storeAt(0);
  store.set("session", { isBusy: true });

  const address = store.address("session");
  store.keep("session", MADE);
  store.set("session", { isBusy: false });

  assert.equal(await address, MADE.address);
  assert.equal(await store.address("another"), undefined);
});

test("what was said goes with what it does not outlast, and with nothing else", () => {
  const gone = {
    link: ["episode"],
    doubt: ["episode"],
    refusal: ["episode", "acts"],
    store: ["episode", "acts", "outages"],
  };
  for (const [about, by] of Object.entries(gone)) {
    for (const what of ["episode", "acts", "outages", "session", "link"]) {
      const { store } = storeAt(0);
      store.set("session", { words: "Said.", about });

      store.outdate("session", what);

      assert.equal(store.of("session").words, by.includes(what) ? "" : "Said.", `${about} after ${what}`);
    }
  }
});

test("while a link is being made its words stay", () => {
  const { store } = storeAt(0);
  store.set("session", { words: "Making the link…", about: "refusal", isBusy: true });

  store.outdate("session", "episode");

  assert.equal(store.of("session").words, "Making the link…");
});

test("a session that nobody touches for a day is forgotten, address and words", async () => {
  const { clock, store } = storeAt(0);
  store.keep("old", MADE);
  store.set("old", { words: "Copied." });
  store.set("busy", { isBusy: true });

  clock.now = DAY_MS + 1;
  store.set("new", { words: "Making the link…" });

  assert.equal(await store.address("old"), undefined);
  assert.deepEqual([store.of("old").words, store.of("new").words], ["", "Making the link…"]);
  assert.equal(store.of("busy").isBusy, true);
});
