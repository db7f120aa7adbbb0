// In the demo alone: the player's page brings along, in a hidden frame, the machine on which its game runs. So every player who is rescued gets a real
// picture with nothing else open, and the machine leaves with the page.

/** Without the machine the attempt goes on, and comes to no picture. */
const PATIENCE_MS = 3_000;

/**
 * @typedef {import("./plain-client.js").ClientSettings} ClientSettings
 * @typedef {import("./plain-client.js").Client} Client
 */

/**
 * Clients whose offers the machine in the hidden frame will answer.
 * @param {(settings: ClientSettings) => Client} newClient
 * @param {string} address Of the host's page.
 * @param {(isHere: boolean) => void} onHost Whether the machine knows of the offer: not where its page is kept out.
 * @returns {(settings: ClientSettings) => Client}
 */
export function withDemoHost(newClient, address, onHost) {
  const host = frameOf(address);
  return (settings) => {
    const client = newClient(settings);
    const generate = client.generateSignalRequest.bind(client);
    client.generateSignalRequest = async () => {
      const offer = await generate();
      onHost(await toldOf(host, offer));
      return offer;
    };
    return client;
  };
}

/** @param {string} address */
function frameOf(address) {
  const frame = document.createElement("iframe");
  frame.className = "demo-host";
  frame.title = "The machine of this demo's game";
  frame.setAttribute("aria-hidden", "true");
  frame.tabIndex = -1;
  frame.allow = "autoplay *; camera *; microphone *";
  frame.src = address;
  document.body.append(frame);
  return frame;
}

/**
 * Tells the machine which offer will be its own, again until it says that it knows.
 * @param {HTMLIFrameElement} host
 * @param {string} offer
 * @returns {Promise<boolean>} Whether it does.
 */
function toldOf(host, offer) {
  const ufrag = /a=ice-ufrag:([^\\\s]+)/.exec(offer)?.[1] ?? "";
  const { origin } = new URL(host.src);
  return new Promise((done) => {
    const tell = () => host.contentWindow?.postMessage({ target: "emulator-host", expect: ufrag }, origin);
    const telling = setInterval(tell, 100);
    const end = (/** @type {boolean} */ isHere) => {
      clearInterval(telling);
      clearTimeout(giveUp);
      removeEventListener("message", hear);
      done(isHere);
    };
    const hear = (/** @type {MessageEvent} */ { source, origin: from, data }) => {
      if (from === origin && source === host.contentWindow && data?.source === "emulator-host" && data.expecting === ufrag) {
        end(true);
      }
    };
    const giveUp = setTimeout(() => end(false), PATIENCE_MS);
    addEventListener("message", hear);
    tell();
  });
}
