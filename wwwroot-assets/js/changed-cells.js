// A cell whose words the server changed is underlined for a second: seen in the page, at no word from the server.

const SHOWN_MS = 1_000;
/** What ticks by itself is no change. */
const TICKING = "countdown-clock, age-clock, local-time, .time-left";

/** @type {WeakMap<Element, ReturnType<typeof setTimeout>>} */
const shown = new WeakMap();

/** @param {MutationRecord[]} records */
function onChange(records) {
  if (!matchMedia("(prefers-reduced-motion: reduce)").matches) {
    changedCells(records).forEach(underline);
  }
}

/**
 * The cells that say something else than before, in rows that stood there before. A cell, or a part of it, comes anew as a whole for one word in it, or for an
 * address alone: what counts are the words.
 * @param {MutationRecord[]} records
 * @returns {Element[]}
 */
export function changedCells(records) {
  const added = new Set(records.flatMap((record) => [...record.addedNodes]));
  /** @type {Map<Element, Map<string, { was: string, is: string }>>} By row, and by the cell's kind: the cell itself may be another one now. */
  const rows = new Map();
  /** @param {Element} row @param {string} kind @param {string} was @param {string} is */
  const note = (row, kind, was, is) => {
    const cells = rows.get(row) ?? new Map();
    const before = cells.get(kind) ?? { was: "", is: "" };
    rows.set(row, cells.set(kind, { was: before.was + was, is: before.is + is }));
  };
  for (const { target, removedNodes, addedNodes, oldValue } of records) {
    const element = target instanceof Element ? target : target.parentElement;
    const row = element?.closest("tr[data-session-id]");
    // A row that has just come is new as a whole: none of its cells changed.
    if (!element || !row || added.has(row) || element.closest(TICKING)) {
      continue;
    }

    const cell = element.closest("td");
    if (cell) {
      note(row, cell.className, oldValue ?? wordsOf(removedNodes), oldValue === null ? wordsOf(addedNodes) : (target.textContent ?? ""));
      continue;
    }

    [...removedNodes].filter((node) => node instanceof Element).forEach((gone) => note(row, gone.className, wordsOf([gone]), ""));
    [...addedNodes].filter((node) => node instanceof Element).forEach((come) => note(row, come.className, "", wordsOf([come])));
  }

  return [...rows].flatMap(([row, cells]) => [...row.children].filter((cell) => isOther(cells.get(cell.className))));
}

/** @param {{ was: string, is: string } | undefined} words */
function isOther(words) {
  return words !== undefined && words.was !== words.is;
}

/**
 * @param {Iterable<Node>} nodes
 * @returns {string}
 */
function wordsOf(nodes) {
  return [...nodes].map((node) => (node instanceof Element ? (node.matches(TICKING) ? "" : wordsOf(node.childNodes)) : node instanceof Text ? node.data : "")).join("");
}

/** @param {Element} cell */
function underline(cell) {
  clearTimeout(shown.get(cell));
  cell.setAttribute("data-changed", "");
  shown.set(
    cell,
    setTimeout(() => cell.removeAttribute("data-changed"), SHOWN_MS),
  );
}

export function startChangedCells() {
  new MutationObserver(onChange).observe(document.body, { childList: true, characterData: true, characterDataOldValue: true, subtree: true });
}
