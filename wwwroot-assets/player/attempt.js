// One attempt: a new client, its offer, the answer, and then the picture, watched as long as it runs. A picture that stands is said, and nothing more:
// the client may come back by itself. It is closed when it says itself that it is over, when a channel ends, or when the page knows that it is lost.

import { watchFrames } from "./frames.js";

/** How long a client may search its way to the game before the network is to blame. */
const CONNECT_MS = 15_000;

/**
 * @typedef {object} Told What the page hears of it.
 * @property {(rung: import("./line.js").Rung) => void} onRung
 * @property {(trouble: import("./line.js").Trouble) => void} onTrouble
 * @property {() => void} onFirstFrame
 * @property {() => void} onStand The picture stands.
 * @property {() => void} onMove It moves again.
 * @property {(why: "lost" | "network" | "blank" | "failed") => void} onEnd
 * @property {(reason: string) => void} onDisconnect The game closed the connection, and why.
 */

export class Attempt {
  #client;
  #told;
  #isOver = false;
  #isConnected = false;
  #hasPicture = false;
  #stopWatching = () => {};
  /** @type {number | undefined} */
  #patience;

  /**
   * @param {(settings: import("./plain-client.js").ClientSettings) => import("./plain-client.js").Client} newClient
   * @param {HTMLVideoElement} video
   * @param {Told} told
   */
  constructor(newClient, video, told) {
    this.#told = told;
    this.#client = newClient({
      videoElement: video,
      clientConnection: {
        connectionState: (state) => this.#take(state),
        channelError: () => this.#hasPicture && this.#end("lost"),
        serverDisconnect: (reason) => !this.#isOver && told.onDisconnect(reason),
      },
    });
  }

  makeOffer() {
    return this.#client.generateSignalRequest();
  }

  /** @param {string} answer */
  async takeAnswer(answer) {
    this.#patience = setTimeout(() => {
      this.#told.onTrouble(this.#isConnected ? "noPicture" : "noConnection");
      this.#end(this.#isConnected ? "blank" : "network");
    }, CONNECT_MS);
    try {
      await this.#client.processSignalResponse(answer);
    } catch {
      if (this.#isOver) {
        return;
      }
      this.#told.onTrouble("answerNotTaken");
      this.#end("failed");
      return;
    }
    // It took too long, or something newer took its place: what comes of it now is nobody's news.
    if (this.#isOver) {
      return;
    }
    this.#told.onRung("applied");
    this.#stopWatching = watchFrames(this.#client, (news) => this.#hear(news));
  }

  /** Ends it without a word: something newer takes its place. */
  close() {
    this.#isOver = true;
    clearTimeout(this.#patience);
    this.#stopWatching();
    this.#client.close();
  }

  /** @param {import("./picture-watch.js").PictureNews} news */
  #hear(news) {
    if (this.#isOver) {
      return;
    }
    if (news === "first") {
      clearTimeout(this.#patience);
      this.#hasPicture = true;
      this.#client.attachInput();
      this.#told.onFirstFrame();
    } else if (news === "picture") {
      this.#told.onRung("picture");
    } else if (news === "stands") {
      this.#told.onStand();
    } else {
      this.#told.onMove();
    }
  }

  /** @param {string} state */
  #take(state) {
    this.#isConnected ||= state === "connected";
    if (!this.#isOver && (state === "failed" || state === "closed")) {
      this.#told.onTrouble("noConnection");
      this.#end(this.#hasPicture ? "lost" : "network");
    }
  }

  /** @param {"lost" | "network" | "blank" | "failed"} why */
  #end(why) {
    if (!this.#isOver) {
      this.close();
      this.#told.onEnd(why);
    }
  }
}
