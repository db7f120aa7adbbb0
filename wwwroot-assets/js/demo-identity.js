// In the demo: the browser takes one of its three people. Loaded by the switch alone.

import { post } from "./post.js";

/** The server is this machine: one that takes longer hangs. */
const CALL_MS = 5_000;

/**
 * @param {string} address
 * @param {string} role
 * @returns {Promise<boolean>} Whether it is so from now on.
 */
export async function take(address, role) {
  try {
    const answer = await post(address, new URLSearchParams({ role }), { signal: AbortSignal.timeout(CALL_MS) });
    return answer.ok;
  } catch {
    return false;
  }
}
