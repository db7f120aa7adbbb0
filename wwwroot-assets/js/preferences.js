// Theme and density of this browser: in a plain cookie too, so that the first paint is right.

const YEAR_SECONDS = 31_536_000;

/**
 * @param {string} theme
 * @param {string} density
 */
export function apply(theme, density) {
  document.documentElement.dataset.theme = theme;
  document.documentElement.dataset.density = density;
  document.cookie = `streamops-look=${encodeURIComponent(`${theme}.${density}`)}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
}

/** Whether the system asks for dark. */
export function systemIsDark() {
  return matchMedia("(prefers-color-scheme: dark)").matches;
}

/** What the first paint took from the cookie, as `dark.compact`. */
export function current() {
  const { theme, density } = document.documentElement.dataset;
  return `${theme}.${density}`;
}
