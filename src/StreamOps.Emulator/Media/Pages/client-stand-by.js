import { call } from "./backend.js";

// The open tab heals by itself: StreamOps asks this page for an offer and hands the answer back.

/** @typedef {InstanceType<typeof gameliftstreams.GameLiftStreams>} Client */

/**
 * @param {string} session
 * @param {() => Client} newClient
 * @param {(client: Client) => void} onClient
 * @param {(word: "off" | "on" | "failed" | "refused") => void} onWord
 * @returns {Promise<{ stop: () => void, lost: () => void } | null>} ends it, and says that the picture is gone; null when this page does not stand by
 */
export async function standByFor(session, newClient, onClient, onWord) {
  try {
    const { standsBy, playerUrl } = await call("GET", "setup");
    if (!standsBy) {
      onWord("off");
      return null;
    }
    const { standBy } = await import(new URL("/js/stand-by.js", playerUrl).href);
    return standBy({
      // A new one at each connection: a ticket is good once.
      ticket: async () => (await call("POST", `sessions/${session}/ticket`)).ticket,
      newClient,
      onClient,
      onState: (/** @type {string} */ word) => onWord(word === "refused" ? "refused" : word === "unreachable" ? "failed" : "on"),
    });
  } catch {
    onWord("failed");
    return null;
  }
}
