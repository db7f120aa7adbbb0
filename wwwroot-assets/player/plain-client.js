// Plain WebRTC with the members of a Web SDK object, for pages without one: the rest of the page cannot tell them apart.

const GATHERING_MS = 2_000;

/**
 * @typedef {object} ClientSettings The settings of the Web SDK's constructor that this page uses.
 * @property {HTMLVideoElement} videoElement
 * @property {{ connectionState?: (state: string) => void, channelError?: (error: unknown) => void, serverDisconnect?: (reason: string) => void }} [clientConnection]
 */

/**
 * @typedef {object} Client What this page calls on a Web SDK object, or on this one.
 * @property {() => Promise<string>} generateSignalRequest
 * @property {(answer: string) => Promise<void>} processSignalResponse
 * @property {() => void} attachInput
 * @property {() => void} close
 * @property {() => Promise<unknown>} [getVideoRTCStats]
 */

/** One object per attempt, as with the Web SDK: closed, it is never used again. */
export class PlainClient {
  #settings;
  #peer = new RTCPeerConnection();

  /** @param {ClientSettings} settings */
  constructor(settings) {
    this.#settings = settings;
    const { videoElement, clientConnection } = settings;
    this.#peer.addEventListener("track", ({ track, streams }) => {
      const shown = videoElement.srcObject instanceof MediaStream && streams.length === 0 ? videoElement.srcObject : (streams[0] ?? new MediaStream());
      if (!shown.getTracks().includes(track)) {
        shown.addTrack(track);
      }
      videoElement.srcObject = shown;
    });
    this.#peer.addEventListener("connectionstatechange", () => clientConnection?.connectionState?.(this.#peer.connectionState));
  }

  /** The offer, with every candidate that was found in time. */
  async generateSignalRequest() {
    const peer = this.#peer;
    preferH264(peer.addTransceiver("video", { direction: "recvonly" }));
    peer.addTransceiver("audio", { direction: "recvonly" });
    peer.createDataChannel("inputChannel", { ordered: false, maxRetransmits: 0 });
    await peer.setLocalDescription(await peer.createOffer());
    await gathered(peer);
    return JSON.stringify({ type: "offer", sdp: peer.localDescription?.sdp });
  }

  /** @param {string} answer */
  async processSignalResponse(answer) {
    const { type, sdp } = JSON.parse(answer);
    await this.#peer.setRemoteDescription({ type, sdp });
  }

  attachInput() {
    this.#settings.videoElement.focus();
  }

  getVideoRTCStats() {
    return this.#peer.getStats();
  }

  close() {
    this.#peer.close();
  }
}

/** @param {RTCRtpTransceiver} transceiver */
function preferH264(transceiver) {
  const codecs = RTCRtpReceiver.getCapabilities("video")?.codecs ?? [];
  const isH264 = (/** @type {{ mimeType: string }} */ codec) => codec.mimeType.toLowerCase() === "video/h264";
  const ordered = [...codecs.filter(isH264), ...codecs.filter((codec) => !isH264(codec))];
  if (ordered.length > 0 && "setCodecPreferences" in transceiver) {
    transceiver.setCodecPreferences(ordered);
  }
}

/**
 * Until all candidates are found, or the wait gets too long: on some networks the search never ends.
 * @param {RTCPeerConnection} peer
 */
export function gathered(peer) {
  return new Promise((done) => {
    const check = () => peer.iceGatheringState === "complete" && done(undefined);
    peer.addEventListener("icegatheringstatechange", check);
    setTimeout(done, GATHERING_MS);
    check();
  });
}
