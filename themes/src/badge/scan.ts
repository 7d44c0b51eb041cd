// Looks at the picture again and again until there is a badge in it.
import { badgeCode } from "./code";
import type { Decoder } from "./decoder";

/** Between two pictures, at least: a camera has a new one no sooner. */
const SHORTEST_PAUSE_MILLISECONDS = 33;
const LONGEST_PAUSE_MILLISECONDS = 400;
/** When a tip helps. */
const TIP_MILLISECONDS = 12_000;
/** When another way to sign in helps more. */
const LATE_MILLISECONDS = 25_000;

/** What happens while scanning. */
export interface ScanEvents {
  /** A badge was read, and scanning has ended. */
  found(code: string): void;
  /** Nothing was read for 12 seconds; scanning goes on. */
  foundNothing(): void;
  /** Nothing was read for 25 seconds; scanning goes on. */
  isLate(): void;
  /** The picture cannot be read at all, and scanning has ended. */
  failed(error: unknown): void;
}

/** Scans a video until a badge is found or `stop` is called. */
export class Scan {
  readonly #timers: ReadonlyArray<ReturnType<typeof setTimeout>>;
  #running = true;

  /** Starts at once. The decoder is the caller's: it may go on to another scan. */
  constructor(video: HTMLVideoElement, decoder: Decoder, events: ScanEvents) {
    // By the clock and not by pictures: a decoder that is still on its way over a slow network is late as well.
    this.#timers = [
      setTimeout(() => events.foundNothing(), TIP_MILLISECONDS),
      setTimeout(() => events.isLate(), LATE_MILLISECONDS),
    ];
    this.#run(video, decoder, events).catch((error: unknown) => {
      if (this.#running) {
        this.stop();
        events.failed(error);
      }
    });
  }

  /** Ends it; no event comes any more. */
  stop(): void {
    this.#running = false;
    this.#timers.forEach(clearTimeout);
  }

  async #run(video: HTMLVideoElement, decoder: Decoder, events: ScanEvents): Promise<void> {
    while (this.#running) {
      const begun = performance.now();
      const texts = video.videoWidth > 0 ? await decoder.read(video) : [];
      const code = texts.map(badgeCode).find((candidate) => candidate !== null);
      if (code && this.#running) {
        this.stop();
        events.found(code);
      }
      await pause(performance.now() - begun);
    }
  }
}

/** As long as the reading took: a slow machine has half of its time for the picture on the page. */
function pause(milliseconds: number): Promise<void> {
  const long = Math.min(LONGEST_PAUSE_MILLISECONDS, Math.max(SHORTEST_PAUSE_MILLISECONDS, milliseconds));
  return new Promise((resolve) => setTimeout(resolve, long));
}
