// A cell whose words the server changed is underlined for a second: seen in the page, at no word from the server.

const SHOWN_MS = 1_000;
/** What ticks by itself is no change. */
const TICKING = "countdown-clock, age-clock, local-time, .time-left";

/** @type {WeakMap<Element, ReturnType<typeof setTimeout>>} */
const shown = new WeakMap();

/** @param {MutationRecord[]} records */
function onChange(records) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
    return;
  }

  const added = new Set(records.flatMap((record) => [...record.addedNodes]));
  for (const { target } of records) {
    const element = target instanceof Element ? target : target.parentElement;
    const cell = element?.closest("tr[data-session-id] > td");
    // A row that has just come is new as a whole: none of its cells changed.
    if (cell && !element?.closest(TICKING) && !added.has(/** @type {Node} */ (cell.parentElement)) && !added.has(cell)) {
      underline(cell);
    }
  }
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
  new MutationObserver(onChange).observe(document.body, { childList: true, characterData: true, subtree: true });
}
