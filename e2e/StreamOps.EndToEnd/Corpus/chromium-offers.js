// Every kind of offer that a page in Chromium can make, each by the ways of the WebRTC API alone; what a way in between does to it, is not done here.

const withVideo = (connection, direction = "recvonly") => connection.addTransceiver("video", { direction });
const withAudio = (connection, direction = "recvonly") => connection.addTransceiver("audio", { direction });
const withData = (connection) => connection.createDataChannel("inputChannel", { ordered: false, maxRetransmits: 0 });

function everything(connection) {
  withAudio(connection);
  withVideo(connection);
  withData(connection);
}

/** Video with the named codecs only, as a browser without the others has it. */
function onlyCodecs(...names) {
  return (connection) => {
    withAudio(connection);
    const codecs = RTCRtpReceiver.getCapabilities("video").codecs;
    withVideo(connection).setCodecPreferences(codecs.filter((codec) => names.includes(codec.mimeType.slice("video/".length))));
    withData(connection);
  };
}

function gathered(connection) {
  return new Promise((done) => {
    connection.addEventListener("icegatheringstatechange", () => connection.iceGatheringState === "complete" && done());
    setTimeout(done, 2000);
  });
}

async function offerOf(add, { configuration = {}, gather = false, options = undefined } = {}) {
  const connection = new RTCPeerConnection(configuration);
  add(connection);
  const offer = await connection.createOffer(options);
  if (gather) {
    await connection.setLocalDescription(offer);
    await gathered(connection);
  }
  const { type, sdp } = gather ? connection.localDescription : offer;
  connection.close();
  return { type, sdp };
}

/** A connection that was set up once, and what it says next. */
async function afterNegotiation(next) {
  const player = new RTCPeerConnection();
  const host = new RTCPeerConnection();
  everything(player);
  await player.setLocalDescription();
  await host.setRemoteDescription(player.localDescription);
  await host.setLocalDescription();
  await player.setRemoteDescription(host.localDescription);
  const { type, sdp } = await next(player, host);
  player.close();
  host.close();
  return { type, sdp };
}

/** What the Web SDK 1.2.0 was seen to make of an offer: LF, no candidates, stereo, bitrates at H.264, two members more. */
function sdkShaped({ type, sdp }, version = "1.2.0", features = []) {
  const isH264 = new Set([...sdp.matchAll(/^a=rtpmap:(\d+) H264\//gm)].map((match) => match[1]));
  const lines = sdp
    .split("\r\n")
    .filter((line) => !line.startsWith("a=candidate:") && line !== "a=end-of-candidates")
    .map((line) => {
      const format = /^a=fmtp:(\d+) /.exec(line)?.[1];
      return isH264.has(format) ? `${line};x-google-start-bitrate=10000;x-google-max-bitrate=50000`
        : line.startsWith("a=fmtp:111 ") ? `${line};stereo=1`
        : line;
    });
  return { type, sdp: lines.join("\n"), webSdkVersion: version, extras: { features } };
}

/** Names to signal requests, as text. */
async function makeOffers() {
  const rsa = await RTCPeerConnection.generateCertificate({ name: "RSASSA-PKCS1-v1_5", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: "SHA-256" });
  const picture = () => document.createElement("canvas").captureStream(1).getVideoTracks()[0];
  const offers = {
    "plain": await offerOf(everything),
    "sdk": sdkShaped(await offerOf(everything)),
    "sdk-split-media": sdkShaped(await offerOf(everything), "1.2.0", [{ name: "WEBRTC_SPLIT_MEDIA_STREAMS", value: "enabled" }]),
    "sdk-1.1.0": sdkShaped(await offerOf(everything), "1.1.0"),
    "sdk-1.3.0": sdkShaped(await offerOf(everything), "1.3.0"),
    "sdk-h264-only": sdkShaped(await offerOf(onlyCodecs("H264", "rtx"))),
    "sdk-microphone": sdkShaped(await offerOf((connection) => { withAudio(connection, "sendrecv"); withVideo(connection); withData(connection); })),
    "sdk-vp8-only": sdkShaped(await offerOf(onlyCodecs("VP8", "rtx"))),
    "sdk-audio-only": sdkShaped(await offerOf((connection) => { withAudio(connection); withData(connection); })),
    "gathered": await offerOf(everything, { gather: true }),
    "relay-policy-no-server": await offerOf(everything, { configuration: { iceTransportPolicy: "relay" }, gather: true }),
    "h264-first": await offerOf(onlyCodecs("H264", "VP8", "rtx", "red", "ulpfec")),
    "vp8-only": await offerOf(onlyCodecs("VP8", "rtx")),
    "vp9-only": await offerOf(onlyCodecs("VP9", "rtx")),
    "av1-only": await offerOf(onlyCodecs("AV1", "rtx")),
    "audio-only": await offerOf(withAudio),
    "data-only": await offerOf(withData),
    "no-audio": await offerOf((connection) => { withVideo(connection); withData(connection); }),
    "no-data": await offerOf((connection) => { withAudio(connection); withVideo(connection); }),
    "video-only": await offerOf((connection) => withVideo(connection)),
    "video-sendrecv": await offerOf((connection) => { withAudio(connection); connection.addTrack(picture()); withData(connection); }),
    "video-sendonly": await offerOf((connection) => { withAudio(connection); connection.addTransceiver(picture(), { direction: "sendonly" }); withData(connection); }),
    "video-inactive": await offerOf((connection) => { withAudio(connection); withVideo(connection, "inactive"); withData(connection); }),
    "two-videos": await offerOf((connection) => { withAudio(connection); connection.addTransceiver(picture(), { direction: "sendonly" }); withVideo(connection); withData(connection); }),
    "max-bundle": await offerOf(everything, { configuration: { bundlePolicy: "max-bundle" } }),
    "max-compat": await offerOf(everything, { configuration: { bundlePolicy: "max-compat" } }),
    "rsa": await offerOf(everything, { configuration: { certificates: [rsa] } }),
    "old-options": await offerOf(withData, { options: { offerToReceiveAudio: true, offerToReceiveVideo: true } }),
    "again": await afterNegotiation((player) => player.createOffer()),
    "ice-restart": await afterNegotiation((player) => player.createOffer({ iceRestart: true })),
    "video-stopped": await afterNegotiation((player) => { player.getTransceivers()[1].stop(); return player.createOffer(); }),
    "answer": await afterNegotiation((player, host) => host.localDescription),
  };
  return Object.fromEntries(Object.entries(offers).map(([name, offer]) => [name, JSON.stringify(offer)]));
}
