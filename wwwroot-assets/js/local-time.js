// <local-time at="ms">: a moment of service time in the operator's zone; ISO and UTC on hover. form="precise" adds milliseconds, form="minute" leaves seconds out.

export class LocalTime extends HTMLElement {
  static observedAttributes = ["at", "form"];

  connectedCallback() {
    this.#write();
  }

  attributeChangedCallback() {
    this.#write();
  }

  #write() {
    const at = this.getAttribute("at");
    if (at === null) {
      return;
    }

    const moment = new Date(Number(at));
    const form = this.getAttribute("form");
    const today = new Date();
    const isToday = moment.toDateString() === today.toDateString();
    const isThisYear = moment.getFullYear() === today.getFullYear();
    this.title = moment.toISOString().replace("T", " ").replace("Z", " UTC");
    this.textContent = new Intl.DateTimeFormat(undefined, {
      ...(isToday ? {} : { month: "short", day: "numeric" }),
      ...(isThisYear ? {} : { year: "numeric" }),
      hour: "2-digit",
      minute: "2-digit",
      ...(form === "minute" ? {} : { second: "2-digit" }),
      hourCycle: "h23",
      ...(form === "precise" ? { fractionalSecondDigits: /** @type {3} */ (3) } : {}),
    }).format(moment);
  }
}
