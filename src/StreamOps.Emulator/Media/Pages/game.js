import { drawFrameCode } from "./frame-code.js";

// The game: a train on three rails gathers lamps. Small, but its clock, score and frame counter visibly go on.

export const WIDTH = 640;
export const HEIGHT = 360;

const RAILS = [120, 190, 260];
const TRAIN_X = 130;
const LAMP_EVERY_MS = 900;
const LAMP_SPEED = 210;

/** @param {number} rail */
function heightOf(rail) {
  return /** @type {number} */ (RAILS[rail]);
}

export class Game {
  /** @param {CanvasRenderingContext2D} context @param {string} title @param {{ frame: number, playedMs: number, score: number }} began */
  constructor(context, title, began = { frame: 0, playedMs: 0, score: 0 }) {
    this.context = context;
    this.title = title;
    this.frame = began.frame;
    this.score = began.score;
    this.playedMs = began.playedMs;
    this.rail = 1;
    this.y = heightOf(this.rail);
    /** @type {{ x: number, rail: number }[]} */
    this.lamps = [];
    this.sinceLampMs = 0;
    this.flashMs = 0;
    this.wordMs = 0;
    this.word = "";
    /** Told of each lamp gathered. */
    this.onScore = (/** @type {number} */ _score) => {};
  }

  up() {
    this.rail = Math.max(0, this.rail - 1);
  }

  down() {
    this.rail = Math.min(RAILS.length - 1, this.rail + 1);
  }

  /** @param {number} share of the picture's height, 0 to 1 */
  pointTo(share) {
    const y = share * HEIGHT;
    this.rail = RAILS.reduce((best, railY, rail) => (Math.abs(railY - y) < Math.abs(heightOf(best) - y) ? rail : best), 0);
  }

  /** @param {string} word shown for a while */
  say(word) {
    this.word = word.slice(0, 40);
    this.wordMs = 3000;
  }

  /** @param {number} ms since the last step */
  step(ms) {
    const elapsed = Math.min(ms, 250);
    this.frame++;
    this.playedMs += elapsed;
    this.y += (heightOf(this.rail) - this.y) * Math.min(1, elapsed / 80);
    this.flashMs = Math.max(0, this.flashMs - elapsed);
    this.wordMs = Math.max(0, this.wordMs - elapsed);
    this.sinceLampMs += elapsed;
    if (this.sinceLampMs > LAMP_EVERY_MS) {
      this.sinceLampMs = 0;
      this.lamps.push({ x: WIDTH + 20, rail: Math.floor(Math.random() * RAILS.length) });
    }
    for (const lamp of this.lamps) {
      lamp.x -= (LAMP_SPEED * elapsed) / 1000;
    }
    const before = this.lamps.length;
    this.lamps = this.lamps.filter((lamp) => !(Math.abs(lamp.x - TRAIN_X) < 34 && Math.abs(heightOf(lamp.rail) - this.y) < 22));
    if (this.lamps.length < before) {
      this.score += 10;
      this.flashMs = 200;
      this.onScore(this.score);
    }
    this.lamps = this.lamps.filter((lamp) => lamp.x > -20);
    this.#draw();
  }

  #draw() {
    const context = this.context;
    context.fillStyle = "#0b1220";
    context.fillRect(0, 0, WIDTH, HEIGHT);
    this.#drawHills(0.1, 240, 46, "#131d33");
    this.#drawHills(0.25, 285, 30, "#18253f");
    for (const [rail, y] of RAILS.entries()) {
      context.fillStyle = rail === this.rail ? "#3f5f91" : "#2a3d60";
      context.fillRect(0, y + 17, WIDTH, 3);
      context.fillStyle = "#22314f";
      const shift = (this.playedMs * LAMP_SPEED) / 1000;
      for (let x = -(shift % 40); x < WIDTH; x += 40) {
        context.fillRect(x, y + 20, 6, 5);
      }
    }
    for (const lamp of this.lamps) {
      context.fillStyle = "rgb(255 205 96 / 0.22)";
      this.#disc(lamp.x, heightOf(lamp.rail), 15);
      context.fillStyle = "#ffcd60";
      this.#disc(lamp.x, heightOf(lamp.rail), 7);
    }
    this.#drawTrain();
    this.#drawFigures();
    drawFrameCode(context, this.frame);
  }

  #drawTrain() {
    const context = this.context;
    const y = this.y;
    context.fillStyle = this.flashMs > 0 ? "#ffe2a3" : "#8ab4ff";
    context.beginPath();
    context.roundRect(TRAIN_X - 66, y - 15, 92, 28, [8, 18, 8, 8]);
    context.fill();
    context.fillStyle = "#0b1220";
    for (let pane = 0; pane < 4; pane++) {
      context.fillRect(TRAIN_X - 58 + pane * 19, y - 8, 13, 9);
    }
  }

  #drawFigures() {
    const context = this.context;
    const seconds = Math.floor(this.playedMs / 1000);
    context.textBaseline = "alphabetic";
    context.fillStyle = "#e8edf3";
    context.font = "600 30px system-ui, sans-serif";
    context.textAlign = "left";
    context.fillText(`${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`, 20, 42);
    context.textAlign = "right";
    context.fillText(String(this.score), WIDTH - 20, 42);
    context.font = "15px system-ui, sans-serif";
    context.fillStyle = "#a9b3bf";
    context.fillText("score", WIDTH - 20, 62);
    context.textAlign = "left";
    context.fillText(this.title, 20, 62);
    context.textAlign = "right";
    context.fillText(`frame ${this.frame}`, WIDTH - 20, HEIGHT - 30);
    if (this.wordMs > 0) {
      context.textAlign = "left";
      context.fillStyle = "#e8edf3";
      context.fillText(`“${this.word}”`, 20, HEIGHT - 30);
    }
  }

  /** @param {number} speed @param {number} base @param {number} height @param {string} colour */
  #drawHills(speed, base, height, colour) {
    const context = this.context;
    const shift = (this.playedMs * LAMP_SPEED * speed) / 1000;
    context.fillStyle = colour;
    context.beginPath();
    context.moveTo(0, HEIGHT);
    for (let x = 0; x <= WIDTH; x += 20) {
      context.lineTo(x, base - height * (0.5 + 0.5 * Math.sin((x + shift) / 90) * Math.cos((x + shift) / 237)));
    }
    context.lineTo(WIDTH, HEIGHT);
    context.fill();
  }

  /** @param {number} x @param {number} y @param {number} radius */
  #disc(x, y, radius) {
    this.context.beginPath();
    this.context.arc(x, y, radius, 0, 2 * Math.PI);
    this.context.fill();
  }
}
