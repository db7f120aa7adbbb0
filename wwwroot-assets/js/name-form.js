// The operator's name, asked for at the first act: it is posted without a load of the page, and the act that asked goes on by itself.

import { post } from "./post.js";
import { Sentence } from "./sentence.js";

/** @typedef {{ invokeMethodAsync: (name: string, proof: string) => Promise<boolean> }} Page */

/**
 * What waits for a name. It begins in the very press that gives the name, while the browser still lets a page write to the clipboard.
 * @typedef {object} Wish
 * @property {string} session
 * @property {HTMLFormElement} [form] The form that asks for it: another one, of a panel opened later, does not begin it.
 * @property {(named: Promise<void>) => void} begin The promise fails when the name was not taken.
 */

/** How long the page may take to show what somebody with a name sees. */
const SHOWN_MS = 5_000;

/** A name is taken in a moment: a server that takes longer hangs. */
const CALL_MS = 5_000;

/** @type {WeakMap<HTMLFormElement, Page>} */
const pages = new WeakMap();

/** Sent before their page listened: the server's word on it is still on its way. @type {WeakSet<HTMLFormElement>} */
const early = new WeakSet();

/** @type {Wish | undefined} */
let wish;

/** Whether this page knows who acts. */
export function isNamed() {
  return document.querySelector('.shell[data-named="true"]') !== null;
}

/**
 * Begins at once where there is a name, else with the name.
 * @param {string} session
 * @param {(named: Promise<void>) => void} begin
 */
export function onceNamed(session, begin) {
  if (isNamed()) {
    begin(Promise.resolve());
  } else {
    const form = [...document.querySelectorAll("form.name-form")].find(
      (one) => one instanceof HTMLFormElement && one.dataset.session === session,
    );
    wish = { session, begin, form: form instanceof HTMLFormElement ? form : undefined };
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {Page} page Hears of the name.
 */
export function attach(form, page) {
  pages.set(form, page);
  if (wish && wish.session === form.dataset.session) {
    wish.form ??= form;
  }

  if (early.delete(form)) {
    void give(form, page);
  }
}

/**
 * Waits until something stands in the page; undefined when it did not come.
 * @param {string} selector
 * @returns {Promise<HTMLElement | undefined>}
 */
export async function untilThere(selector) {
  const until = performance.now() + SHOWN_MS;
  for (;;) {
    const element = [...document.querySelectorAll(selector)].find((one) => one.checkVisibility());
    if (element instanceof HTMLElement || performance.now() > until) {
      return element instanceof HTMLElement ? element : undefined;
    }

    await new Promise((done) => requestAnimationFrame(done));
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {Page} page
 */
async function give(form, page) {
  if (form.dataset.isGiven !== undefined) {
    return;
  }

  form.dataset.isGiven = "";
  const wanted = wish && wish.session === form.dataset.session && (wish.form ?? form) === form ? wish : undefined;
  const taken = take(form, page);
  taken.catch(() => {});
  wanted?.begin(taken);
  try {
    await taken;
    if (wish === wanted) {
      wish = undefined;
    }
    if (!wanted) {
      (await untilThere(".panel [data-autofocus]:not(#operator-name), .panel h2"))?.focus();
    }
  } catch (problem) {
    say(form, problem instanceof Sentence ? problem.message : "The server cannot be reached. Try again.");
    fieldOf(form)?.focus();
  } finally {
    delete form.dataset.isGiven;
  }
}

/** @param {Element | null | undefined} form */
function fieldOf(form) {
  const field = form?.querySelector("input[required]");
  return field instanceof HTMLElement ? field : undefined;
}

/**
 * @param {HTMLFormElement} form
 * @param {Page} page
 */
async function take(form, page) {
  say(form, "");
  const fields = new URLSearchParams(/** @type {any} */ (new FormData(form)));
  const response = await post(form.action, fields, { signal: AbortSignal.timeout(CALL_MS) });
  const said = await response.json().catch(() => ({}));
  if (!response.ok || !(await page.invokeMethodAsync("Named", said.proof))) {
    throw new Sentence(said.reason ?? "The name was not taken. Reload the page and try again.");
  }

  // What this page may load was decided before: another answer comes with the next load alone.
  document.documentElement.dataset.namedHere = "";
  await untilThere('.shell[data-named="true"]');
}

/**
 * @param {HTMLFormElement} form
 * @param {string} words
 */
function say(form, words) {
  const line = form.querySelector("[data-name-words]");
  if (line) {
    line.textContent = words;
  }
}

/** @param {MouseEvent} event */
function askFirst(event) {
  const button = event.target instanceof Element ? event.target.closest("[data-needs-name]") : null;
  if (!(button instanceof HTMLElement) || isNamed() || button.getAttribute("aria-disabled") === "true") {
    return;
  }

  event.preventDefault();
  event.stopImmediatePropagation();
  const act = button.dataset.needsName ?? "";
  const form = button.closest(".panel")?.querySelector(".name-form");
  onceNamed(form instanceof HTMLFormElement ? (form.dataset.session ?? "") : "", (named) => {
    named.then(() => untilThere(`.panel [data-needs-name="${act}"]`)).then(
      (there) => {
        there?.focus();
        there?.click();
      },
      () => {},
    );
  });
  fieldOf(form)?.focus();
}

export function startNameForm() {
  document.addEventListener("click", askFirst, { capture: true });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented) {
      return;
    }

    const page = pages.get(form);
    if (page) {
      event.preventDefault();
      void give(form, page);
    } else if (form.matches(".name-form") && document.querySelector('.shell[data-interactive="true"]')) {
      event.preventDefault();
      early.add(form);
      setTimeout(() => early.delete(form) && form.submit(), SHOWN_MS);
    }
  });
}
