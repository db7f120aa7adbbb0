// The clock and the underline of a row whose cells come anew as markup. Run by JavaScriptTests with `node --test`.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

class Node {
  /** @type {Node | null} */ parent = null;
  /** @type {Node[]} */ childNodes = [];
  get parentElement() {
    return this.parent;
  }
  get children() {
    return this.childNodes.filter((node) => node instanceof Element);
  }
  /** @returns {string} */
  get textContent() {
    return this.childNodes.map((node) => node.textContent).join("");
  }
  set textContent(text) {
    this.childNodes = text === "" ? [] : [new Text(text)];
  }
}

class Text extends Node {
  constructor(/** @type {string} */ data) {
    super();
    this.data = data;
  }
  get textContent() {
    return this.data;
  }
}

/** As much of an element as the scripts ask for: selectors of one name, one class or one attribute. */
class Element extends Node {
  /** @type {Map<string, string>} */ attributes = new Map();
  /** @type {CustomEvent[]} */ heard = [];
  localName = "";
  style = { setProperty() {} };
  get className() {
    return this.attributes.get("class") ?? "";
  }
  get dataset() {
    const { attributes } = this;
    return new Proxy(/** @type {Record<string, string>} */ ({}), {
      get: (_, name) => attributes.get(`data-${String(name)}`),
      set: (_, name, value) => Boolean(attributes.set(`data-${String(name)}`, value)),
    });
  }
  getAttribute = (/** @type {string} */ name) => this.attributes.get(name) ?? null;
  hasAttribute = (/** @type {string} */ name) => this.attributes.has(name);
  setAttribute = (/** @type {string} */ name, /** @type {string} */ value) => void this.attributes.set(name, value);
  dispatchEvent = (/** @type {CustomEvent} */ event) => this.heard.push(event) > 0;
  /** @param {string} selectors @returns {boolean} */
  matches(selectors) {
    return selectors.split(",").some((selector) => {
      const [, parent, own] = /^(?:(\S+) > )?(\S+)$/.exec(selector.trim()) ?? [];
      const [, name, kind, attribute] = /^([\w-]*)(?:\.([\w-]+))?(?:\[([\w-]+)\S*\])?$/.exec(own ?? "") ?? [];
      return (
        (name || kind || attribute) !== undefined &&
        (!name || name === this.localName) &&
        (!kind || this.className.split(" ").includes(kind)) &&
        (!attribute || this.attributes.has(attribute)) &&
        (!parent || (this.parent instanceof Element && this.parent.matches(parent)))
      );
    });
  }
  /** @param {string} selectors @returns {Element | null} */
  closest(selectors) {
    return this.matches(selectors) ? this : this.parent instanceof Element ? this.parent.closest(selectors) : null;
  }
  /** @param {string} selectors @returns {Element | null} */
  querySelector(selectors) {
    for (const child of this.children) {
      const found = child instanceof Element ? (child.matches(selectors) ? child : child.querySelector(selectors)) : null;
      if (found) {
        return found;
      }
    }
    return null;
  }
}

let server = 0;
const page = Object.assign(new Element(), { documentElement: new Element() });
Object.assign(globalThis, { Node, Text, Element, HTMLElement: Element, document: page, server: () => server });

/** @param {string} name */
const read = (name) => readFile(new URL(`../../../wwwroot-assets/js/${name}`, import.meta.url), "utf8");
const asAddress = (/** @type {string} */ source) => `data:text/javascript,${encodeURIComponent(source)}`;
const clock = (await read("countdown-clock.js"))
  .replace("./service-clock.js", asAddress("export const now = () => server(); export const onTick = () => () => {};"))
  .replace("./time-words.js", asAddress(await read("time-words.js")))
  .replace("./urgency.js", asAddress(await read("urgency.js")));
const { CountdownClock } = await import(asAddress(clock));
const { changedCells } = await import(asAddress(await read("changed-cells.js")));

/**
 * @param {string} name
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children
 */
function element(name, attributes, ...children) {
  const made = name === "countdown-clock" ? new CountdownClock() : new Element();
  made.localName = name;
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  made.childNodes = children.map((child) => (typeof child === "string" ? new Text(child) : child));
  made.childNodes.forEach((/** @type {Node} */ child) => (child.parent = made));
  return made;
}

/** @param {number} deadline */
const timeCell = (deadline) => {
  const ticking = element("countdown-clock", { expected: `${deadline}` });
  return { ticking, cell: element("td", { class: "cell-time" }, element("div", { class: "time-left", "data-urgency": "unknown" }, ticking)) };
};

/**
 * @param {any} row
 * @param {any} cell
 */
function put(row, cell) {
  const gone = row.childNodes.filter((/** @type {any} */ other) => other.className === cell.className);
  gone.forEach((/** @type {any} */ other) => {
    other.parent = null;
    other.querySelector("countdown-clock")?.disconnectedCallback();
  });
  row.childNodes = [...row.childNodes.filter((/** @type {any} */ other) => !gone.includes(other)), cell];
  cell.parent = row;
  cell.querySelector("countdown-clock")?.connectedCallback();
  return { target: row, removedNodes: gone, addedNodes: [cell], oldValue: null };
}

const told = (/** @type {any} */ ticking) => ticking.heard.map((/** @type {CustomEvent} */ event) => event.detail.urgency);

test("a clock that comes anew in its row goes on from the step that the row stood at, and says the next at once", async () => {
  const row = element("tr", { "data-session-id": "s1" });
  const first = timeCell(100_000);
  put(row, first.cell);
  assert.deepEqual([told(first.ticking), row.getAttribute("data-urgency")], [[], "calm"]);

  const same = timeCell(101_000);
  put(row, same.cell);
  const nearer = timeCell(20_000);
  put(row, nearer.cell);
  await undefined;

  assert.deepEqual([told(same.ticking), told(nearer.ticking)], [[], ["critical"]]);
  assert.equal(row.getAttribute("data-urgency"), "critical");
  assert.equal(nearer.cell.children[0].getAttribute("data-urgency"), "critical");
});

test("whose clock it is is written beside it in the row", () => {
  const row = element("tr", { "data-session-id": "s1" });
  put(row, timeCell(100_000).cell);
  put(row, element("td", { class: "cell-player" }, element("a", { "data-open": "" }, "u-8842…0c1")));
  const nearer = timeCell(20_000);
  put(row, nearer.cell);

  assert.deepEqual(nearer.ticking.heard.map((/** @type {CustomEvent} */ event) => event.detail.words), ["u-8842…0c1, critical, about 20 seconds"]);
});

test("one whose time becomes known says its first step", () => {
  const row = element("tr", { "data-session-id": "s1" });
  const unknown = element("td", { class: "cell-time" }, element("div", { class: "time-left", "data-urgency": "unknown" }, element("countdown-clock", { since: "0" })));
  put(row, unknown);
  const known = timeCell(40_000);
  put(row, known.cell);

  assert.deepEqual(told(known.ticking), ["soon"]);
});

test("whoever comes back to a row that had no clock begins anew", async () => {
  const row = element("tr", { "data-session-id": "s1" });
  put(row, timeCell(10_000).cell);
  put(row, element("td", { class: "cell-time" }, "recovered"));
  await undefined;

  const back = timeCell(100_000);
  put(row, back.cell);

  assert.deepEqual([told(back.ticking), row.getAttribute("data-urgency")], [[], "calm"]);
});

test("a cell that comes anew is underlined for other words alone", () => {
  const row = element("tr", { "data-session-id": "s1" });
  put(row, timeCell(100_000).cell);
  put(row, element("td", { class: "cell-where" }, "eu-west-1"));
  const places = element("td", { class: "cell-player" }, "u-1", element("age-clock", {}, "2 min"));
  put(row, places);

  const records = [
    put(row, timeCell(90_000).cell),
    put(row, element("td", { class: "cell-where" }, "us-east-2")),
    put(row, element("td", { class: "cell-player" }, "u-1", element("age-clock", {}))),
  ];

  assert.deepEqual(
    changedCells(records).map((/** @type {Element} */ cell) => [cell.className, cell.textContent]),
    [["cell-where", "us-east-2"]],
  );
  const ended = [put(row, element("td", { class: "cell-time" }, "recovered"))];
  assert.deepEqual(changedCells(ended).map((/** @type {Element} */ cell) => cell.className), ["cell-time"]);
});

test("a part of a cell that comes anew is underlined for other words alone, and a row that has just come not at all", () => {
  const line = element("div", { class: "who-line" }, "Jon");
  const cell = element("td", { class: "cell-who" }, line);
  element("tr", { "data-session-id": "s1" }, cell);
  const who = (/** @type {string} */ name, until = "0:20") => element("div", {}, name, element("age-clock", {}, until));
  const record = (/** @type {Node} */ gone, /** @type {Node} */ come) => ({ target: line, removedNodes: [gone], addedNodes: [come], oldValue: null });

  assert.deepEqual(changedCells([record(who("Jon"), who("Jon", ""))]), []);
  assert.deepEqual(changedCells([record(who("Jon"), who("Tom"))]), [cell]);
  assert.deepEqual(changedCells([{ target: element("tbody", {}), removedNodes: [], addedNodes: [cell.parent], oldValue: null }, record(who("Jon"), who("Tom"))]), []);
});

test("a text that is another one is underlined, and one that ticks is not", () => {
  const [text, tick] = [new Text("two"), new Text("1:42")];
  const cell = element("td", { class: "cell-age" }, text, element("age-clock", {}, tick));
  element("tr", { "data-session-id": "s1" }, cell);
  text.parent = cell;
  const record = (/** @type {Node} */ target, /** @type {string} */ oldValue) => ({ target, removedNodes: [], addedNodes: [], oldValue });

  assert.deepEqual(changedCells([record(text, "one"), record(tick, "1:43")]), [cell]);
  assert.deepEqual(changedCells([record(tick, "1:43")]), []);
});
