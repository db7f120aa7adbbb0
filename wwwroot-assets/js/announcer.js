// One polite region speaks steps of urgency, merged, at most one message in five seconds. Only a player of one's own who turns critical is said at once.

const PAUSE_MS = 5_000;

/** @type {string[]} */
const waiting = [];
let isPausing = false;
let last = "";

function speak() {
  const region = document.getElementById("announcements");
  if (!region || waiting.length === 0) {
    isPausing = false;
    return;
  }

  isPausing = true;
  region.textContent = waiting.splice(0).join(". ");
  setTimeout(speak, PAUSE_MS);
}

/** @param {string} words */
function interrupt(words) {
  const region = document.getElementById("announcements-now");
  if (region) {
    region.textContent = words;
  }
}

export function startAnnouncer() {
  document.addEventListener("urgencystep", (event) => {
    // A player's clock stands in the row and in the panel: one step is one message.
    if (!(event instanceof CustomEvent) || event.detail.words === last || waiting.includes(event.detail.words)) {
      return;
    }

    const { words, urgency, isMine } = event.detail;
    last = words;
    if (isMine && urgency === "critical") {
      interrupt(words);
      return;
    }

    waiting.push(words);
    if (!isPausing) {
      speak();
    }
  });
}
