// The keys of this screen, as a dialog of the browser's own: it keeps the focus in, closes by Esc, and gives the focus back.

import { areLettersOn, switchLetters } from "./key-switch.js";

/** @typedef {import("./key-table.js").Key} Key */

const TITLE = "keys-title";

/** @param {readonly Key[]} keys All there are; those of this screen are shown. */
export function showHelp(keys) {
  if (document.querySelector("dialog.help")) {
    return;
  }

  const dialog = document.createElement("dialog");
  dialog.className = "help";
  dialog.setAttribute("aria-labelledby", TITLE);
  dialog.append(heading(), list(keys.filter((key) => key.isHere())), note(), letters(), closing());
  dialog.addEventListener("click", (event) => {
    // Beside the dialog is outside of it.
    if (event.target === dialog || (event.target instanceof Element && event.target.closest("[data-close-help]"))) {
      dialog.close();
    }
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function heading() {
  const title = document.createElement("h2");
  title.id = TITLE;
  title.textContent = "Keys of this screen";
  return title;
}

/** @param {readonly Key[]} keys */
function list(keys) {
  const all = document.createElement("dl");
  for (const { shown, words } of keys) {
    const key = document.createElement("kbd");
    key.textContent = shown;
    const name = document.createElement("dt");
    name.append(key);
    const meaning = document.createElement("dd");
    meaning.textContent = words;
    all.append(name, meaning);
  }

  return all;
}

function note() {
  const words = document.createElement("p");
  words.className = "caption";
  words.textContent = "In a field and in a dialog letters are letters. Ending a session has no key.";
  return words;
}

/** Off is off for this browser, until it is switched on here again. */
function letters() {
  const label = document.createElement("label");
  label.className = "switch-letters";
  const box = document.createElement("input");
  box.type = "checkbox";
  box.dataset.offline = "";
  box.checked = areLettersOn();
  box.addEventListener("change", () => switchLetters(box.checked));
  label.append(box, " Letters and signs are keys in this browser. Without them Esc and Enter stay, and the button “?” in the bar.");
  return label;
}

function closing() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.dataset.closeHelp = "";
  // It works without the server.
  button.dataset.offline = "";
  button.autofocus = true;
  button.textContent = "Close";
  return button;
}
