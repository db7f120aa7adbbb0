// A lost circuit is a banner, not a curtain: the page stays readable and copyable, its actions rest, its clocks are estimates.
// A server that hangs keeps the circuit open and says nothing: the page judges that by its own clock, and does the same. So it does where the circuit
// alone says nothing (circuit-sign.js).
// Where no circuit ever came, as on a network that lets no WebSocket through, the page says that: it had no place that it could lose.

/** What works without the server. */
const OURS = "[data-copy], [data-copy-answer], [data-offline], a[href^='#']";
/** How long a refusal is to be read. */
const REFUSED_MS = 10_000;
const NOTHING_SENT = "Nothing was sent: this page was not live.";
const SILENT = "Not live. The server does not answer.";
/** A browser tells no page why a WebSocket was refused: a proxy or VPN that lets none through, or too many pages. Short: on a phone it covers what it is about. */
const NONE_CAME = "Not live: WebSockets may be blocked. Try another network, or close other pages.";

/** @type {"awaited" | "live" | "retrying" | "gone"} What Blazor says of its circuit. Awaited: the load before got none, so this one is a picture until it has one. */
let circuit = "live";
let hasHadCircuit = false;
let isByHand = false;
let isSignedOut = false;
let isSilent = false;
let refused = "";

/** @type {ReturnType<typeof setTimeout> | undefined} */
let forgetting;

/** Whether this page ever had a circuit. */
export function hasStood() {
  return hasHadCircuit;
}

/** Whether this page has its circuit, by what Blazor says of it. */
export function isUp() {
  return hasHadCircuit && circuit === "live";
}

/** Whether nothing that is done here reaches the server. */
export function isCut() {
  return circuit !== "live" || isSilent;
}

/**
 * Says why an act was not done, or may not have been.
 * @param {string} [sentence]
 */
export function refuse(sentence = NOTHING_SENT) {
  refused = sentence;
  clearTimeout(forgetting);
  forgetting = setTimeout(() => {
    refused = "";
    draw();
  }, REFUSED_MS);
  draw();
}

function markActions() {
  const isLost = isCut();
  if (isLost) {
    document.documentElement.dataset.circuit = "lost";
  } else {
    delete document.documentElement.dataset.circuit;
  }

  for (const button of document.querySelectorAll("button, a.button")) {
    const before = button.getAttribute("aria-disabled") ?? "";
    const rested = button.getAttribute("data-resting");
    if (isLost && !button.matches(OURS) && before !== "true") {
      button.setAttribute("data-resting", before);
      button.setAttribute("aria-disabled", "true");
    } else if (!isLost && rested !== null) {
      button.removeAttribute("data-resting");
      button.toggleAttribute("aria-disabled", rested !== "");
      if (rested !== "") {
        button.setAttribute("aria-disabled", rested);
      }
    }
  }
}

/** Whether somebody typed something that no server has. */
export function hasTypedText() {
  return [...document.querySelectorAll("textarea:not([readonly])")].some((field) => field instanceof HTMLTextAreaElement && field.value !== "");
}

/** @param {HTMLElement} banner */
function sentence(banner) {
  if (isSignedOut) {
    return "You are not signed in any more.";
  }

  const noneCame = isSilent ? SILENT : NONE_CAME;
  if (circuit === "awaited") {
    return isSilent ? noneCame : `${noneCame} Trying again.`;
  }

  if (circuit === "gone") {
    const what = hasHadCircuit ? "This page lost its place at the server." : noneCame;
    return isByHand
      ? `${what} This browser cannot keep what you typed. Copy it, then press Reload.`
      : `${what} Reloads by itself${hasTypedText() ? "; what you typed stays" : ""}.`;
  }

  const attempt = banner.querySelector("#components-reconnect-current-attempt")?.textContent ?? "";
  return circuit === "retrying" ? `Not live. Reconnecting${attempt === "" ? "" : `, try ${attempt}`}.` : SILENT;
}

/** @param {Element | null} element @param {string} text */
function write(element, text) {
  if (element && element.textContent !== text) {
    element.textContent = text;
  }
}

function draw() {
  const banner = document.getElementById("components-reconnect-modal");
  if (!banner) {
    return;
  }

  markActions();
  banner.hidden = !isCut() && refused === "";
  write(banner.querySelector("[data-reconnect-words]"), isCut() ? sentence(banner) : refused);
  write(banner.querySelector("[data-refused]"), isCut() ? refused : "");
  const about = banner.querySelector("[data-reconnect-about]");
  const reload = banner.querySelector("[data-reload]");
  if (about instanceof HTMLElement && reload instanceof HTMLElement) {
    about.hidden = !isCut();
    reload.hidden = circuit !== "gone";
  }

  // Of a server that hangs nobody knows what runs on there; and nothing was sent from a page that never had a circuit.
  banner.querySelector("[data-runs-on]")?.toggleAttribute("hidden", isSilent || !hasHadCircuit);
}

/** The load before this one got no circuit. */
export function circuitIsAwaited() {
  circuit = "awaited";
  draw();
}

export function circuitStands() {
  hasHadCircuit = true;
  if (circuit !== "live") {
    circuit = "live";
    draw();
  }
}

/** The circuit is gone for good, or never came: the page is to be loaded anew. */
export function circuitIsGone() {
  circuit = "gone";
  draw();
}

/** What was typed cannot be kept over a load: it is left to whoever typed it. */
export function loadsByHand() {
  isByHand = true;
  draw();
}

/** @param {string} state As Blazor calls it. */
function onCircuit(state) {
  circuit = state === "hide" ? "live" : ["rejected", "failed", "resume-failed"].includes(state) ? "gone" : "retrying";
  draw();
}

/** @param {Event} event */
function holdBack(event) {
  const target = event.target instanceof Element ? event.target.closest("form, button, a, [role='button'], [role='menuitem']") : null;
  const isAct = event.type === "submit" || !target?.matches("form");
  if (isCut() && target && isAct && !target.matches(OURS)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    refuse();
  }
}

/**
 * @param {{ onTick: (tick: () => void) => unknown, silence: () => number, isMute: () => boolean, isReadOld: () => boolean, isOut: () => boolean }} clock
 * @param {{ onGone: () => unknown, onReload: () => unknown }} way How the page is loaded anew.
 */
export function startConnection({ onTick, silence, isMute, isReadOld, isOut }, { onGone, onReload }) {
  const banner = document.getElementById("components-reconnect-modal");
  if (banner) {
    banner.addEventListener("components-reconnect-state-changed", (event) => {
      const detail = event instanceof CustomEvent ? event.detail : undefined;
      onCircuit(String(detail?.state ?? "show"));
      if (circuit === "gone") {
        onGone();
      }
    });
    // Blazor counts the tries into its own element; the sentence follows it.
    const counter = banner.querySelector("#components-reconnect-current-attempt");
    if (counter) {
      new MutationObserver(() => draw()).observe(counter, { childList: true, characterData: true, subtree: true });
    }

    banner.querySelector("[data-reload]")?.addEventListener("click", () => onReload());
  }

  onTick(() => {
    document.documentElement.toggleAttribute("data-read-old", isReadOld());
    if ((silence() > 0 || isMute()) !== isSilent) {
      isSilent = !isSilent;
      draw();
    }

    // Its circuit would be asked for over and over, and refused: Blazor knows no answer but the circuit.
    if (circuit !== "live" && !isSignedOut && isOut()) {
      isSignedOut = true;
      circuitIsGone();
      onGone();
    }
  });
  document.addEventListener("click", holdBack, { capture: true });
  document.addEventListener("submit", holdBack, { capture: true });
}
