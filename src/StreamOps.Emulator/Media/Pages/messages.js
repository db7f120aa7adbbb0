// The messages between a game host and its players' pages.

// What the first byte of a message says; the protocol script has the same table.
export const PING = 1;
export const PONG = 2;
export const APPLICATION = 3;
export const SERVER_DISCONNECT = 4;
export const PERFORMANCE_STATS = 5;
export const KEY = 16;
export const MOUSE = 17;
export const GAMEPAD = 18;

export const text = { encode: new TextEncoder(), decode: new TextDecoder() };
