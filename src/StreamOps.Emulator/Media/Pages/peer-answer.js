// A game host's answer to the offer of a player's page.

const GATHERING_CAP_MS = 2000;

/**
 * Answers with the game's picture and sound.
 * @param {RTCPeerConnection} pc
 * @param {string} sdp the offer
 * @param {MediaStreamTrack} video
 * @param {MediaStreamTrack} sound
 * @returns {Promise<string>}
 * @throws {Error} its message is one word
 */
export async function answerOf(pc, sdp, video, sound) {
  await pc.setRemoteDescription({ type: "offer", sdp }).catch(() => {
    throw new Error("badOffer");
  });
  await send(pc, video, sound);
  await pc.setLocalDescription(await pc.createAnswer());
  await preferH264(pc);
  await gathered(pc);
  const answer = pc.localDescription?.sdp ?? "";
  if (!/^a=candidate/m.test(answer)) {
    throw new Error("noNetworkPath");
  }
  return answer;
}

/** @param {RTCPeerConnection} pc @param {MediaStreamTrack} video @param {MediaStreamTrack} sound */
async function send(pc, video, sound) {
  for (const transceiver of pc.getTransceivers()) {
    transceiver.direction = "sendonly";
    await transceiver.sender.replaceTrack(transceiver.receiver.track.kind === "video" ? video : sound);
  }
}

// The Web SDK offers VP8 first, and the offer's order decides: the sender picks its codec itself.
/** @param {RTCPeerConnection} pc */
async function preferH264(pc) {
  for (const { sender } of pc.getTransceivers().filter(({ receiver }) => receiver.track.kind === "video")) {
    const parameters = sender.getParameters();
    const [encoding] = parameters.encodings;
    const codec = parameters.codecs.find(({ mimeType }) => mimeType.toLowerCase() === "video/h264");
    if (!codec || !encoding) {
      throw new Error("noH264");
    }
    // Of this member TypeScript's browser types do not know yet.
    /** @type {RTCRtpEncodingParameters & { codec?: RTCRtpCodec }} */ (encoding).codec = codec;
    await sender.setParameters(parameters);
  }
}

/** @param {RTCPeerConnection} pc @returns {Promise<void>} once its candidates are known; some networks never say "complete" */
export function gathered(pc) {
  return new Promise((done) => {
    const check = () => pc.iceGatheringState === "complete" && done();
    pc.addEventListener("icegatheringstatechange", check);
    setTimeout(done, GATHERING_CAP_MS);
    check();
  });
}
