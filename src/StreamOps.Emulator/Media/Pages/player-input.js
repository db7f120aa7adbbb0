import { GAMEPAD, KEY, MOUSE, text } from "./messages.js";

/** What a player's keys, mouse and gamepad do in the game. */
export class PlayerInput {
  #game;
  #padButtons = 0;
  #padDirection = 0;

  /** @param {import("./game.js").Game} game */
  constructor(game) {
    this.#game = game;
  }

  /** @param {Uint8Array<ArrayBuffer>} message */
  take(message) {
    switch (message[0]) {
      case KEY:
        this.#press(message[1] === 1, text.decode.decode(message.subarray(2)));
        break;
      case MOUSE:
        this.#point(message);
        break;
      case GAMEPAD:
        this.#pad(message);
        break;
    }
  }

  /** @param {boolean} isDown @param {string} code */
  #press(isDown, code) {
    if (!isDown) {
      return;
    }
    if (code === "ArrowUp" || code === "KeyW") {
      this.#game.up();
    } else if (code === "ArrowDown" || code === "KeyS") {
      this.#game.down();
    }
  }

  /** @param {Uint8Array} message kind (0 move, 1 down, 2 up, 3 wheel), x and y as shares in 16 bits, button */
  #point(message) {
    if (message.length === 7 && message[1] === 1) {
      this.#game.pointTo(new DataView(message.buffer).getUint16(4) / 65_535);
    }
  }

  /** @param {Uint8Array} message index, two axes of eight signed bits, buttons in 16 bits */
  #pad(message) {
    if (message.length !== 6) {
      return;
    }
    const view = new DataView(message.buffer);
    const vertical = view.getInt8(3);
    const direction = vertical < -64 ? -1 : vertical > 64 ? 1 : 0;
    const buttons = view.getUint16(4);
    const pressed = buttons & ~this.#padButtons;
    if ((direction === -1 && this.#padDirection !== -1) || pressed & (1 << 12)) {
      this.#game.up();
    } else if ((direction === 1 && this.#padDirection !== 1) || pressed & (1 << 13)) {
      this.#game.down();
    }
    this.#padDirection = direction;
    this.#padButtons = buttons;
  }
}
