// The deployer's Web SDK, loaded as its makers describe it: a script with the global `gameliftstreams`, or a module.

/** @typedef {import("./plain-client.js").Client} Client */
/** @typedef {import("./plain-client.js").ClientSettings} ClientSettings */
/** @typedef {{ GameLiftStreams: new (settings: ClientSettings) => Client }} WebSdk */

/**
 * @param {string} address
 * @returns {Promise<(settings: ClientSettings) => Client>} Makes a new object for each attempt.
 */
export async function loadWebSdk(address) {
  const sdk = new URL(address, location.href).pathname.endsWith(".mjs") ? await import(address) : await loadScript(address);
  if (typeof sdk?.GameLiftStreams !== "function") {
    throw new Error("The file is no Web SDK.");
  }
  const inputConfiguration = { autoKeyboard: true, autoMouse: true, autoGamepad: true, keyboardFilter: isForTheGame };
  return (settings) => new sdk.GameLiftStreams({ ...settings, inputConfiguration });
}

/** What is typed into a field beside the picture is nobody's game. @param {KeyboardEvent} event */
function isForTheGame(event) {
  return !(event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]"));
}

/** @type {Map<string, Promise<WebSdk | undefined>>} By address: run twice, a script may stumble over itself. */
const scripts = new Map();

/** @param {string} address */
function loadScript(address) {
  const loaded = scripts.get(address) ?? runScript(address);
  scripts.set(address, loaded);
  loaded.catch(() => scripts.delete(address));
  return loaded;
}

/**
 * @param {string} address
 * @returns {Promise<WebSdk | undefined>}
 */
function runScript(address) {
  return new Promise((done, fail) => {
    const script = document.createElement("script");
    script.src = address;
    script.addEventListener("load", () => done(/** @type {{ gameliftstreams?: WebSdk }} */ (/** @type {unknown} */ (globalThis)).gameliftstreams));
    script.addEventListener("error", () => {
      script.remove();
      fail(new Error("The Web SDK did not load."));
    });
    document.head.append(script);
  });
}
