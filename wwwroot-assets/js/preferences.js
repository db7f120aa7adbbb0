// Theme, density and size of this browser: in a plain cookie too, so that the first paint is right.

const YEAR_SECONDS = 31_536_000;

/**
 * @param {string} theme
 * @param {string} density
 * @param {string} scale As `1.5`.
 */
export function apply(theme, density, scale) {
  document.documentElement.dataset.theme = theme;
  document.documentElement.dataset.density = density;
  document.documentElement.dataset.scale = scale;
  document.cookie = `streamops-look=${encodeURIComponent(`${theme}.${density}.${scale.replace(".", "")}`)}; path=/; max-age=${YEAR_SECONDS}; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
}

/** Whether the system asks for dark. */
export function systemIsDark() {
  return matchMedia("(prefers-color-scheme: dark)").matches;
}

/** What the first paint took from the cookie, as `dark.compact.15`. */
export function current() {
  const { theme, density, scale } = document.documentElement.dataset;
  return `${theme}.${density}.${(scale ?? "1.0").replace(".", "")}`;
}
