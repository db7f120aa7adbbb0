// What has to be true before an offer is worth making.

import { gathered } from "./plain-client.js";

/**
 * @returns {Promise<"ready" | "noWebRtc" | "noH264" | "noCandidates">} What stands in the way, if anything.
 */
export async function checkBrowser() {
  if (typeof RTCPeerConnection !== "function") {
    return "noWebRtc";
  }
  if (!playsH264()) {
    return "noH264";
  }
  return (await findsCandidates()) ? "ready" : "noCandidates";
}

function playsH264() {
  // Where a browser does not say what it can receive, the clinic reads it from the offer.
  const codecs = globalThis.RTCRtpReceiver?.getCapabilities?.("video")?.codecs;
  return codecs === undefined || codecs.some((codec) => codec.mimeType.toLowerCase() === "video/h264");
}

/** Whether the browser finds any way into the network within two seconds. */
async function findsCandidates() {
  const peer = new RTCPeerConnection();
  try {
    const first = new Promise((done) => peer.addEventListener("icecandidate", ({ candidate }) => candidate && done(undefined)));
    peer.createDataChannel("probe");
    await peer.setLocalDescription(await peer.createOffer());
    await Promise.race([first, gathered(peer)]);
    return peer.localDescription?.sdp.includes("a=candidate") ?? false;
  } catch {
    return false;
  } finally {
    peer.close();
  }
}
