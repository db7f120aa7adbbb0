// What the tab is called: pure, so that it can be tested without a page.

/**
 * The page's own title, whatever was written before it.
 * @param {string} title
 */
export function bareTitle(title) {
  return title.replace(/^(?:not live · )*(?:\(\d+\) )?(?:[\d:]+ · )?/, "");
}

/**
 * @param {string} title What stands in the tab now.
 * @param {{ isLost: boolean, count: number, worst: string }} board `worst` as `0:42`; empty when nothing counts down.
 */
export function tabTitle(title, { isLost, count, worst }) {
  const waiting = count > 0 ? `(${count}) ${worst === "" ? "" : `${worst} · `}` : "";
  return `${isLost ? "not live · " : ""}${waiting}${bareTitle(title)}`;
}
