// Copy buttons work without the circuit. The answer of a rescue is fetched for the clipboard and never rendered,
// but where the clipboard is refused: then it stands in a read-only field to be copied by hand.

import { post, read } from "./post.js";
import { NAME_FORGOTTEN } from "./sentence.js";

/** @type {Record<number, string>} */
const REFUSALS = {
  401: NAME_FORGOTTEN,
  403: "This answer belongs to another operator.",
  404: "The answer is gone: it is kept until the window closes.",
};

/** An answer is read in a moment: a server that takes longer hangs. */
const CALL_MS = 5_000;

export function startCopying() {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button[data-copy], button[data-copy-answer]") : null;
    if (button instanceof HTMLButtonElement) {
      void (button.dataset.copyAnswer ? copyAnswer(button, button.dataset.copyAnswer) : copyText(button, button.dataset.copy ?? ""));
    }
  });
}

/**
 * @param {HTMLButtonElement} button
 * @param {string} text
 */
async function copyText(button, text) {
  try {
    await navigator.clipboard.writeText(text);
    say(button, "Copied.");
  } catch {
    say(button, "The browser refused the clipboard.");
  }
}

/**
 * @param {HTMLButtonElement} button
 * @param {string} attemptId
 */
async function copyAnswer(button, attemptId) {
  const address = `rescue/answers/${encodeURIComponent(attemptId)}`;
  let response;
  try {
    response = await read(address, { signal: AbortSignal.timeout(CALL_MS) });
  } catch {
    say(button, "The server does not answer; the answer is kept there. Try again once this page is live.");
    return;
  }

  if (!response.ok) {
    say(button, REFUSALS[response.status] ?? "The answer cannot be read now. Try again.");
    return;
  }

  const answer = await response.text();
  try {
    await navigator.clipboard.writeText(answer);
    hideFallback(button);
    say(button, "Copied. Hand it to the same open page; a reload makes it useless.");
  } catch {
    showFallback(button, answer);
    say(button, "The browser refused the clipboard. Copy the text from the field.");
  }

  // It was copied whether the server hears of it or not.
  await post(`${address}/taken`, undefined, { signal: AbortSignal.timeout(CALL_MS) }).catch(() => {});
}

/** @param {HTMLButtonElement} button */
function fallbackOf(button) {
  const field = button.closest("[data-answer]")?.querySelector("textarea[data-answer-text]");
  return field instanceof HTMLTextAreaElement ? field : undefined;
}

/**
 * @param {HTMLButtonElement} button
 * @param {string} answer
 */
function showFallback(button, answer) {
  const field = fallbackOf(button);
  if (field) {
    field.value = answer;
    field.hidden = false;
    field.select();
  }
}

/** @param {HTMLButtonElement} button */
function hideFallback(button) {
  const field = fallbackOf(button);
  if (field) {
    field.value = "";
    field.hidden = true;
  }
}

/**
 * @param {HTMLButtonElement} button
 * @param {string} words
 */
function say(button, words) {
  const status = button.parentElement?.querySelector("[data-copy-status]") ?? document.getElementById("announcements");
  if (status) {
    status.textContent = words;
  }

  if (button.dataset.copy !== undefined) {
    button.dataset.copied = words === "Copied." ? "yes" : "no";
    setTimeout(() => delete button.dataset.copied, 2_000);
  }
}

/**
 * Begun while the click is still warm: later a browser lets no page write to the clipboard.
 * @param {Promise<string>} text
 * @returns {Promise<boolean>} False when the browser refused; throws what the text throws.
 */
export async function copyComing(text) {
  text.catch(() => {});
  try {
    if (typeof ClipboardItem === "function") {
      const blob = text.then((plain) => new Blob([plain], { type: "text/plain" }));
      blob.catch(() => {});
      await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
    } else {
      await navigator.clipboard.writeText(await text);
    }

    await text;
    return true;
  } catch {
    await text;
    return false;
  }
}
