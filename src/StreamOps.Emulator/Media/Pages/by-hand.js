import { FrameCodeReader } from "./frame-code.js";

// The player's side of a rescue by hand: it makes the offer that an operator pastes, and takes the answer that the operator copies. A hidden frame brings
// along the machine on which the game goes on.

const TELL_EVERY_MS = 100;
/** Without the machine no picture comes: then it is said, and no offer is made. */
const HOST_MS = 10_000;

const video = /** @type {HTMLVideoElement} */ (element("picture"));
const host = /** @type {HTMLIFrameElement} */ (element("host"));
const answer = /** @type {HTMLTextAreaElement} */ (element("answer"));
const text = /** @type {HTMLTextAreaElement} */ (element("text"));
const counter = /** @type {HTMLElement} */ (document.querySelector("[data-frame-counter]"));
const reader = new FrameCodeReader();

/** @type {InstanceType<typeof gameliftstreams.GameLiftStreams> | null} An answer works only in the object that made the offer. */
let client = null;

/** @param {string} id */
function element(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/** @param {string} words */
function say(words) {
  element("sentence").textContent = words;
}

function newClient() {
  const mine = new gameliftstreams.GameLiftStreams({
    videoElement: video,
    inputConfiguration: { autoKeyboard: true, autoMouse: true, autoGamepad: true },
    clientConnection: {
      connectionState: (state) => mine === client && hear(state),
      channelError: () => mine === client && hear("failed"),
      serverDisconnect: () => mine === client && say("The game was ended."),
    },
  });
  return mine;
}

/** @param {string} state */
function hear(state) {
  if (state === "connected") {
    client?.attachInput();
    say("Connected: the game goes on.");
  } else if (state === "failed" || state === "closed") {
    say("The connection is lost. Once the player waits in the queue again, copy a new offer.");
  }
}

async function makeOffer() {
  const former = client;
  client = null;
  former?.close();
  counter.textContent = "–";
  answer.value = "";
  answer.disabled = true;
  text.hidden = true;
  say("Making the offer…");
  try {
    const mine = newClient();
    client = mine;
    const offer = await mine.generateSignalRequest();
    await toldOf(offer);
    const isCopied = await copy(offer);
    say(isCopied ? "Copied. Paste it into StreamOps' rescue panel, and the answer that it gives here." : "The browser refused the clipboard. Copy the offer from the field.");
    text.value = offer;
    text.hidden = isCopied;
    answer.disabled = false;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
  }
}

/** @param {string} offer */
async function copy(offer) {
  try {
    await navigator.clipboard.writeText(offer);
    return true;
  } catch {
    return false;
  }
}

async function takeAnswer() {
  if (answer.value.trim() === "") {
    return;
  }
  try {
    await client?.processSignalResponse(answer.value.trim());
    // It is of use to nobody any more, and secret.
    answer.value = "";
    answer.disabled = true;
    say("Connecting…");
  } catch {
    say("This is not the answer to this page's offer. Paste what Copy answer gave.");
  }
}

/** The machine has to know which offer is its own, whoever brings it. @param {string} offer @returns {Promise<void>} */
function toldOf(offer) {
  const ufrag = /a=ice-ufrag:([^\\\s]+)/.exec(offer)?.[1] ?? "";
  return new Promise((done, fail) => {
    const telling = setInterval(() => host.contentWindow?.postMessage({ target: "emulator-host", expect: ufrag }, location.origin), TELL_EVERY_MS);
    /** @param {MessageEvent} event */
    const hearHost = ({ source, data }) => {
      if (source === host.contentWindow && data?.source === "emulator-host" && data.expecting === ufrag) {
        end();
        done();
      }
    };
    const giveUp = setTimeout(() => {
      end();
      fail(new Error("The machine of the game does not start here. Open this page in Chrome or Edge."));
    }, HOST_MS);
    const end = () => {
      clearInterval(telling);
      clearTimeout(giveUp);
      removeEventListener("message", hearHost);
    };
    addEventListener("message", hearHost);
  });
}

function onFrame() {
  const read = video.srcObject ? reader.read(video) : null;
  if (read !== null) {
    counter.textContent = String(read);
  }
  video.requestVideoFrameCallback(onFrame);
}

element("offer").addEventListener("click", () => void makeOffer());
answer.addEventListener("input", () => void takeAnswer());
video.requestVideoFrameCallback(onFrame);
say("A player of the queue is brought back here: copy an offer, and paste it into the player's rescue panel.");
