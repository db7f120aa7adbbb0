// The takeover in the operator's browser. Run by JavaScriptTests with `node --test`.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

const asAddress = (/** @type {string} */ text) => `data:text/javascript,${encodeURIComponent(text)}`;

/** A script of the page and what it imports, as one address. @param {URL} from @returns {Promise<string>} */
async function moduleOf(from) {
  const source = await readFile(from, "utf8");
  let placed = source.replaceAll("import.meta.url", JSON.stringify("https://streamops.example.com/js/"));
  for (const [whole, path] of source.matchAll(/ from "(\.[^"]+)"/g)) {
    placed = placed.replaceAll(whole, ` from ${JSON.stringify(await moduleOf(new URL(path ?? "", from)))}`);
  }
  return asAddress(placed);
}

class Element extends EventTarget {
  disabled = true;
  hidden = true;
  value = "";
  textContent = "";
  dataset = {};
  setAttribute() {}
  removeAttribute() {}
  toggleAttribute() {}
  hasAttribute() {
    return false;
  }
  getAttribute() {
    return null;
  }
  focus() {}
  play = async () => {};
}

/** The element with its parts, in a page whose server answers. */
async function takeover() {
  /** @type {any} */
  let TakeOver;
  const names = ["HTMLElement", "HTMLInputElement", "HTMLButtonElement", "HTMLVideoElement"];
  const kinds = Object.fromEntries(names.map((name) => [name, name === "HTMLElement" ? Element : class extends Element {}]));
  Object.assign(globalThis, kinds, {
    Element,
    addEventListener: () => {},
    removeEventListener: () => {},
    customElements: { get: () => undefined, define: (/** @type {string} */ _, /** @type {any} */ made) => (TakeOver = made) },
    document: { baseURI: "https://streamops.example.com/", documentElement: { dataset: {} }, querySelector: () => null, cookie: "" },
    fetch: async (/** @type {string | URL} */ address) => (String(address).endsWith("rescue/takeovers") ? Response.json({ attempt: "a1" }) : new Response("answer")),
  });
  const client = `export class PlainClient {
    generateSignalRequest = async () => "offer";
    processSignalResponse = async () => {};
    attachInput() {}
    close() {}
  }`;
  const source = new URL("../../../wwwroot-assets/js/takeover.js", import.meta.url);
  const script = decodeURIComponent((await moduleOf(source)).slice("data:text/javascript,".length));
  await import(asAddress(script.replace(/import \{ PlainClient \} from "[^"]+"/, `import { PlainClient } from ${JSON.stringify(asAddress(client))}`)));
  const parts = new Map(
    [
      ["[data-takeover-begin]", "HTMLButtonElement"],
      ["[data-takeover-reason]", "HTMLInputElement"],
      ["[data-takeover-words]", "HTMLElement"],
      ["[data-takeover-live]", "HTMLElement"],
      ["video", "HTMLVideoElement"],
    ].map(([selector = "", kind = ""]) => [selector, new kinds[kind]()]),
  );
  const element = new TakeOver();
  Object.assign(element, { isConnected: true, querySelector: (/** @type {string} */ selector) => parts.get(selector) });
  element.connectedCallback();
  const press = async () => {
    const button = parts.get("[data-takeover-begin]");
    Object.assign(button, { closest: () => button, matches: (/** @type {string} */ selector) => selector.startsWith("[data-takeover-begin]") });
    const click = new Event("click");
    Object.defineProperty(click, "target", { value: button });
    element.dispatchEvent(click);
    await new Promise((done) => setTimeout(done, 20));
  };
  return { parts, press };
}

test("the reason of one takeover does not stand there for the next", async () => {
  const { parts, press } = await takeover();
  parts.get("[data-takeover-reason]").value = "the player asked";

  await press();

  assert.equal(parts.get("[data-takeover-words]").textContent, "");
  assert.equal(parts.get("[data-takeover-live]").hidden, false);
  assert.equal(parts.get("[data-takeover-reason]").value, "");
});
