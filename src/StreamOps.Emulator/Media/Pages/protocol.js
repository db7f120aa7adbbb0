// The input module that the Web SDK loads from the address in the emulator's answers. The encoding is the emulator's own; its game host reads it.
var GameCastInputModule = (() => {
  "use strict";

  // What the first byte of a message says; the game host has the same table.
  const PING = 1;
  const PONG = 2;
  const APPLICATION = 3;
  const SERVER_DISCONNECT = 4;
  const PERFORMANCE_STATS = 5;
  const KEY = 16;
  const MOUSE = 17;
  const GAMEPAD = 18;

  const MOST_APPLICATION_BYTES = 65_536;
  /** Each one's place in this list stands for it. */
  const MOUSE_EVENTS = /** @type {const} */ (["mousemove", "mousedown", "mouseup", "wheel"]);

  /**
   * @typedef {object} InputConfiguration what the page wants of the keyboard, the mouse and gamepads
   * @property {boolean} [autoKeyboard]
   * @property {boolean} [autoMouse]
   * @property {boolean} [autoGamepad]
   * @property {(event: KeyboardEvent) => boolean} [keyboardFilter]
   * @property {(event: MouseEvent) => boolean} [mouseFilter]
   * @property {(gamepad: Gamepad) => boolean} [gamepadFilter]
   */

  /**
   * @typedef {object} InputOptions what the Web SDK hands over
   * @property {string} webSdkVersion
   * @property {string} signalResponse
   * @property {HTMLVideoElement} videoElement
   * @property {InputConfiguration} [inputConfiguration]
   * @property {{ rtcPeerConnection: RTCPeerConnection, rtcDataChannel: RTCDataChannel, rtcClientMessageChannel: RTCDataChannel }} clientRtc
   * @property {(...words: unknown[]) => void} debugLog
   * @property {(reason: string) => void} [onServerDisconnect]
   * @property {(bytes: Uint8Array) => void} [onApplicationMessageReceived]
   * @property {(stats: object) => void} [onPerformanceStatsReceived]
   * @property {number} bitrateMaxKilobits
   * @property {string} maximumResolution
   */

  /** The gamepads that the browser shows; none to a frame that is not allowed to see them. */
  function present() {
    try {
      return navigator.getGamepads().filter((gamepad) => gamepad !== null);
    } catch {
      return [];
    }
  }

  /** Input to the game, and messages both ways. Made by the Web SDK with the options it has. */
  class GameCastInput {
    #options;
    /** @type {AbortController | null} */
    #listeners = null;
    /** @type {Map<number, string>} what was said last of each that is followed */
    #gamepads = new Map();

    /** @param {InputOptions} options */
    constructor(options) {
      this.#options = options;
      const messages = options.clientRtc.rtcClientMessageChannel;
      messages.binaryType = "arraybuffer";
      messages.addEventListener("message", ({ data }) => this.#hear(data));
    }

    attach() {
      if (this.#listeners) {
        return;
      }
      const { inputConfiguration: wanted = {}, videoElement: video } = this.#options;
      this.#listeners = new AbortController();
      const { signal } = this.#listeners;
      if (wanted.autoKeyboard !== false) {
        const press = (/** @type {KeyboardEvent} */ event) => this.#isFree(event) && (wanted.keyboardFilter?.(event) ?? true) && this.processKeyboardEvent(event) && event.preventDefault();
        addEventListener("keydown", press, { signal });
        addEventListener("keyup", press, { signal });
      }
      if (wanted.autoMouse !== false) {
        const point = (/** @type {MouseEvent} */ event) => (wanted.mouseFilter?.(event) ?? true) && this.processMouseEvent(event);
        for (const kind of MOUSE_EVENTS) {
          video.addEventListener(kind, point, { signal, passive: true });
        }
      }
      if (wanted.autoGamepad !== false) {
        // The browser tells of a gamepad once: after a rescue it is known to the page, but not to this object.
        present().forEach(({ index }) => this.addGamepad(index));
        addEventListener("gamepadconnected", ({ gamepad }) => this.addGamepad(gamepad.index), { signal });
        addEventListener("gamepaddisconnected", ({ gamepad }) => this.removeGamepad(gamepad.index), { signal });
      }
    }

    detach() {
      this.#listeners?.abort();
      this.#listeners = null;
    }

    /** @param {number} index */
    addGamepad(index) {
      this.#gamepads.set(index, "");
    }

    /** @param {number} index */
    removeGamepad(index) {
      this.#gamepads.delete(index);
    }

    pollTrackedGamepads() {
      const { gamepadFilter } = this.#options.inputConfiguration ?? {};
      for (const gamepad of present()) {
        if (this.#gamepads.has(gamepad.index) && (gamepadFilter?.(gamepad) ?? true)) {
          this.processGamepadEvent(gamepad);
        }
      }
    }

    /** @param {Gamepad} gamepad */
    processGamepadEvent(gamepad) {
      const axis = (/** @type {number | undefined} */ value) => Math.round(Math.max(-1, Math.min(1, value ?? 0)) * 127) & 0xff;
      const buttons = gamepad.buttons.slice(0, 16).reduce((bits, { pressed }, button) => bits | (pressed ? 1 << button : 0), 0);
      const message = [GAMEPAD, gamepad.index, axis(gamepad.axes[0]), axis(gamepad.axes[1]), buttons >> 8, buttons & 0xff];
      // Polled many times a second: only what has changed is said.
      const said = message.join();
      if (this.#gamepads.get(gamepad.index) !== said && this.#sendInput(message)) {
        this.#gamepads.set(gamepad.index, said);
        return true;
      }
      return false;
    }

    /** @param {KeyboardEvent} event */
    processKeyboardEvent(event) {
      return !event.repeat && this.#sendInput([KEY, event.type === "keydown" ? 1 : 0, ...new TextEncoder().encode(event.code)]);
    }

    /** @param {MouseEvent} event */
    processMouseEvent(event) {
      const kind = MOUSE_EVENTS.findIndex((name) => name === event.type);
      const box = this.#options.videoElement.getBoundingClientRect();
      if (kind < 0 || box.width === 0 || box.height === 0) {
        return false;
      }
      const share = (/** @type {number} */ at, /** @type {number} */ start, /** @type {number} */ size) => Math.round(Math.max(0, Math.min(1, (at - start) / size)) * 65_535);
      const x = share(event.clientX, box.left, box.width);
      const y = share(event.clientY, box.top, box.height);
      return this.#sendInput([MOUSE, kind, x >> 8, x & 0xff, y >> 8, y & 0xff, event.button ?? 0]);
    }

    /** @param {Uint8Array} bytes */
    sendApplicationMessage(bytes) {
      if (bytes.byteLength > MOST_APPLICATION_BYTES) {
        return false;
      }
      const message = new Uint8Array(bytes.byteLength + 1);
      message[0] = APPLICATION;
      message.set(bytes, 1);
      return this.#send(this.#options.clientRtc.rtcClientMessageChannel, message);
    }

    /** @param {unknown} data */
    #hear(data) {
      if (!(data instanceof ArrayBuffer) || data.byteLength === 0) {
        return;
      }
      const message = new Uint8Array(data);
      const payload = message.subarray(1);
      switch (message[0]) {
        case PING:
          // At once, and by no timer: a hidden tab answers as well, a frozen one does not.
          this.#send(this.#options.clientRtc.rtcClientMessageChannel, new Uint8Array([PONG]));
          break;
        case APPLICATION:
          this.#options.onApplicationMessageReceived?.(payload.slice());
          break;
        case SERVER_DISCONNECT:
          this.#options.onServerDisconnect?.(new TextDecoder().decode(payload));
          break;
        case PERFORMANCE_STATS:
          this.#options.onPerformanceStatsReceived?.(JSON.parse(new TextDecoder().decode(payload)));
          break;
      }
    }

    // Keys typed into a field of the page are the page's.
    /** @param {Event} event */
    #isFree(event) {
      return !(event.target instanceof Element && event.target.closest("input, textarea, select, button, a, [contenteditable]"));
    }

    /** @param {number[]} bytes */
    #sendInput(bytes) {
      return this.#send(this.#options.clientRtc.rtcDataChannel, new Uint8Array(bytes));
    }

    /** @param {RTCDataChannel} channel @param {Uint8Array<ArrayBuffer>} message */
    #send(channel, message) {
      if (channel.readyState !== "open") {
        return false;
      }
      channel.send(message);
      return true;
    }
  }

  return { GameCastInput };
})();
