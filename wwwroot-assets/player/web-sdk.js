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
  return (settings) => new sdk.GameLiftStreams({ ...settings, inputConfiguration: { autoKeyboard: true, autoMouse: true, autoGamepad: true } });
}

/**
 * @param {string} address
 * @returns {Promise<WebSdk | undefined>}
 */
function loadScript(address) {
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
