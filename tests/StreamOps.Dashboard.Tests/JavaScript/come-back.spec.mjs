// How a page loads itself anew, and what it keeps over that. Run by JavaScriptTests with `node --test`.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

const source = (/** @type {string} */ name) => readFile(new URL(`../../../wwwroot-assets/js/${name}`, import.meta.url), "utf8");
const asAddress = (/** @type {string} */ text) => `data:text/javascript,${encodeURIComponent(text)}`;
const imported = ["retry-delay.js", "service-clock.js"];

let pages = 0;

/**
 * The script in a page of its own, whose server answers.
 * @param {{ keeps?: boolean, storage?: object, status?: number, isOut?: boolean }} page
 */
async function open({ keeps = true, storage = { getItem: () => null, setItem: () => {} }, status = 200, isOut = false }) {
  const did = /** @type {string[]} */ ([]);
  Object.assign(globalThis, {
    addEventListener: () => {},
    dispatchEvent: () => (did.push("keep"), keeps),
    document: { baseURI: "https://streamops.example.com/desk/" },
    location: {
      href: "https://streamops.example.com/desk/sessions?q=a",
      reload: () => did.push("load"),
      replace: (/** @type {string} */ address) => did.push(address),
    },
    fetch: async (/** @type {string} */ address) => new Response("{}", { status: address === "health/live" ? 200 : status }),
  });
  Object.defineProperty(globalThis, "sessionStorage", { value: storage, configurable: true });
  let text = await source("come-back.js");
  for (const name of imported) {
    const part = (await source(name)).replace("let isShutOut = false;", `let isShutOut = ${isOut};`);
    text = text.replaceAll(`"./${name}"`, JSON.stringify(asAddress(part)));
  }

  const script = await import(asAddress(`${text}\n// ${pages++}`));
  script.startComingBack({ isCut: () => true, hasTypedText: () => true, onUnkept: () => did.push("stay") });
  return { script, did };
}

/** What a page does whose circuit is gone. @param {Parameters<typeof open>[0] & { hasStood?: boolean }} page */
async function page({ hasStood = true, ...page }) {
  const { script, did } = await open(page);
  await script.comeBack(hasStood);
  return did;
}

/** A tab's own storage, with what a page before left there. @param {{ count: number, hasStood?: boolean, age?: number }} [left] */
function tab(left) {
  let kept = left ? JSON.stringify({ count: left.count, hasStood: left.hasStood, at: Date.now() - (left.age ?? 0) }) : null;
  return { getItem: () => kept, setItem: (/** @type {string} */ _, /** @type {string} */ row) => (kept = row), row: () => JSON.parse(kept ?? "null") };
}

const blocked = () => {
  throw new Error("blocked");
};

test("a page whose circuit is gone keeps what was typed, and loads itself anew", async () => {
  assert.deepEqual(await page({}), ["keep", "load"]);
});

test("a page that may keep nothing in its browser loads itself anew all the same", async () => {
  assert.deepEqual(await page({ storage: { getItem: blocked, setItem: blocked } }), ["keep", "load"]);
});

test("a page that cannot keep what was typed says so, and waits for whoever typed it", async () => {
  assert.deepEqual(await page({ keeps: false }), ["keep", "stay"]);
});

test("a page whose sign-in is over is left, and nothing that was typed stays in the tab", async () => {
  assert.deepEqual(await page({ status: 401 }), ["signed-out?returnTo=%2Fsessions%3Fq%3Da"]);
  assert.deepEqual(await page({ status: 403 }), ["load"], "the server leads on who has no role");
});

test("a page that is refused loads itself anew like any other: its loads are counted, and a row of them waits", async (context) => {
  /** @type {number[]} */
  const waits = [];
  context.mock.method(globalThis, "setTimeout", (/** @type {() => void} */ done, /** @type {number} */ ms) => (waits.push(ms), queueMicrotask(done)));
  const after = async (/** @type {number} */ count) => {
    waits.length = 0;
    /** @type {number[]} */
    const counted = [];
    const storage = {
      getItem: () => JSON.stringify({ count, at: Date.now() }),
      setItem: (/** @type {string} */ _, /** @type {string} */ row) => counted.push(JSON.parse(row).count),
    };
    assert.deepEqual(await page({ status: 403, isOut: true, storage }), ["load"]);
    return { counted, waited: Math.max(...waits) };
  };

  assert.deepEqual(await after(0), { counted: [1], waited: 0 }, "the first is free, as for all");
  const third = await after(2);
  assert.deepEqual(third.counted, [3]);
  assert.ok(third.waited >= 2_000, `It waited ${third.waited} ms.`);
});

test("a page that never had a circuit is not hurried, and notes that", async (context) => {
  /** @type {number[]} */
  const waits = [];
  context.mock.method(globalThis, "setTimeout", (/** @type {() => void} */ done, /** @type {number} */ ms) => (waits.push(ms), queueMicrotask(done)));
  const after = async (/** @type {number} */ count, hasStood = false) => {
    waits.length = 0;
    const storage = tab({ count });
    assert.deepEqual(await page({ hasStood, storage }), ["keep", "load"]);
    assert.deepEqual([storage.row().count, storage.row().hasStood], [count + 1, hasStood]);
    return Math.max(...waits);
  };
  const isBetween = (/** @type {number} */ wait, /** @type {number} */ from, /** @type {number} */ to) => assert.ok(wait >= from && wait <= to, `It waited ${wait} ms.`);

  isBetween(await after(0), 2_000, 6_000);
  isBetween(await after(1), 2_000, 6_000);
  isBetween(await after(3), 4_000, 12_000);
  isBetween(await after(9), 15_000, 45_000);
  assert.equal(await after(0, true), 0, "what was lost is to be had again");
});

test("a load after one that got no circuit knows that, until it has one itself", async () => {
  const cameInVain = async (/** @type {object} */ storage) => (await open({ storage })).script.cameInVain();

  assert.equal(await cameInVain(tab()), false);
  assert.equal(await cameInVain(tab({ count: 1 })), false, "a row of a page that said nothing of it");
  assert.equal(await cameInVain(tab({ count: 1, hasStood: true })), false);
  assert.equal(await cameInVain(tab({ count: 1, hasStood: false, age: 61_000 })), false, "somebody came back to the tab later");
  assert.equal(await cameInVain({ getItem: blocked, setItem: blocked }), false, "where nothing is kept nobody knows");

  const storage = tab({ count: 4, hasStood: false });
  const { script } = await open({ storage });
  assert.equal(script.cameInVain(), true);
  script.hasCome();
  assert.equal(await cameInVain(storage), false);
  assert.equal(storage.row().count, 4, "circuits that die as soon as they stand are a row all the same");
});

test("a circuit that comes while the load is waited for calls that off, and one that is lost again does not", async (context) => {
  /** @type {(() => void)[]} */
  const waiting = [];
  context.mock.method(globalThis, "setTimeout", (/** @type {() => void} */ done) => waiting.push(done));
  const { script, did } = await open({});

  const late = script.comeBack(false);
  script.hasCome();
  waiting.pop()?.();
  await late;
  assert.deepEqual(did, []);

  const lost = script.comeBack(false);
  script.hasCome();
  await script.comeBack(true);
  waiting.pop()?.();
  await lost;
  assert.deepEqual(did, ["keep", "load"]);
});

/** What before-listening.js keeps of these fields in the page's last moment. @param {object[]} fields */
async function keptOf(fields) {
  class HTMLElement {}
  class HTMLInputElement extends HTMLElement {
    id = "";
    tagName = "INPUT";
    readOnly = false;
    defaultValue = "";
    dataset = {};
    getAttribute = (/** @type {string} */ name) => (name === "aria-label" ? this.label : null);
    matches = () => false;
    closest = (/** @type {string} */ selector) => (selector.split(", ").includes(this.inside) ? this : null);
  }
  const elements = fields.map((field) => Object.assign(new HTMLInputElement(), field));
  /** @type {Record<string, (event: object) => void>} */
  const on = {};
  const kept = /** @type {Record<string, string>} */ ({});
  const globals = {
    HTMLElement,
    HTMLInputElement,
    HTMLTextAreaElement: class extends HTMLElement {},
    MutationObserver: class {
      observe() {}
      disconnect() {}
    },
    addEventListener: (/** @type {string} */ name, /** @type {(event: object) => void} */ heard) => (on[name] = heard),
    document: { querySelector: () => null, querySelectorAll: () => elements, activeElement: elements.at(-1), body: undefined },
    location: { href: "https://streamops.example.com/" },
    sessionStorage: { getItem: () => null, removeItem: () => {}, setItem: (/** @type {string} */ key, /** @type {string} */ value) => (kept[key] = value) },
  };
  new Function(...Object.keys(globals), await source("before-listening.js"))(...Object.values(globals));
  on["streamops-load"]?.({ preventDefault: () => assert.fail("It is kept.") });
  return JSON.parse(kept["streamops-typed"] ?? "");
}

test("what was typed is kept, but nothing of a dialogue or a takeover, which is asked anew", async () => {
  const kept = await keptOf([
    { label: "Name", value: "mara" },
    { label: "Reason for the takeover", value: "the player asked", inside: "take-over" },
    { label: "Reason", value: "abusive", inside: ".mud-dialog" },
    { label: "The last four characters", value: "a1b2", inside: ".mud-dialog" },
  ]);

  assert.deepEqual(
    kept.typed.map((/** @type {{ text: string }} */ { text }) => text),
    ["mara"],
  );
  assert.equal(kept.focus, undefined);
});
