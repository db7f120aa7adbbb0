// The page's own script: clocks, keys, copying and the connection. Loaded once, as a module.

import { AgeClock } from "./age-clock.js";
import { startAnnouncer } from "./announcer.js";
import { startChangedCells } from "./changed-cells.js";
import { circuitSign, GONE_MS } from "./circuit-sign.js";
import { cameInVain, comeBack, hasCome, loadNow, startComingBack } from "./come-back.js";
import { circuitIsAwaited, circuitIsGone, circuitStands, hasStood, hasTypedText, isCut, isUp, loadsByHand, startConnection } from "./connection.js";
import { startCopying } from "./copy.js";
import { CountdownClock } from "./countdown-clock.js";
import { startFocusKeeping } from "./focus.js";
import { startHand } from "./hand.js";
import { startKeys } from "./keys.js";
import { LocalTime } from "./local-time.js";
import { MoreRows } from "./more-rows.js";
import { startNameForm } from "./name-form.js";
import { startPrinting } from "./printing.js";
import { startRescueLinks } from "./rescue-link.js";
import { retryDelay } from "./retry-delay.js";
import { isOut, isReadOld, onTick, silence, startServiceClock } from "./service-clock.js";
import { TabTitle } from "./tab-title.js";

startServiceClock();
customElements.define("countdown-clock", CountdownClock);
customElements.define("age-clock", AgeClock);
customElements.define("local-time", LocalTime);
customElements.define("tab-title", TabTitle);
customElements.define("more-rows", MoreRows);
startAnnouncer();
startCopying();
startNameForm();
startRescueLinks();
startKeys();
startFocusKeeping();
startChangedCells();
startHand();
// Not by an object of the server's: what is static is asked of whatever circuit the page has.
const sign = circuitSign(async () => /** @type {any} */ (window).DotNet.invokeMethodAsync("StreamOps.Dashboard", "Stands"));
startConnection({ onTick, silence, isMute: () => sign.silence() > 0, isReadOld, isOut }, { onGone: () => comeBack(hasStood()), onReload: loadNow });
startComingBack({ isCut, hasTypedText, onUnkept: loadsByHand });
startPrinting();

/** How long a circuit may take to stand: also that of the thousandth page after a restart. */
const START_MS = 30_000;

const stands = () => {
  circuitStands();
  hasCome();
};

const gone = () => {
  circuitIsGone();
  void comeBack(hasStood());
};

onTick(() => {
  // A server that answers nothing is told as such, and nothing is held against the circuit.
  sign.tick(isUp() && silence() === 0);
  if (sign.silence() >= GONE_MS) {
    gone();
  }
});

if (cameInVain()) {
  circuitIsAwaited();
}

/** @type {any} */ (window).Blazor.start({
  circuit: {
    circuitHandlers: [{ onCircuitOpened: stands, onCircuitClosed: gone }],
    reconnectionOptions: {
      // The board is for people who wait: it never gives up by itself.
      maxRetries: 100_000,
      retryIntervalMilliseconds: (/** @type {number} */ attempt) => retryDelay(attempt),
    },
  },
}).catch(gone);
setTimeout(() => {
  if (!hasStood()) {
    gone();
  }
}, START_MS);
