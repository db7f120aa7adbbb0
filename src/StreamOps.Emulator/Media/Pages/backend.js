// What the client page knows beyond itself: its game's backend, and what it remembers over a reload.

const REMEMBERED = "game";

/** @param {string} method @param {string} path @param {object} [body] */
export async function call(method, path, body) {
  const response = await fetch(`/_emulator/client/${path}`, {
    method,
    headers: body ? { "content-type": "application/json" } : {},
    body: body && JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) {
    throw Object.assign(new Error(answer.message), { status: response.status });
  }
  return answer;
}

// In a frame of another site the browser may refuse its storage: then a reload forgets the game, and all else works.
export const memory = {
  kept: () => memory.try(() => sessionStorage.getItem(REMEMBERED)),
  keep: (/** @type {string} */ game) => memory.try(() => sessionStorage.setItem(REMEMBERED, game)),
  forget: () => memory.try(() => sessionStorage.removeItem(REMEMBERED)),
  /** @template T @param {() => T} act @returns {T | null} */
  try: (act) => {
    try {
      return act();
    } catch {
      return null;
    }
  },
};
