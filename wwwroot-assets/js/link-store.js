// What this page keeps of rescue links, by session. Address and code stay in its memory: they stand in no attribute and no circuit.

/**
 * @typedef {object} KeptLink
 * @property {string} link Its id.
 * @property {string} address
 * @property {string} code
 * @property {{ size: number, path: string }} picture
 * @property {number} keptAt When it came, by the page's clock; ms.
 * @property {boolean} isSeen Whether the circuit told of it.
 */

/** @typedef {{ link: string, isMine: boolean, isOpened: boolean, isSeen?: boolean }} Standing A live link of which this page knows no address; seen once the circuit told of it. */

/**
 * @typedef {"link" | "doubt" | "refusal" | "store"} About What words speak of: the link that this page has, and of a dead one they are not said; one that may
 * have been made; why none was made; that the database alone was in the way.
 */

/**
 * @typedef {object} Kept
 * @property {KeptLink} [link]
 * @property {string} words What was said last: it may be said before the panel stands.
 * @property {About} about What it speaks of.
 * @property {Standing} [asked] The standing link that is asked about.
 * @property {boolean} isPictured Whether its QR code is shown.
 * @property {boolean} isBusy Whether a link is being made.
 */

/** No session lives longer: what was kept for one that nobody touched since leads nowhere. */
const KEPT_MS = 24 * 60 * 60_000;
/** How long the circuit may take to tell of a link that this page made. */
const UNSEEN_MS = 10_000;

/**
 * What makes which words old news: another episode all of them, another act why no link was made, and the return of the database what it alone refused.
 * @type {Readonly<Record<string, readonly About[]>>}
 */
const OLD_NEWS = {
  episode: ["link", "doubt", "refusal", "store"],
  acts: ["refusal", "store"],
  outages: ["store"],
};

/** @type {Readonly<Kept>} */
const NOTHING = Object.freeze({ words: "", about: "refusal", isPictured: false, isBusy: false });

/** Tells of each `change`. */
export class LinkStore extends EventTarget {
  /** @type {Map<string, Kept & { touchedAt: number }>} */
  #sessions = new Map();
  #now;

  /** @param {() => number} [now] The page's clock; ms. */
  constructor(now = () => performance.now()) {
    super();
    this.#now = now;
  }

  /** @param {string} session @returns {Readonly<Kept>} */
  of(session) {
    return this.#sessions.get(session) ?? NOTHING;
  }

  /**
   * @param {string} session
   * @param {Partial<Kept>} what
   */
  set(session, what) {
    const touchedAt = this.#now();
    for (const [other, { touchedAt: before, isBusy }] of this.#sessions) {
      if (!isBusy && touchedAt - before > KEPT_MS) {
        this.#sessions.delete(other);
      }
    }

    this.#sessions.set(session, { ...this.of(session), ...what, touchedAt });
    this.dispatchEvent(new Event("change"));
  }

  /**
   * Something happened since the words were said.
   * @param {string} session
   * @param {string} what A name of `OLD_NEWS`; any other changes nothing.
   */
  outdate(session, what) {
    const { words, about, isBusy } = this.of(session);
    if (words !== "" && !isBusy && OLD_NEWS[what]?.includes(about)) {
      this.set(session, { words: "" });
    }
  }

  /**
   * @param {string} session
   * @param {Omit<KeptLink, "keptAt" | "isSeen">} made
   * @returns {KeptLink}
   */
  keep(session, made) {
    const link = { ...made, keptAt: this.#now(), isSeen: false };
    this.set(session, { link });
    return link;
  }

  /**
   * What this page keeps, as long as it is the link that stands. Of a new link the page knows before the circuit tells.
   * @param {string} session
   * @param {string | null | undefined} standing The link that the circuit tells of.
   */
  known(session, standing) {
    const { link } = this.of(session);
    if (link && link.link === standing) {
      link.isSeen = true;
      return link;
    }

    return link && !link.isSeen && this.#now() - link.keptAt < UNSEEN_MS ? link : undefined;
  }

  /**
   * Whether a link is to be replaced that the player may hold; without that link there is nothing to ask.
   * @param {string} session
   * @param {string | null | undefined} standing The link that the circuit tells of.
   */
  isAsked(session, standing) {
    const kept = this.#sessions.get(session);
    if (kept?.asked && kept.asked.link === standing) {
      kept.asked.isSeen = true;
    } else if (kept?.asked?.isSeen) {
      kept.asked = undefined;
    }

    return kept?.asked !== undefined;
  }

  /**
   * Where a link of this page leads, also one that is being made: the circuit may tell of it before its address is here. Undefined when this page
   * made none that stands. As secret as the link.
   * @param {string} session
   */
  async address(session) {
    while (this.of(session).isBusy) {
      await new Promise((done) => this.addEventListener("change", done, { once: true }));
    }

    return this.of(session).link?.address;
  }
}

/** This page's own. */
export const links = new LinkStore();
