// How times read: `0:48`, `2 s ago`, `38 min`, `2 h 10`.

/**
 * Whole seconds as `m:ss`, from an hour on as `h:mm:ss`.
 * @param {number} seconds
 */
export function digits(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = String(whole % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

/**
 * A span in words.
 * @param {number} seconds
 */
export function span(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 60) {
    return `${whole} s`;
  }

  const minutes = Math.floor(whole / 60);
  if (minutes < 60) {
    return `${minutes} min`;
  }

  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${String(minutes % 60).padStart(2, "0")}` : `${Math.floor(hours / 24)} days`;
}

/**
 * A span as somebody would say it aloud.
 * @param {number} seconds
 */
export function spoken(seconds) {
  if (seconds < 90) {
    const tens = Math.max(10, Math.round(seconds / 10) * 10);
    return tens === 60 ? "about one minute" : `about ${tens} seconds`;
  }

  return `about ${Math.round(seconds / 60)} minutes`;
}
