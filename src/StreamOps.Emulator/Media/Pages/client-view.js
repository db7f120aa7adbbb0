// What the client page shows of how its game stands.

/**
 * @typedef {object} Game
 * @property {string} id of its stream session
 * @property {string} application
 * @property {string} status in the API's word; empty until it is known
 * @property {string | null} statusReason
 */

/**
 * @typedef {object} State
 * @property {"ready" | "starting" | "playing" | "lost" | "ended"} phase
 * @property {Game | null} game
 * @property {number} hosts
 * @property {string} trouble what went wrong, in a sentence
 * @property {"unset" | "off" | "on" | "failed" | "refused"} standBy
 */

const ENDS = /** @type {Record<string, string>} */ ({
  apiTerminated: "The game was ended.",
  idleTimeout: "It closed because nobody was playing.",
  maxSessionLengthTimeout: "The time for this session is over.",
  reconnectionTimeout: "The game could not wait longer.",
  connectionTimeout: "The game ended before you joined.",
});

/** @param {string} id */
export function element(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/** @param {State} state @returns {[heading: string, sentence: string]} */
function words({ phase, game, hosts, trouble }) {
  switch (phase) {
    case "ready":
      return hosts === 0
        ? ["No game host is attached", "The game runs in a tab of its own, which must stay open."]
        : ["Ready to play", trouble || "The picture comes from the game host in the other tab."];
    case "starting":
      return ["Starting", "Waiting for the game's answer."];
    case "lost":
      return game?.status === "CONNECTED"
        ? ["Playing in another window", "This session's picture is shown elsewhere."]
        : ["Connection lost", trouble || "Your game is waiting. Support can bring you back; keep this page open."];
    case "ended":
      return ["Game over", ENDS[game?.statusReason ?? ""] ?? "The session has ended."];
    default:
      return ["", ""];
  }
}

/** @param {State} state */
export function show(state) {
  const { phase, game, hosts, standBy } = state;
  const [heading, sentence] = words(state);
  element("title").textContent = game?.application ?? "Your game";
  element("heading").textContent = heading;
  element("sentence").textContent = sentence;
  element("overlay").hidden = phase === "playing";
  const play = /** @type {HTMLButtonElement} */ (element("play"));
  play.hidden = phase !== "ready" && phase !== "ended";
  play.disabled = hosts === 0;
  element("open-host").hidden = play.hidden || hosts > 0;
  play.textContent = phase === "ended" ? "Play again" : "Play";
  for (const id of ["wave", "lose", "freeze"]) {
    /** @type {HTMLButtonElement} */ (element(id)).disabled = phase !== "playing";
  }
  /** @type {HTMLButtonElement} */ (element("leave")).disabled = !game || phase === "ended" || phase === "starting";
  const chip = element("state");
  chip.textContent = phase === "playing" ? "playing" : phase === "ended" ? "ended" : game?.status || phase;
  chip.dataset.tone = phase === "playing" ? "good" : phase === "lost" ? "critical" : "ended";
  document.documentElement.dataset.phase = phase;
  document.documentElement.dataset.session = game?.id ?? "";
  element("standby").textContent = {
    unset: "",
    on: "Stands by for support.",
    off: "Does not stand by: no ticket key is set.",
    failed: "Does not stand by: support cannot be reached.",
    refused: "Does not stand by: support does not accept this page's ticket.",
  }[standBy];
}
