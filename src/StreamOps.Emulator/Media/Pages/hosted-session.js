import { Game, HEIGHT, WIDTH } from "./game.js";
import { APPLICATION, PERFORMANCE_STATS, PING, PONG, SERVER_DISCONNECT, text } from "./messages.js";
import { answerOf } from "./peer-answer.js";
import { PerformanceStats } from "./performance-stats.js";
import { PlayerInput } from "./player-input.js";
import { Sound } from "./sound.js";

// One session's game and the peer connections of its players. The game, its canvas and its tracks outlive every connection.

const PING_EVERY_MS = 500;
/** A browser calls a connection disconnected when it has heard nothing of it for this long at least. */
const AWAY_AFTER_MS = 5_000;
const INPUT_REPORT_EVERY_MS = 1000;
const GOODBYE_MS = 300;

/**
 * @typedef {object} Offer a player's, as the emulator passes it on
 * @property {string} session
 * @property {string} application
 * @property {string} connection
 * @property {string} sdp
 * @property {number} lostAfterMs how long the player may be silent
 * @property {{ frame: number, playedMs: number, score: number }} [game] how far the game has come, for a host that does not hold it yet
 * @property {boolean} [sharesPerformanceStats] whether the player's page is told what the game costs
 */

/**
 * @typedef {object} Peer
 * @property {string} connection
 * @property {RTCPeerConnection} pc
 * @property {RTCDataChannel | null} messages
 * @property {boolean} isUp
 * @property {boolean} isAway nothing is heard from its network; it may come back
 * @property {boolean} speaks it has answered a ping: only then can it fall silent
 * @property {number} pingedAt
 * @property {number} unanswered pings since it spoke last
 */

export class HostedSession {
  /** @type {Map<string, Peer>} */
  #peers = new Map();
  #sound = new Sound();
  #stats = new PerformanceStats();
  #sharesStats = false;
  #lostAfterPings = 4;
  #inputReportedAt = 0;
  #input;

  /**
   * @param {string} id
   * @param {string} application
   * @param {(report: object) => void} report to the emulator
   * @param {Offer["game"]} began how far it has come elsewhere
   */
  constructor(id, application, report, began) {
    this.id = id;
    this.application = application;
    this.report = report;
    this.status = "";
    this.endedAt = 0;
    this.canvas = document.createElement("canvas");
    this.canvas.width = WIDTH;
    this.canvas.height = HEIGHT;
    const context = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d", { alpha: false }));
    this.game = new Game(context, application, began);
    this.game.step(0);
    this.#input = new PlayerInput(this.game);
    this.game.onScore = (score) => {
      this.#sound.chime();
      this.#tellPlayers(APPLICATION, text.encode.encode(JSON.stringify({ score })));
    };
    this.track = /** @type {MediaStreamTrack} */ (this.canvas.captureStream(30).getVideoTracks()[0]);
  }

  /** The connection that shows the game now, if any. */
  get player() {
    return [...this.#peers.values()].find((peer) => peer.isUp) ?? null;
  }

  /**
   * @param {Offer} order
   * @returns {Promise<string>} the answer
   * @throws {Error} its message is one word
   */
  async answer({ connection, sdp, lostAfterMs, sharesPerformanceStats = false }) {
    if (!/^a=rtpmap:\d+ H264\//m.test(sdp)) {
      throw new Error("noH264");
    }
    this.#sharesStats = sharesPerformanceStats;
    this.#lostAfterPings = Math.max(1, Math.round(lostAfterMs / PING_EVERY_MS));
    const pc = new RTCPeerConnection();
    const peer = { connection, pc, messages: null, isUp: false, isAway: false, speaks: false, pingedAt: 0, unanswered: 0 };
    this.#peers.set(connection, peer);
    this.#watch(peer);
    try {
      return await answerOf(pc, sdp, this.track, this.#sound.track);
    } catch (error) {
      this.drop(connection);
      throw error;
    }
  }

  /** @param {string} connection is the player's from now on: the others are over */
  use(connection) {
    for (const other of [...this.#peers.keys()].filter((key) => key !== connection)) {
      this.drop(other);
    }
  }

  /** @param {string} connection ends without a report */
  drop(connection) {
    this.#peers.get(connection)?.pc.close();
    this.#peers.delete(connection);
  }

  dropAll() {
    [...this.#peers.keys()].forEach((connection) => this.drop(connection));
  }

  /** @param {string} reason what the player's page is told: terminated or idle */
  end(reason) {
    if (this.endedAt > 0) {
      return;
    }
    this.endedAt = performance.now();
    this.#tellPlayers(SERVER_DISCONNECT, text.encode.encode(reason));
    setTimeout(() => this.dropAll(), GOODBYE_MS);
    this.#sound.stop();
  }

  /** @param {number} ms since the last tick @param {number} now */
  tick(ms, now) {
    if (this.endedAt === 0) {
      this.#stats.measure(() => this.game.step(ms));
    }
    const stats = this.#stats.next(now);
    if (stats && this.#sharesStats) {
      this.#tellPlayers(PERFORMANCE_STATS, text.encode.encode(JSON.stringify(stats)));
    }
    for (const peer of this.#peers.values()) {
      this.#ping(peer, now);
    }
  }

  /** @param {Peer} peer */
  #watch(peer) {
    peer.pc.addEventListener("connectionstatechange", () => {
      const state = peer.pc.connectionState;
      peer.isAway = state === "disconnected";
      if (state === "connected" && !peer.isUp) {
        peer.isUp = true;
        this.report({ type: "connected", session: this.id, connection: peer.connection });
      } else if (peer.isAway) {
        if (!peer.speaks) {
          // It answers no ping: what the browser waited before it said so is the beginning of its silence.
          peer.unanswered = Math.round(AWAY_AFTER_MS / PING_EVERY_MS);
        }
        if (peer.unanswered >= this.#lostAfterPings) {
          this.#lose(peer, "network");
        }
      } else if (state === "failed") {
        this.#lose(peer, "network");
      }
    });
    peer.pc.addEventListener("datachannel", ({ channel }) => {
      channel.binaryType = "arraybuffer";
      channel.addEventListener("message", ({ data }) => this.#hear(peer, data));
      channel.addEventListener("close", () => this.#lose(peer, "closed"));
      if (channel.label === "clientMessageChannel") {
        peer.messages = channel;
      }
    });
  }

  /** @param {Peer} peer @param {string} why */
  #lose(peer, why) {
    if (this.#peers.get(peer.connection) !== peer) {
      return;
    }
    this.drop(peer.connection);
    if (peer.isUp && this.endedAt === 0) {
      this.report({ type: "lost", session: this.id, connection: peer.connection, why });
    }
  }

  /** @param {Peer} peer @param {number} now */
  #ping(peer, now) {
    if (!peer.isUp || now - peer.pingedAt < PING_EVERY_MS) {
      return;
    }
    // Counted, not timed: a host that was held up itself must not blame its players.
    if ((peer.speaks || peer.isAway) && peer.unanswered >= this.#lostAfterPings) {
      this.#lose(peer, peer.isAway ? "network" : "silent");
      return;
    }
    const isReached = peer.messages?.readyState === "open";
    if (!isReached && !peer.isAway) {
      // Asked in the moment the channel opens, not half a second later: who hangs before its first answer is never missed.
      return;
    }
    peer.pingedAt = now;
    peer.unanswered++;
    if (isReached) {
      peer.messages?.send(new Uint8Array([PING]));
    }
  }

  /** @param {Peer} peer @param {unknown} data */
  #hear(peer, data) {
    if (!(data instanceof ArrayBuffer) || data.byteLength === 0 || data.byteLength > 65_537) {
      return;
    }
    const message = new Uint8Array(data);
    switch (message[0]) {
      case PONG:
        peer.speaks = true;
        peer.unanswered = 0;
        return;
      case APPLICATION:
        this.game.say(text.decode.decode(message.subarray(1, 200)));
        return;
    }
    this.#input.take(message);
    const now = performance.now();
    if (now - this.#inputReportedAt > INPUT_REPORT_EVERY_MS) {
      this.#inputReportedAt = now;
      this.report({ type: "input", session: this.id });
    }
  }

  /** @param {number} kind @param {Uint8Array} payload */
  #tellPlayers(kind, payload) {
    const message = new Uint8Array(payload.length + 1);
    message[0] = kind;
    message.set(payload, 1);
    for (const { messages } of this.#peers.values()) {
      if (messages?.readyState === "open") {
        messages.send(message);
      }
    }
  }
}
