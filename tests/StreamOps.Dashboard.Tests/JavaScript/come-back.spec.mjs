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
 * @param {{ keeps?: boolean, storage?: object, status?: number }} page
 */
async function page({ keeps = true, storage = { getItem: () => null, setItem: () => {} }, status = 200 }) {
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
    text = text.replaceAll(`"./${name}"`, JSON.stringify(asAddress(await source(name))));
  }

  const script = await import(asAddress(`${text}\n// ${pages++}`));
  script.startComingBack({ isCut: () => true, hasTypedText: () => true, onUnkept: () => did.push("stay") });
  await script.comeBack();
  return did;
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
    closest = (/** @type {string} */ selector) => (selector === this.inside ? this : null);
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

test("what was typed is kept, but nothing of a dialogue, which is asked anew", async () => {
  const kept = await keptOf([
    { label: "Reason for the takeover", value: "the player asked" },
    { label: "Reason", value: "abusive", inside: ".mud-dialog" },
    { label: "The last four characters", value: "a1b2", inside: ".mud-dialog" },
  ]);

  assert.deepEqual(
    kept.typed.map((/** @type {{ text: string }} */ { text }) => text),
    ["the player asked"],
  );
  assert.equal(kept.focus, undefined);
});
