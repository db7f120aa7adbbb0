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
  startFading(picture);
  full.hidden = !document.fullscreenEnabled && !("webkitEnterFullscreen" in video);
  word();
}

/** How long tools that lie over the picture stay after the last reach for them. */
const STAY_MS = 3_000;

/**
 * Shown when full screen begins or ends, on a touch, on a move in the lowest third of the picture (a game is played with the mouse, too), and on the
 * Tab key; else they fade, but for tools that a keyboard has reached. The style sheet says where they lie over the picture at all.
 * @param {HTMLElement} picture
 */
function startFading(picture) {
  let going = 0;
  const show = () => {
    delete picture.dataset.tools;
    clearTimeout(going);
    going = window.setTimeout(fade, STAY_MS);
  };
  const fade = () => {
    if (picture.querySelector(".tools :focus-visible") === null) {
      picture.dataset.tools = "away";
    }
  };

  /** @param {PointerEvent} event */
  const reach = ({ clientY, pointerType }) => {
    const { top, height } = picture.getBoundingClientRect();
    if (pointerType === "touch" || clientY > top + (height * 2) / 3) {
      show();
    }
  };
  picture.addEventListener("pointerdown", reach);
  picture.addEventListener("pointermove", reach);
  picture.addEventListener("focusin", show);
  picture.addEventListener("focusout", show);
  document.addEventListener("keydown", ({ key }) => key === "Tab" && show());
  document.addEventListener("fullscreenchange", show);
  window.addEventListener("resize", show);
  show();
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
