// Between the first paint and the moment at which the page listens: a press is kept and done once it listens, once; what is typed stays, and so
// does the focus. The first paint is a picture: what stands in it is taken away for the page that listens.
// Over a load of the page's own doing (come-back.js) what was typed and the focus stay, too: in the tab's own storage, from the one page's last moment
// to the other's first. It may be an offer, which is nobody's but this operator's and this panel's.

(() => {
  /** @typedef {{ tag: string, name: string, nth: number }} Place Where an element stands, in the picture as in the page. */

  /** How long a press is meant: after that the page looks different, and so may what is wanted of it. */
  const PRESS_MS = 5_000;

  /** What must be seen as it is when it is pressed. */
  const NEVER_LATER = "[data-allow-second], .danger";

  /** What is asked in a dialogue, and why somebody takes over, is asked anew: what nobody typed this time confirms nothing, and is no reason. */
  const ASKED_ANEW = ".mud-dialog, take-over";

  /** What is kept over a load, and how long it may wait for its place; ms. */
  const CARRIED = "streamops-typed";
  const CARRIED_MS = 60_000;

  /** @type {{ place: Place, at: number } | undefined} */
  let press;
  /** @type {Place | undefined} */
  let focus;
  /** @type {Map<string, { place: Place, text: string }>} */
  const typed = new Map();

  const isListening = () => document.querySelector('.shell[data-interactive="true"]') !== null;

  /** @param {Element} element */
  const nameOf = (element) =>
    JSON.stringify([
      element.id,
      ...["name", "aria-label", "placeholder"].map((attribute) => element.getAttribute(attribute)),
      element instanceof HTMLElement ? { ...element.dataset } : {},
      element.closest("[data-session-id]")?.getAttribute("data-session-id"),
      element.matches("button, a") ? element.textContent?.trim() : "",
    ]);

  /**
   * @param {string} tag
   * @param {string} name
   */
  const alike = (tag, name) => [...document.querySelectorAll(tag)].filter((element) => nameOf(element) === name);

  /**
   * @param {Element} element
   * @returns {Place}
   */
  const placeOf = (element) => {
    const name = nameOf(element);
    return { tag: element.tagName, name, nth: alike(element.tagName, name).indexOf(element) };
  };

  /** @param {Place | undefined} place */
  const at = (place) => {
    const element = place && alike(place.tag, place.name)[place.nth];
    return element instanceof HTMLElement ? element : undefined;
  };

  /** @param {Event} event */
  const keepPress = (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    // A form goes to the server without our scripts, too.
    if (button && button.type !== "submit") {
      event.preventDefault();
      event.stopImmediatePropagation();
      press = button.matches(NEVER_LATER) ? undefined : { place: placeOf(button), at: performance.now() };
    }
  };

  /** @param {Event} event */
  const keepText = ({ target }) => {
    if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) {
      const place = placeOf(target);
      typed.set(JSON.stringify(place), { place, text: target.value });
    }
  };

  /** @param {Event} event */
  const keepFocus = ({ target }) => {
    focus = target instanceof Element ? placeOf(target) : undefined;
  };

  /**
   * @param {Place} place
   * @param {string} text
   * @returns Whether the field is there.
   */
  const fill = (place, text) => {
    const field = at(place);
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) {
      return false;
    }

    if (field.value === field.defaultValue) {
      field.value = text;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }

    return true;
  };

  const goOn = () => {
    for (const { place, text } of typed.values()) {
      fill(place, text);
    }

    if (document.activeElement === null || document.activeElement === document.body) {
      at(focus)?.focus({ preventScroll: true });
    }

    if (press && performance.now() - press.at <= PRESS_MS) {
      at(press.place)?.click();
    }
  };

  const who = () => document.querySelector(".operator-mark .operator-name")?.textContent ?? "";

  /** @typedef {{ address: string, who: string, at: number, typed: { place: Place, text: string }[], focus?: Place }} Carried */

  /** @returns {Carried | undefined} What the page before this one kept; once. */
  const takeCarried = () => {
    try {
      const kept = sessionStorage.getItem(CARRIED);
      sessionStorage.removeItem(CARRIED);
      const before = kept === null ? undefined : JSON.parse(kept);
      return before?.address === location.href && Date.now() - before.at < CARRIED_MS ? before : undefined;
    } catch {
      return undefined;
    }
  };

  let carried = takeCarried();

  /** @param {Event} event */
  const carry = (event) => {
    const fields = [...document.querySelectorAll("textarea, input[type='text'], input[type='search'], input:not([type])")];
    const now = fields.flatMap((field) =>
      (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) &&
      !field.readOnly &&
      field.value !== field.defaultValue &&
      !field.closest(ASKED_ANEW)
        ? [{ place: placeOf(field), text: field.value }]
        : [],
    );
    const { activeElement } = document;
    /** @type {Carried} */
    const kept = {
      address: location.href,
      who: who(),
      at: Date.now(),
      typed: [...(carried?.who === who() ? carried.typed : []), ...now],
      ...(activeElement && activeElement !== document.body && !activeElement.closest(ASKED_ANEW) ? { focus: placeOf(activeElement) } : {}),
    };
    try {
      sessionStorage.setItem(CARRIED, JSON.stringify(kept));
    } catch {
      // There is no room for it: whoever typed it copies it, and loads by hand.
      if (now.length > 0) {
        event.preventDefault();
      }
    }
  };

  /** Fills what stands here again; a panel may come after the page, once the server has read its sessions. */
  const place = () => {
    if (!carried || location.href !== carried.address || Date.now() - carried.at > CARRIED_MS) {
      carried = undefined;
    } else if (isListening() && who() !== carried.who) {
      // Somebody else is at the page by now: what was typed before them is nobody's.
      carried = undefined;
    } else if (isListening()) {
      carried.typed = carried.typed.filter(({ place, text }) => !fill(place, text));
      if (carried.focus && (document.activeElement === null || document.activeElement === document.body)) {
        at(carried.focus)?.focus({ preventScroll: true });
      }
    }

    if (!carried || carried.typed.length === 0) {
      carried = undefined;
      placer.disconnect();
    }
  };

  const placer = new MutationObserver(place);
  addEventListener("streamops-load", carry);
  if (carried) {
    setTimeout(place, CARRIED_MS + 1);
    placer.observe(document, { childList: true, subtree: true, attributeFilter: ["data-interactive"] });
  }

  const watcher = new MutationObserver(() => {
    if (isListening()) {
      watcher.disconnect();
      removeEventListener("click", keepPress, { capture: true });
      removeEventListener("input", keepText, { capture: true });
      removeEventListener("focusin", keepFocus, { capture: true });
      goOn();
    }
  });

  // On the window: before everything else that hears of it.
  addEventListener("click", keepPress, { capture: true });
  addEventListener("input", keepText, { capture: true });
  addEventListener("focusin", keepFocus, { capture: true });
  watcher.observe(document, { childList: true, subtree: true, attributeFilter: ["data-interactive"] });
})();
