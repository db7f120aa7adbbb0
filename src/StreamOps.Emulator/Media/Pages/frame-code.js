// A frame counter as a row of black and white cells along the lower edge of the picture: it survives the codec and any scaling.

const COUNTER_BITS = 24;
const CHECK_BITS = 8;
const CELLS = COUNTER_BITS + CHECK_BITS;

/** Height of the row, as a share of the picture's height. */
const ROW_SHARE = 1 / 18;

/** @param {number} counter @returns {number} eight bits that a wrongly read counter hardly has */
function checkOf(counter) {
  return ((counter ^ (counter >> 8) ^ (counter >> 16)) & 0xff) ^ 0xa5;
}

/**
 * @param {CanvasRenderingContext2D} context of the whole picture
 * @param {number} counter counts modulo 2^24
 */
export function drawFrameCode(context, counter) {
  const { width, height } = context.canvas;
  const row = Math.round(height * ROW_SHARE);
  const value = counter % 2 ** COUNTER_BITS;
  const check = checkOf(value);
  for (let cell = 0; cell < CELLS; cell++) {
    const bit = cell < COUNTER_BITS ? (value >> (COUNTER_BITS - 1 - cell)) & 1 : (check >> (CELLS - 1 - cell)) & 1;
    context.fillStyle = bit ? "#fff" : "#000";
    context.fillRect((cell * width) / CELLS, height - row, width / CELLS + 1, row);
  }
}

/** Reads the counter of decoded frames. */
export class FrameCodeReader {
  #canvas = document.createElement("canvas");
  #context;

  constructor() {
    this.#canvas.width = CELLS * 10;
    this.#canvas.height = 10;
    this.#context = /** @type {CanvasRenderingContext2D} */ (this.#canvas.getContext("2d", { willReadFrequently: true }));
  }

  /**
   * @param {HTMLVideoElement} video
   * @returns {number | null} null when the present frame shows no counter
   */
  read(video) {
    const { videoWidth: width, videoHeight: height } = video;
    if (!width || !height) {
      return null;
    }
    const row = height * ROW_SHARE;
    this.#context.drawImage(video, 0, height - row * 0.8, width, row * 0.6, 0, 0, this.#canvas.width, this.#canvas.height);
    const pixels = this.#context.getImageData(0, 5, this.#canvas.width, 1).data;
    let value = 0;
    let check = 0;
    for (let cell = 0; cell < CELLS; cell++) {
      const green = /** @type {number} */ (pixels[(cell * 10 + 5) * 4 + 1]);
      if (green > 88 && green < 168) {
        return null;
      }
      const bit = green >= 168 ? 1 : 0;
      if (cell < COUNTER_BITS) {
        value = value * 2 + bit;
      } else {
        check = check * 2 + bit;
      }
    }
    return check === checkOf(value) ? value : null;
  }
}
