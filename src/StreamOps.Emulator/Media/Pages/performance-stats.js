// What a game costs, measured each second as the service measures its application.

const EVERY_MS = 1000;

export class PerformanceStats {
  #since = performance.now();
  #busyMs = 0;

  /** @param {() => void} work the game's own */
  measure(work) {
    const begun = performance.now();
    work();
    this.#busyMs += performance.now() - begun;
  }

  /** @param {number} now @returns {object | null} those of the second that is over; null until it is */
  next(now) {
    const ms = now - this.#since;
    if (ms < EVERY_MS) {
      return null;
    }
    const cpuNormalized = this.#busyMs / ms;
    this.#since = now;
    this.#busyMs = 0;
    // A page can measure itself, but neither the machine nor its GPU: of the system it says nothing.
    return { application: { cpuNormalized, memoryMB: memoryOfPage() }, system: {} };
  }
}

/** In megabytes, with all games of this page. Chromium alone tells it, and TypeScript's browser types do not know it. */
function memoryOfPage() {
  const { memory } = /** @type {Performance & { memory?: { usedJSHeapSize: number } }} */ (performance);
  return memory && memory.usedJSHeapSize / 2 ** 20;
}
