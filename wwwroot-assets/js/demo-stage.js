// The demo's stage: follows the windows in its frames, and presses what stands on the page.

import { links } from "./link-store.js";

/** @typedef {{ invokeMethodAsync: (name: string, ...facts: unknown[]) => Promise<unknown> }} Stage */

/**
 * @param {HTMLElement} element The stage.
 * @param {Stage} stage Hears what changes.
 * @param {string} origin Of the pages of the game.
 */
export function attach(element, stage, origin) {
  /** @type {Record<string, string>} What each window said last. */
  const said = {};

  /** @param {string} name */
  const frame = (name) => /** @type {HTMLIFrameElement | null} */ (element.querySelector(`iframe[data-frame="${name}"]`));

  /**
   * @param {string} method
   * @param {unknown[]} facts
   */
  const tell = (method, ...facts) => {
    const words = JSON.stringify(facts);
    if (said[method] !== words) {
      said[method] = words;
      void stage.invokeMethodAsync(method, ...facts).catch(() => delete said[method]);
    }
  };

  /** @param {MessageEvent} event */
  const hear = ({ origin: from, source, data }) => {
    if (from !== origin) {
      return;
    }

    if (source === frame("host")?.contentWindow && data?.source === "emulator-host") {
      tell("HostTold", data.isAttached === true, String(data.problem ?? ""));
    } else if (source === frame("client")?.contentWindow && data?.source === "emulator-client") {
      tell("ClientTold", String(data.phase ?? ""), data.streamSessionId ?? null, String(data.trouble ?? ""));
    }
  };

  addEventListener("message", hear);
  return {
    /** @param {string} command For the player's window. */
    command: (command) => frame("client")?.contentWindow?.postMessage({ target: "emulator-client", command }, origin),

    /** @param {string} selector Pressed as by the mouse: the focus stays where it is. */
    press: (selector) => {
      const control = element.querySelector(selector);
      if (control instanceof HTMLElement && control.getAttribute("aria-disabled") !== "true") {
        control.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, detail: 1 }));
      }
    },

    /**
     * Opens the link that this page made, as its player would. Into the window alone: an attribute would show the secret.
     * @param {string} session
     */
    openLink: async (session) => {
      const address = await links.address(session);
      const window = frame("link")?.contentWindow;
      if (!address || !window) {
        return false;
      }

      window.location.replace(address);
      return true;
    },

    dispose: () => removeEventListener("message", hear),
  };
}
