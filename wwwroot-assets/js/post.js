// Calls of this page to the server it came from. Another site's page cannot send the header along.

const HEADERS = { "X-StreamOps": "1" };

/** @typedef {{ signal?: AbortSignal, keepalive?: boolean }} Manner */

/**
 * @param {string} address
 * @param {string | URLSearchParams} [body] As it is: a text, or the fields of a form.
 * @param {Manner} [manner]
 */
export function post(address, body, manner) {
  return fetch(address, { method: "POST", cache: "no-store", headers: HEADERS, ...(body === undefined ? {} : { body }), ...manner });
}

/**
 * @param {string} address
 * @param {object} said
 * @param {Manner} [manner]
 */
export function postJson(address, said, manner) {
  return fetch(address, { method: "POST", cache: "no-store", headers: { ...HEADERS, "Content-Type": "application/json" }, body: JSON.stringify(said), ...manner });
}

/**
 * Reads what only this page may read.
 * @param {string} address
 * @param {Manner} [manner]
 */
export function read(address, manner) {
  return fetch(address, { cache: "no-store", headers: HEADERS, ...manner });
}
