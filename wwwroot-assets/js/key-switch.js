// Whether keys that print something are keys here, for whoever talks to the machine or types without looking. Esc and Enter are always.

const STORED = "streamops-letters";

export function areLettersOn() {
  try {
    return localStorage.getItem(STORED) !== "off";
  } catch {
    // A browser that keeps nothing: they are on, as everywhere.
    return true;
  }
}

/** @param {boolean} isOn */
export function switchLetters(isOn) {
  try {
    if (isOn) {
      localStorage.removeItem(STORED);
    } else {
      localStorage.setItem(STORED, "off");
    }
  } catch {
    // It keeps nothing.
  }
}
