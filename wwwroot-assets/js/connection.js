// A lost circuit is a banner, not a curtain: the page stays readable and copyable, its actions rest, its clocks are estimates.

const RETRY_STEPS_MS = [0, 1_000, 2_000, 4_000, 8_000];

/**
 * How long to wait before a try, with jitter so that a restarted server is not met by everybody at once.
 * @param {number} attempt Counted from 0.
 * @param {number} [random]
 */
export function retryDelay(attempt, random = Math.random()) {
  const step = RETRY_STEPS_MS[Math.min(attempt, RETRY_STEPS_MS.length - 1)] ?? 0;
  return Math.round(step * (0.5 + random));
}

/** @param {boolean} isLost */
function markActions(isLost) {
  if (isLost) {
    document.documentElement.dataset.circuit = "lost";
  } else {
    delete document.documentElement.dataset.circuit;
  }

  for (const button of document.querySelectorAll("button:not([data-copy]):not([data-copy-answer]):not([data-offline])")) {
    if (isLost && !button.hasAttribute("aria-disabled")) {
      button.setAttribute("aria-disabled", "true");
      button.setAttribute("data-resting", "");
    } else if (!isLost && button.hasAttribute("data-resting")) {
      button.removeAttribute("aria-disabled");
      button.removeAttribute("data-resting");
    }
  }
}

/** Whether a reload would throw away what somebody typed. */
function hasTypedText() {
  return [...document.querySelectorAll("textarea:not([readonly])")].some((field) => field instanceof HTMLTextAreaElement && field.value !== "");
}

/** @param {HTMLElement} banner @param {string} state */
function show(banner, state) {
  const words = banner.querySelector("[data-reconnect-words]");
  const attempt = banner.querySelector("#components-reconnect-current-attempt")?.textContent ?? "";
  const isGone = state === "rejected" || state === "failed" || state === "resume-failed";
  if (isGone && !hasTypedText()) {
    location.reload();
    return;
  }

  banner.hidden = state === "hide";
  markActions(state !== "hide");
  if (words) {
    words.textContent = isGone
      ? "The server was restarted. Copy what you need, then reload."
      : `Not live. Reconnecting${attempt === "" ? "" : `, try ${attempt}`}.`;
  }

  const reload = banner.querySelector("[data-reload]");
  if (reload instanceof HTMLElement) {
    reload.hidden = !isGone;
  }
}

/** @param {Event} event */
function holdBack(event) {
  const target = event.target instanceof Element ? event.target.closest("button, a") : null;
  const isOurs = target?.matches("[data-copy], [data-copy-answer], [data-offline]");
  if (document.documentElement.dataset.circuit === "lost" && target && !isOurs) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}

export function startConnection() {
  const banner = document.getElementById("components-reconnect-modal");
  if (banner) {
    banner.addEventListener("components-reconnect-state-changed", (event) => {
      const detail = event instanceof CustomEvent ? event.detail : undefined;
      show(banner, String(detail?.state ?? "show"));
    });
    // Blazor counts the tries into its own element; the sentence follows it.
    const counter = banner.querySelector("#components-reconnect-current-attempt");
    if (counter) {
      new MutationObserver(() => {
        if (document.documentElement.dataset.circuit === "lost" && banner.querySelector("[data-reload]:not([hidden])") === null) {
          show(banner, "retrying");
        }
      }).observe(counter, { childList: true, characterData: true, subtree: true });
    }

    banner.querySelector("[data-reload]")?.addEventListener("click", () => location.reload());
  }

  document.addEventListener("click", holdBack, { capture: true });
  document.addEventListener("submit", holdBack, { capture: true });
}
