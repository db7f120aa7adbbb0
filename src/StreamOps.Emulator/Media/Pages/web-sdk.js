// Stands in for the Amazon GameLift Streams Web SDK, whose licence keeps it out of this repository: the same global, members, refusals and
// signal requests, written from its documentation and from what the published one was seen to do. Nothing of it is copied.
var gameliftstreams = (() => {
  "use strict";

  const VERSION = "1.2.0";
  const POLL_GAMEPADS_MS = 16;
  const MOST_APPLICATION_BYTES = 65_536;
  let logs = false;

  /**
   * @typedef {object} ClientConnection what the page is told
   * @property {(state: string) => void} [connectionState]
   * @property {(error: RTCError) => void} [channelError]
   * @property {(reason: string) => void} [serverDisconnect]
   * @property {(bytes: Uint8Array) => void} [applicationMessage]
   * @property {(stats: object) => void} [performanceStats]
   */

  /**
   * @typedef {object} Settings
   * @property {HTMLVideoElement} videoElement
   * @property {HTMLAudioElement} [audioElement]
   * @property {ConstructorParameters<typeof GameCastInputModule.GameCastInput>[0]["inputConfiguration"]} [inputConfiguration]
   * @property {ClientConnection} [clientConnection]
   * @property {{ enableAudio?: boolean, maximumKbps?: number, maximumResolution?: "1080p" | "720p" | "540p" }} [streamConfiguration]
   */

  const debugLog = (/** @type {unknown[]} */ ...words) => logs && console.debug("gameliftstreams", ...words);

  /** @type {Map<string, Promise<void>>} protocol scripts by address; each is loaded once */
  const scripts = new Map();

  /** @param {string} address */
  function load(address) {
    if (!scripts.has(address)) {
      /** @type {Promise<void>} */
      const loaded = new Promise((done, fail) => {
        const script = document.createElement("script");
        script.crossOrigin = "anonymous";
        script.src = address;
        script.addEventListener("load", () => done());
        script.addEventListener("error", () => fail(new Error("input module not available, dynamic protocol file failed to load")));
        document.head.append(script);
      });
      loaded.catch(() => scripts.delete(address));
      scripts.set(address, loaded);
    }
    return scripts.get(address);
  }

  /** @param {string} signalResponse @returns {{ sdp: string, webSdkProtocolUrl: string }} */
  function parse(signalResponse) {
    try {
      const { type, sdp, webSdkProtocolUrl } = JSON.parse(signalResponse);
      if (type === "answer" && [sdp, webSdkProtocolUrl].every((member) => typeof member === "string" && member !== "")) {
        return { sdp, webSdkProtocolUrl };
      }
    } catch {
      // Told below, like a missing member.
    }
    throw new Error("signalResponse JSON could not be parsed or is missing required properties");
  }

  // What the real one changes in the browser's own offer: line ends, stereo sound, bitrates of H.264.
  /** @param {string} sdp @param {number} maximumKbps */
  function shape(sdp, maximumKbps) {
    const h264 = [...sdp.matchAll(/^a=rtpmap:(\d+) H264\//gm)].map(([, payload]) => payload);
    const opus = /^a=rtpmap:(\d+) opus\//m.exec(sdp)?.[1];
    return sdp
      .split("\r\n")
      .filter((line) => !line.startsWith("a=candidate") && line !== "a=end-of-candidates")
      .map((line) => {
        const payload = /^a=fmtp:(\d+) /.exec(line)?.[1];
        return payload === undefined ? line
          : payload === opus ? `${line};stereo=1`
          : h264.includes(payload) ? `${line};x-google-max-bitrate=${maximumKbps};x-google-start-bitrate=${Math.min(2000, maximumKbps)}`
          : line;
      })
      .join("\n");
  }

  class GameLiftStreams {
    #settings;
    #pc = new RTCPeerConnection();
    #inputChannel;
    #messageChannel;
    /** @type {InstanceType<typeof GameCastInputModule.GameCastInput> | null} */
    #input = null;
    #polling = 0;
    #isBound = false;
    #isClosed = false;
    #hasMicrophone = false;
    #wantsInput = false;

    /** @param {Settings} settings */
    constructor(settings) {
      if (!(settings?.videoElement instanceof HTMLVideoElement)) {
        throw new Error("videoElement is required");
      }
      this.#settings = settings;
      this.#inputChannel = this.#channel("inputChannel", { ordered: false, maxRetransmits: 0 });
      this.#messageChannel = this.#channel("clientMessageChannel", { ordered: true });
      this.#pc.addEventListener("track", ({ track }) => this.#show(track));
      this.#pc.addEventListener("connectionstatechange", () => {
        const state = this.#pc.connectionState;
        debugLog("connection state", state);
        if (state !== "new") {
          settings.clientConnection?.connectionState?.(state);
        }
      });
    }

    /** @param {boolean | MediaTrackConstraints} [constraints] */
    async enableMicrophone(constraints = true) {
      this.#refuseClosed();
      if (this.#pc.localDescription) {
        throw new Error("enableMicrophone must be called before generateSignalRequest");
      }
      const microphone = await navigator.mediaDevices.getUserMedia({ audio: constraints });
      const [track] = /** @type {[MediaStreamTrack]} */ (microphone.getAudioTracks());
      this.#pc.addTransceiver(track, { direction: "sendrecv" });
      this.#hasMicrophone = true;
    }

    async generateSignalRequest() {
      this.#refuseClosed();
      if (this.#isBound) {
        throw new Error("This instance is already bound to a stream, call close() and create a new instance");
      }
      if (!RTCRtpReceiver.getCapabilities("video")?.codecs.some(({ mimeType }) => mimeType === "video/H264")) {
        throw new Error("This browser does not support the H.264 video codec");
      }
      const { enableAudio = true, maximumKbps = 10_000 } = this.#settings.streamConfiguration ?? {};
      if (this.#pc.getTransceivers().every(({ receiver }) => receiver.track.kind !== "video")) {
        if (enableAudio && !this.#hasMicrophone) {
          this.#pc.addTransceiver("audio", { direction: "recvonly" });
        }
        this.#pc.addTransceiver("video", { direction: "recvonly" });
      } else {
        // Another request makes the one before useless: its ICE user and password are no more.
        this.#pc.restartIce();
      }
      const offer = await this.#pc.createOffer();
      await this.#pc.setLocalDescription(offer);
      return JSON.stringify({
        type: "offer",
        sdp: shape(/** @type {string} */ (offer.sdp), maximumKbps),
        webSdkVersion: VERSION,
        extras: {
          features: this.#settings.audioElement ? [{ name: "WEBRTC_SPLIT_MEDIA_STREAMS", value: "enabled" }] : [],
        },
      });
    }

    /** @param {string} signalResponse */
    async processSignalResponse(signalResponse) {
      this.#refuseClosed();
      if (this.#isBound) {
        throw new Error("This instance is already bound to a stream, call close() and create a new instance");
      }
      const { sdp, webSdkProtocolUrl } = parse(signalResponse);
      if (!this.#pc.localDescription) {
        throw new Error("generateSignalRequest must be called before processSignalResponse");
      }
      this.#isBound = true;
      await load(webSdkProtocolUrl);
      const Input = globalThis.GameCastInputModule?.GameCastInput;
      if (!Input) {
        throw new Error("input module not available, dynamic protocol file failed to load");
      }
      const { clientConnection, inputConfiguration, streamConfiguration, videoElement } = this.#settings;
      this.#input = new Input({
        webSdkVersion: VERSION,
        signalResponse,
        videoElement,
        inputConfiguration: inputConfiguration ?? {},
        clientRtc: {
          rtcPeerConnection: this.#pc,
          rtcDataChannel: this.#inputChannel,
          rtcClientMessageChannel: this.#messageChannel,
        },
        debugLog,
        onServerDisconnect: (reason) => clientConnection?.serverDisconnect?.(reason),
        onApplicationMessageReceived: (bytes) => clientConnection?.applicationMessage?.(bytes),
        onPerformanceStatsReceived: (stats) => clientConnection?.performanceStats?.(stats),
        bitrateMaxKilobits: streamConfiguration?.maximumKbps ?? 10_000,
        maximumResolution: streamConfiguration?.maximumResolution ?? "1080p",
      });
      if (this.#wantsInput) {
        this.attachInput();
      }
      await this.#pc.setRemoteDescription({ type: "answer", sdp });
    }

    attachInput() {
      this.#wantsInput = true;
      if (this.#input && !this.#isClosed) {
        this.#input.attach();
        clearInterval(this.#polling);
        this.#polling = setInterval(() => this.#input?.pollTrackedGamepads(), POLL_GAMEPADS_MS);
      }
    }

    detachInput() {
      this.#wantsInput = false;
      clearInterval(this.#polling);
      this.#input?.detach();
    }

    close() {
      if (this.#isClosed) {
        return;
      }
      this.#isClosed = true;
      this.detachInput();
      this.#pc.close();
      for (const element of [this.#settings.videoElement, this.#settings.audioElement]) {
        // Another object may show its picture there by now.
        if (element?.srcObject && element.srcObject === this.#streams.get(element)) {
          element.srcObject = null;
        }
      }
      this.#settings.clientConnection?.connectionState?.("closed");
    }

    /** @param {Uint8Array} bytes */
    sendApplicationMessage(bytes) {
      if (!(bytes instanceof Uint8Array) || bytes.byteLength > MOST_APPLICATION_BYTES) {
        throw new Error(`An application message is a Uint8Array of at most ${MOST_APPLICATION_BYTES} bytes`);
      }
      return this.#input?.sendApplicationMessage(bytes) ?? false;
    }

    /** @param {KeyboardEvent} event */
    processKeyboardEvent(event) {
      return this.#input?.processKeyboardEvent(event) ?? false;
    }

    /** @param {MouseEvent} event */
    processMouseEvent(event) {
      return this.#input?.processMouseEvent(event) ?? false;
    }

    /** @param {Gamepad | number} gamepad */
    addGamepad(gamepad) {
      this.#input?.addGamepad(typeof gamepad === "number" ? gamepad : gamepad.index);
    }

    /** @param {Gamepad | number} gamepad */
    removeGamepad(gamepad) {
      this.#input?.removeGamepad(typeof gamepad === "number" ? gamepad : gamepad.index);
    }

    processGamepads() {
      this.#input?.pollTrackedGamepads();
    }

    async getVideoRTCStats() {
      return this.#transceiver("video")?.receiver.getStats() ?? null;
    }

    async getAudioRTCStats() {
      return this.#transceiver("audio")?.receiver.getStats() ?? null;
    }

    async getMicrophoneRTCStats() {
      return this.#hasMicrophone ? (this.#transceiver("audio")?.sender.getStats() ?? null) : null;
    }

    async getInputRTCStats() {
      return this.#pc.getStats();
    }

    /** @type {Map<HTMLMediaElement, MediaStream>} */
    #streams = new Map();

    /** @param {MediaStreamTrack} track */
    #show(track) {
      const { videoElement, audioElement } = this.#settings;
      const element = track.kind === "audio" && audioElement ? audioElement : videoElement;
      const stream = this.#streams.get(element) ?? new MediaStream();
      this.#streams.set(element, stream);
      stream.addTrack(track);
      if (element.srcObject !== stream) {
        element.srcObject = stream;
      }
    }

    /** @param {string} label @param {RTCDataChannelInit} options */
    #channel(label, options) {
      const channel = this.#pc.createDataChannel(label, options);
      channel.binaryType = "arraybuffer";
      channel.addEventListener("error", ({ error }) => {
        if (!this.#isClosed) {
          this.#settings.clientConnection?.channelError?.(error);
        }
      });
      return channel;
    }

    /** @param {string} kind */
    #transceiver(kind) {
      return this.#pc.getTransceivers().find(({ receiver }) => receiver.track.kind === kind);
    }

    #refuseClosed() {
      if (this.#isClosed) {
        throw new Error("This instance is closed, create a new instance");
      }
    }
  }

  return {
    GameLiftStreams,
    VERSION,
    setLogLevel: (/** @type {"none" | "debug"} */ level) => {
      logs = level === "debug";
    },
  };
})();
