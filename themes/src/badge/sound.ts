// A soft sound for a badge that was read. It can be off; the device remembers.

const SOUND_OFF = "homeroom.sound-off";
const NOTES_HERTZ = [659.3, 987.8];
const NOTE_SECONDS = 0.12;
const LOUDNESS = 0.08;

/** Whether the sound is on, on this device. */
export function isSoundOn(): boolean {
  return localStorage.getItem(SOUND_OFF) === null;
}

/** Turns the sound on or off. */
export function toggleSound(): void {
  if (isSoundOn()) {
    localStorage.setItem(SOUND_OFF, "");
  } else {
    localStorage.removeItem(SOUND_OFF);
  }
}

/** Plays it if it is on and the browser lets the page be heard. */
export function playFound(): void {
  if (!isSoundOn() || !("AudioContext" in window)) {
    return;
  }
  const audio = new AudioContext();
  NOTES_HERTZ.forEach((hertz, index) => {
    const start = audio.currentTime + index * NOTE_SECONDS;
    const note = new OscillatorNode(audio, { frequency: hertz });
    const loudness = new GainNode(audio, { gain: 0 });
    loudness.gain.setTargetAtTime(LOUDNESS, start, 0.01);
    loudness.gain.setTargetAtTime(0, start + NOTE_SECONDS, 0.03);
    note.connect(loudness).connect(audio.destination);
    note.start(start);
    note.stop(start + 2 * NOTE_SECONDS);
  });
}
