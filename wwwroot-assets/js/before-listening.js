// Between the first paint and the moment at which the page listens: a press is kept and done once it listens, once; what is typed stays, and so
// does the focus. The first paint is a picture: what stands in it is taken away for the page that listens.

(() => {
  /** @typedef {{ tag: string, name: string, nth: number }} Place Where an element stands, in the picture as in the page. */

  /** How long a press is meant: after that the page looks different, and so may what is wanted of it. */
  const PRESS_MS = 5_000;

  /** What must be seen as it is when it is pressed. */
  const NEVER_LATER = "[data-allow-second], .danger";

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

  const goOn = () => {
    for (const { place, text } of typed.values()) {
      const field = at(place);
      if ((field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) && field.value === field.defaultValue) {
        field.value = text;
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }

    if (document.activeElement === null || document.activeElement === document.body) {
      at(focus)?.focus({ preventScroll: true });
    }

    if (press && performance.now() - press.at <= PRESS_MS) {
      at(press.place)?.click();
    }
  };

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
