// One polite region speaks steps of urgency, merged, at most one message in five seconds.

const PAUSE_MS = 5_000;

/** @type {string[]} */
const waiting = [];
let isPausing = false;

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

export function startAnnouncer() {
  document.addEventListener("urgencystep", (event) => {
    if (event instanceof CustomEvent) {
      waiting.push(event.detail);
      if (!isPausing) {
        speak();
      }
    }
  });
}
