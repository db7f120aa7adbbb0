// Every word of the player's page, in English. Another language is another file of the same shape beside it.

export const texts = {
  title: "Your game",
  about: "about",
  left: "left",
  keepOpen: "Keep this page open.",
  sound: { on: "Sound on", off: "Sound off" },
  fullScreen: { on: "Full screen", off: "Leave full screen" },
  picture: "The picture of your game",
  checks: {
    browser: "Your browser can play the game",
    network: "Your network is ready",
    line: "The line to support is open",
  },
  help: {
    title: "Need help?",
    list: [
      "Tell support what you read on this page.",
      "Chrome, Edge and Safari can play the game.",
      "A VPN or a strict company network may block the picture.",
    ],
    /** For whoever looks after the network: what has to be open. */
    network: "For technicians: UDP ports 33435 to 33465 must be open.",
  },
  code: {
    label: "Code",
    button: "Continue",
    empty: "Please type all six characters.",
    wrong: "This code does not work. Please ask support for a new one.",
    tooMany: "Too many tries. Please wait a minute, then try again.",
    unreachable: "Support cannot be reached. Please try again.",
  },
  /** Each face: one sentence; the word on its one button; a note under it. */
  faces: {
    opening: { sentence: "Looking for your game…" },
    code: { sentence: "Please type the code that support reads to you." },
    checking: { sentence: "Checking your browser…" },
    welcome: { sentence: "Your game is waiting.", button: "Continue playing" },
    confirming: { sentence: "Support is about to let you in.", button: "Please wait…" },
    connecting: { sentence: "Bringing your game back…", button: "Please wait…" },
    busy: { sentence: "Your game is being brought back at this moment.", button: "Please wait…" },
    playing: { sentence: "You are back in your game." },
    standing: { sentence: "The picture stands still. Your game is still there, please keep this page open." },
    lost: { sentence: "The connection was lost again.", button: "Try again" },
    asked: { sentence: "You asked to come back. Support sees it and can bring you back here.", button: "Please wait…" },
    elsewhere: { sentence: "Your game is still connected: in another tab, or here before this page was loaded again.", button: "Bring it here" },
    failed: { sentence: "That did not work in time.", button: "Try again" },
    held: { sentence: "Support sees that you wait. Your game can come back here as soon as the other connection has ended.", button: "Please wait…" },
    blank: { sentence: "Your game says that you are connected, but no picture comes.", button: "Try again" },
    waiting: { sentence: "Waiting until your game lets go of the old connection…", button: "Please wait…" },
    stuck: { sentence: "Your game is still connected, and not here. As soon as that ends, it comes back here.", button: "Ask support" },
    late: { sentence: "The game could not wait longer. Please start it again.", button: "I have a new code" },
    used: { sentence: "This link is already used in another browser. Please go back to that one.", button: "Try again" },
    closed: { sentence: "Support has closed this link. Please ask for a new one.", button: "I have a new code" },
    over: { sentence: "Your game went on after this link was made. If it stands still, please ask for another.", button: "I have a new code" },
    unknown: { sentence: "This link does not work. Please ask support for a new one.", button: "I have a code" },
    off: { sentence: "Support cannot let you in now. Please tell them what you read here.", button: "Try again" },
    browser: { sentence: "This browser cannot play the game. Please try Chrome, Edge or Safari on a computer or another phone.", button: "Copy the link" },
    network: { sentence: "Your network blocks the picture. Please try another one, such as mobile data.", button: "Try again" },
    host: { sentence: "The machine of this demo's game did not load: something keeps its address out of this page.", button: "Try again" },
    script: { sentence: "A part of this page did not load. Please try again.", button: "Try again" },
    blocked: { sentence: "Something on our side keeps your game away. It is not your fault: support has been told.", button: "Try again" },
    ended: { sentence: "The session has ended. Please start again.", button: "I have a new code" },
    unreachable: { sentence: "Still trying to reach support…", button: "Try now" },
    crowded: { sentence: "Too many tries. Please wait a minute.", button: "Try again" },
  },
  /** Under the face of a second browser: by it support tells this browser from others. @param {number} number */
  second: (number) => `Tell support the number ${number}.`,
  /** In the demo alone. @param {string} address */
  demoHost: (address) => `It is at ${address}. An extension or a proxy may block it.`,
  copied: "Copied. Please paste it into the other browser.",
  copyByHand: "Please copy the address of this page by hand.",
  /** Why the game closed the connection, by the Web SDK's word. */
  reasons: {
    idle: "The game closed because nobody was playing.",
    terminated: "The session was ended by us. Please start again.",
  },
};
