// What a page says of its connection, and when its actions rest. Run by JavaScriptTests with `node --test`.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

const source = await readFile(new URL("../../../wwwroot-assets/js/connection.js", import.meta.url), "utf8");

const LOST = "This page lost its place at the server.";
const NONE_CAME = /^Not live\. The server answers, but no live connection comes about: a proxy or VPN on the way may let no WebSocket through/;
const STAYS = "This page loads itself anew, and what you typed stays.";

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

let pages = 0;

/** The script in a page of its own, with one button and the banner. */
async function open() {
  /** @type {Record<string, HTMLElement>} */
  const parts = { "[data-reconnect-words]": new HTMLElement(), "[data-reconnect-about]": new HTMLElement(), "[data-reload]": new HTMLElement() };
  const [banner, button, documentElement] = [new HTMLElement(), new HTMLElement(), new HTMLElement()];
  Object.assign(banner, { querySelector: (/** @type {string} */ selector) => parts[selector] ?? null });
  const heard = { tick: () => {}, state: (/** @type {object} */ _) => {} };
  banner.addEventListener = (/** @type {any[]} */ ...[, listener]) => (heard.state = listener);
  Object.assign(globalThis, {
    HTMLElement,
    document: { documentElement, getElementById: () => banner, querySelectorAll: (/** @type {string} */ all) => (all.startsWith("button") ? [button] : []), addEventListener: () => {} },
  });
  const script = await import(`data:text/javascript,${encodeURIComponent(`${source}\n// ${pages++}`)}`);
  const clock = { onTick: (/** @type {() => void} */ tick) => (heard.tick = tick), silence: () => page.silence, isReadOld: () => false, isOut: () => false };
  const page = {
    script,
    silence: 0,
    tick: () => heard.tick(),
    state: (/** @type {string} */ state) => heard.state(new CustomEvent("components-reconnect-state-changed", { detail: { state } })),
    words: () => (banner.hidden ? "" : parts["[data-reconnect-words]"]?.textContent ?? ""),
    rests: () => button.attributes["aria-disabled"] === "true",
    canReload: () => parts["[data-reload]"]?.hidden === false,
  };
  script.startConnection(clock, { onGone: () => {}, onReload: () => {} });
  return page;
}

test("a page whose circuit was lost says so, and one whose circuit never came says that", async () => {
  const stood = await open();
  stood.script.circuitStands();
  assert.deepEqual([stood.words(), stood.rests(), stood.script.hasStood()], ["", false, true]);
  stood.script.circuitIsGone();
  assert.equal(stood.words(), `${LOST} ${STAYS}`);

  const never = await open();
  never.script.circuitIsGone();
  assert.match(never.words(), NONE_CAME);
  assert.ok(never.words().endsWith(STAYS));
  assert.deepEqual([never.rests(), never.canReload(), never.script.hasStood()], [true, true, false]);
});

test("the load after one that got no circuit is no live page before it has one", async () => {
  const page = await open();
  page.script.circuitIsAwaited();
  assert.match(page.words(), NONE_CAME);
  assert.deepEqual([page.rests(), page.script.isCut(), page.canReload()], [true, true, false]);

  page.script.circuitStands();
  assert.deepEqual([page.words(), page.rests(), page.script.isCut()], ["", false, false]);

  page.state("rejected");
  assert.equal(page.words(), `${LOST} ${STAYS}`);
});

test("of a server that answers nothing no page says that it answers", async () => {
  const page = await open();
  page.script.circuitIsAwaited();
  page.silence = 7_000;
  page.tick();
  assert.equal(page.words(), "Not live. The server does not answer.");

  page.script.circuitIsGone();
  assert.equal(page.words(), `Not live. The server does not answer. ${STAYS}`);

  page.silence = 0;
  page.tick();
  assert.match(page.words(), NONE_CAME);
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
