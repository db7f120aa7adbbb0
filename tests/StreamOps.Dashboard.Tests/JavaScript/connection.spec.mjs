// What a page says of its connection, and when its actions rest. Run by JavaScriptTests with `node --test`.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

const source = await readFile(new URL("../../../wwwroot-assets/js/connection.js", import.meta.url), "utf8");

const LOST = "This page lost its place at the server.";
const NONE_CAME = "Not live: WebSockets may be blocked. Try another network, or close other pages.";
const LOADS = "Reloads by itself.";

class HTMLElement {
  hidden = true;
  textContent = "";
  /** @type {Record<string, string>} */
  attributes = {};
  /** @type {Record<string, string>} */
  dataset = {};
  matches = () => false;
  addEventListener = () => {};
  getAttribute = (/** @type {string} */ name) => this.attributes[name] ?? null;
  setAttribute = (/** @type {string} */ name, /** @type {string} */ value) => (this.attributes[name] = value);
  removeAttribute = (/** @type {string} */ name) => delete this.attributes[name];
  toggleAttribute = (/** @type {string} */ name, /** @type {boolean} */ isOn) => (isOn ? (this.attributes[name] ??= "") : delete this.attributes[name]);
}

class HTMLTextAreaElement extends HTMLElement {
  value = "";
}

let pages = 0;

/** The script in a page of its own, with one button and the banner. */
async function open() {
  /** @type {Record<string, HTMLElement>} */
  const parts = Object.fromEntries(["reconnect-words", "reconnect-about", "runs-on", "reload"].map((part) => [`[data-${part}]`, new HTMLElement()]));
  const [banner, button, documentElement, field] = [new HTMLElement(), new HTMLElement(), new HTMLElement(), new HTMLTextAreaElement()];
  Object.assign(banner, { querySelector: (/** @type {string} */ selector) => parts[selector] ?? null });
  const heard = { tick: () => {}, state: (/** @type {object} */ _) => {} };
  banner.addEventListener = (/** @type {any[]} */ ...[, listener]) => (heard.state = listener);
  Object.assign(globalThis, {
    HTMLElement,
    HTMLTextAreaElement,
    document: { documentElement, getElementById: () => banner, querySelectorAll: (/** @type {string} */ all) => (all.startsWith("button") ? [button] : [field]), addEventListener: () => {} },
  });
  const script = await import(`data:text/javascript,${encodeURIComponent(`${source}\n// ${pages++}`)}`);
  const clock = { onTick: (/** @type {() => void} */ tick) => (heard.tick = tick), silence: () => page.silence, isMute: () => page.isMute, isReadOld: () => false, isOut: () => false };
  const page = {
    script,
    silence: 0,
    isMute: false,
    tick: () => heard.tick(),
    state: (/** @type {string} */ state) => heard.state(new CustomEvent("components-reconnect-state-changed", { detail: { state } })),
    words: () => (banner.hidden ? "" : parts["[data-reconnect-words]"]?.textContent ?? ""),
    rests: () => button.attributes["aria-disabled"] === "true",
    canReload: () => parts["[data-reload]"]?.hidden === false,
    mayRunOn: () => parts["[data-runs-on]"]?.attributes.hidden === undefined,
    set typed(/** @type {string} */ text) {
      field.value = text;
    },
  };
  script.startConnection(clock, { onGone: () => {}, onReload: () => {} });
  return page;
}

test("a page whose circuit was lost says so, and one whose circuit never came says that", async () => {
  const stood = await open();
  stood.script.circuitStands();
  assert.deepEqual([stood.words(), stood.rests(), stood.script.hasStood()], ["", false, true]);
  stood.script.circuitIsGone();
  assert.deepEqual([stood.words(), stood.mayRunOn()], [`${LOST} ${LOADS}`, true]);

  const never = await open();
  never.script.circuitIsGone();
  assert.deepEqual([never.words(), never.mayRunOn()], [`${NONE_CAME} ${LOADS}`, false]);
  assert.deepEqual([never.rests(), never.canReload(), never.script.hasStood()], [true, true, false]);
});

test("the load after one that got no circuit is no live page before it has one", async () => {
  const page = await open();
  page.script.circuitIsAwaited();
  assert.equal(page.words(), `${NONE_CAME} Trying again.`);
  assert.deepEqual([page.rests(), page.script.isCut(), page.canReload()], [true, true, false]);

  page.script.circuitStands();
  assert.deepEqual([page.words(), page.rests(), page.script.isCut()], ["", false, false]);

  page.state("rejected");
  assert.equal(page.words(), `${LOST} ${LOADS}`);
});

test("of a server that answers nothing no page says that it answers", async () => {
  const page = await open();
  page.script.circuitIsAwaited();
  page.silence = 7_000;
  page.tick();
  assert.equal(page.words(), "Not live. The server does not answer.");

  page.script.circuitIsGone();
  assert.equal(page.words(), `Not live. The server does not answer. ${LOADS}`);

  page.silence = 0;
  page.tick();
  assert.equal(page.words(), `${NONE_CAME} ${LOADS}`);
});

test("a page whose circuit says nothing is not live, though the server answers, until it says something", async () => {
  const page = await open();
  page.script.circuitStands();
  assert.deepEqual([page.script.isUp(), page.rests()], [true, false]);
  page.isMute = true;
  page.tick();
  assert.deepEqual([page.words(), page.rests(), page.script.isCut()], ["Not live. The server does not answer.", true, true]);

  page.isMute = false;
  page.tick();
  assert.deepEqual([page.words(), page.rests(), page.script.isCut()], ["", false, false]);

  page.script.circuitIsGone();
  assert.equal(page.script.isUp(), false);
});

test("that what was typed stays is told to whoever typed something", async () => {
  const page = await open();
  page.typed = "v=0";
  page.script.circuitIsGone();
  assert.equal(page.words(), `${NONE_CAME} Reloads by itself; what you typed stays.`);
});

test("where what was typed cannot be kept, it is left to whoever typed it", async () => {
  for (const hasStood of [true, false]) {
    const page = await open();
    if (hasStood) {
      page.script.circuitStands();
    }

    page.script.circuitIsGone();
    page.script.loadsByHand();
    assert.ok(page.words().endsWith("This browser cannot keep what you typed. Copy it, then press Reload."));
    assert.equal(page.words().startsWith(LOST), hasStood);
  }
});
