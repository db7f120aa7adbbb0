/** What went wrong, in words for whoever pressed: shown as they are. */
export class Sentence extends Error {}

export const NAME_FORGOTTEN = "This browser has forgotten your name. Reload the page to give it again.";
