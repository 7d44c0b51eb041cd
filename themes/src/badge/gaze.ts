// Where to look: a badge is small in the picture or large, sharp or not, and no single way to look at a picture reads them all.

/** A rectangle of the camera's picture, in its pixels. */
export interface Part {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One way to look at a picture. */
export interface View {
  readonly part: Part;
  /** How large that part is drawn: no larger than it is. */
  readonly drawn: { readonly width: number; readonly height: number };
  /** How many times larger it is read: modules of two pixels are lost on the reader, of four they are not. */
  readonly enlarged: 1 | 2 | 3;
  /** Whether edges are drawn sharper before: lenses that cannot focus so near. */
  readonly isSharpened: boolean;
}

interface Look {
  /** Share of the width and of the height, about the middle. */
  readonly share: number;
  readonly enlarged: 1 | 2 | 3;
  readonly isSharpened: boolean;
}

/** In turn. The middle is where people hold badges; how often each looks was chosen by docs/reference/badge-reading.md. */
const LOOKS: readonly Look[] = [
  { share: 0.6, enlarged: 2, isSharpened: false },
  { share: 0.6, enlarged: 2, isSharpened: true },
  { share: 1, enlarged: 1, isSharpened: false },
  { share: 0.5, enlarged: 3, isSharpened: false },
];
/** Cameras with larger pictures have no more to tell, only more to read. */
const LARGEST_SIDE = 1280;
/** A picture of so few pixels is read whole. */
const SMALL_SIDE = 640;
/** A machine that needs longer for a picture gets smaller ones: too few in a second are worse than a little less in each. */
const LONGEST_MILLISECONDS = 250;
const MEMORY = 0.7;

/** Chooses how to look at the next picture. */
export class Gaze {
  #turn = 0;
  #milliseconds = 0;

  /** The next view of a picture of a size. */
  next(width: number, height: number): View {
    const look = LOOKS[this.#turn % LOOKS.length]!;
    this.#turn += 1;
    const share = Math.max(width, height) <= SMALL_SIDE ? 1 : look.share;
    const part = middle(width, height, share);
    const scale = Math.min(1, LARGEST_SIDE / Math.max(width, height));
    const drawn = { width: Math.round(part.width * scale), height: Math.round(part.height * scale) };
    const enlarged = this.#milliseconds > LONGEST_MILLISECONDS ? 1 : look.enlarged;
    return { part, drawn, enlarged, isSharpened: look.isSharpened };
  }

  /** Is told how long the last one took. */
  took(milliseconds: number): void {
    this.#milliseconds = this.#milliseconds * MEMORY + milliseconds * (1 - MEMORY);
  }
}

function middle(width: number, height: number, share: number): Part {
  const part = { width: Math.round(width * share), height: Math.round(height * share) };
  return { x: Math.floor((width - part.width) / 2), y: Math.floor((height - part.height) / 2), ...part };
}
