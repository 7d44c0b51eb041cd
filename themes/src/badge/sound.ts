// A soft sound for a badge that was read. It can be off; the device remembers.

const SOUND_OFF = "homeroom.sound-off";
const NOTES_HERTZ = [659.3, 987.8];
const NOTE_SECONDS = 0.12;
const LOUDNESS = 0.08;

let audio: AudioContext | null = null;

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

/** Readies the sound. Some browsers let a page be heard only if this was called while somebody touched it. */
export function prepareSound(): void {
  if ("AudioContext" in window) {
    audio ??= new AudioContext();
    void audio.resume();
  }
}

/** Plays it if it is on and the browser lets the page be heard. */
export function playFound(): void {
  if (!isSoundOn()) {
    return;
  }
  prepareSound();
  if (!audio) {
    return;
  }
  for (const [index, hertz] of NOTES_HERTZ.entries()) {
    playNote(audio, hertz, audio.currentTime + index * NOTE_SECONDS);
  }
}

function playNote(context: AudioContext, hertz: number, start: number): void {
  const note = new OscillatorNode(context, { frequency: hertz });
  const loudness = new GainNode(context, { gain: 0 });
  loudness.gain.setTargetAtTime(LOUDNESS, start, 0.01);
  loudness.gain.setTargetAtTime(0, start + NOTE_SECONDS, 0.03);
  note.connect(loudness).connect(context.destination);
  note.start(start);
  note.stop(start + 2 * NOTE_SECONDS);
}
