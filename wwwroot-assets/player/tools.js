// Sound and full screen, under the picture.

/**
 * @param {import("./faces.js").Texts} texts
 * @param {HTMLVideoElement} video
 */
export function startTools(texts, video) {
  const sound = tool("sound");
  const full = tool("full-screen");
  const picture = /** @type {HTMLElement} */ (video.closest("section"));

  const word = () => {
    sound.textContent = video.muted ? texts.sound.on : texts.sound.off;
    full.textContent = document.fullscreenElement === null ? texts.fullScreen.on : texts.fullScreen.off;
  };
  sound.addEventListener("click", () => {
    video.muted = !video.muted;
    video.focus();
  });
  full.addEventListener("click", async () => {
    await toggleFullScreen(picture, video).catch(() => {});
    video.focus();
  });
  video.addEventListener("volumechange", word);
  document.addEventListener("fullscreenchange", word);
  full.hidden = !document.fullscreenEnabled && !("webkitEnterFullscreen" in video);
  word();
}

/**
 * @param {HTMLElement} picture
 * @param {HTMLVideoElement & { webkitEnterFullscreen?: () => void }} video
 */
async function toggleFullScreen(picture, video) {
  if (document.fullscreenElement !== null) {
    await document.exitFullscreen();
  } else if (document.fullscreenEnabled) {
    await picture.requestFullscreen();
  } else {
    // A phone whose browser shows only videos in full.
    video.webkitEnterFullscreen?.();
  }
}

/** @param {string} name */
function tool(name) {
  return /** @type {HTMLButtonElement} */ (document.querySelector(`[data-tool="${name}"]`));
}
