// Whether this page's circuit is there. A connection may stand whose circuit is gone, or hangs: the browser is told nothing of it, and the server's clock, which
// is asked beside it, knows nothing of this page. So the page asks its circuit itself.

/** How long after a sign the next one is asked for. */
const ASK_MS = 5_000;
/** A question that is not answered by then is given up. */
const PATIENCE_MS = 5_000;
/** Without a tick for so long the page was asleep, or starved, and may have missed an answer. */
const GAP_MS = 2_500;

/** Without a sign for so long, where the server answers all else, a circuit is gone. */
export const GONE_MS = 30_000;

/**
 * @param {() => Promise<unknown>} ask Asks the circuit. Whatever comes back is a sign, also a refusal.
 * @param {() => number} now On a clock that nobody sets.
 */
export function circuitSign(ask, now = () => performance.now()) {
  let heardAt = now();
  let askedAt = heardAt;
  let lastTick = heardAt;
  let gapAt = Number.NEGATIVE_INFINITY;
  let isAsking = false;
  let unanswered = 0;

  const hear = () => {
    heardAt = now();
    isAsking = false;
    unanswered = 0;
  };

  return {
    /**
     * Asks, or gives a question up. Called some times a second.
     * @param {boolean} isUp Whether the page has a circuit, by all else that is known: where it has none there is nobody to ask.
     */
    tick(isUp) {
      const at = now();
      gapAt = at - lastTick > GAP_MS ? at : gapAt;
      lastTick = at;
      if (!isUp) {
        hear();
        return;
      }

      if (isAsking && at - askedAt >= PATIENCE_MS) {
        unanswered += gapAt >= askedAt ? 0.5 : 1;
        isAsking = false;
      }

      if (!isAsking && (unanswered > 0 || at - heardAt >= ASK_MS)) {
        isAsking = true;
        askedAt = at;
        ask().then(hear, hear);
      }
    },

    /** How long the circuit has given no sign though it was asked, in milliseconds; 0 while it gives one. */
    silence: () => (unanswered >= 1 ? now() - heardAt : 0),
  };
}
