// The game's sound, made by Web Audio. It is heard by the players alone; a browser lets it run after a click in the host's page.

/** @type {AudioContext | null} */
let context = null;

function open() {
  context ??= new AudioContext();
  return context;
}

export function soundIsOn() {
  return open().state === "running";
}

export async function turnSoundOn() {
  await open().resume();
}

/** The sound of one game: a quiet hum, and a tone for each lamp. */
export class Sound {
  #out = open().createMediaStreamDestination();
  #hum = open().createOscillator();

  constructor() {
    const volume = open().createGain();
    volume.gain.value = 0.02;
    this.#hum.frequency.value = 82;
    this.#hum.connect(volume).connect(this.#out);
    this.#hum.start();
  }

  get track() {
    return /** @type {MediaStreamTrack} */ (this.#out.stream.getAudioTracks()[0]);
  }

  chime() {
    const { currentTime: now } = open();
    const tone = open().createOscillator();
    const volume = open().createGain();
    tone.frequency.value = 660;
    volume.gain.setValueAtTime(0.2, now);
    volume.gain.exponentialRampToValueAtTime(0.001, now + 0.25);
    tone.connect(volume).connect(this.#out);
    tone.start(now);
    tone.stop(now + 0.25);
  }

  stop() {
    this.#hum.stop();
    this.track.stop();
  }
}
