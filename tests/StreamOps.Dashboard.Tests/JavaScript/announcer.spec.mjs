// What is spoken of the clocks. Run by JavaScriptTests with `node --test`.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { mock, test } from "node:test";

const source = await readFile(new URL("../../../wwwroot-assets/js/announcer.js", import.meta.url), "utf8");
const { startAnnouncer } = await import(`data:text/javascript,${encodeURIComponent(source)}`);

const regions = { announcements: { textContent: "" }, "announcements-now": { textContent: "" } };
const page = Object.assign(new EventTarget(), { getElementById: (/** @type {keyof typeof regions} */ id) => regions[id] });
Object.assign(globalThis, { document: page });
mock.timers.enable({ apis: ["setTimeout"] });
startAnnouncer();

function step(/** @type {string} */ words, /** @type {string} */ urgency, isMine = false) {
  page.dispatchEvent(new CustomEvent("urgencystep", { detail: { words, urgency, isMine } }));
}

test("steps are merged, one message in five seconds, and one that two clocks tell is told once", () => {
  step("A, soon", "soon");
  step("B, soon", "soon");
  step("B, soon", "soon");
  step("C, critical", "critical");
  assert.equal(regions.announcements.textContent, "A, soon");

  mock.timers.tick(5_000);

  assert.equal(regions.announcements.textContent, "B, soon. C, critical");
  assert.equal(regions["announcements-now"].textContent, "");
});

test("only a player of one's own who turns critical is said at once", () => {
  step("D, soon", "soon", true);
  assert.equal(regions["announcements-now"].textContent, "");

  step("D, critical", "critical", true);
  step("D, critical", "critical", true);

  assert.equal(regions["announcements-now"].textContent, "D, critical");
  mock.timers.tick(10_000);
  assert.equal(regions.announcements.textContent, "D, soon");
});
