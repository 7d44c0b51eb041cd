// Looks at the picture again and again until there is a badge in it.
import { badgeCode } from "./code";
import type { Decoder } from "./decoder";

const PAUSE_MILLISECONDS = 80;
const PATIENCE_MILLISECONDS = 15_000;

/** What happens while scanning. */
export interface ScanEvents {
  /** A badge was read, and scanning has ended. */
  found(code: string): void;
  /** Nothing was read for 15 seconds; scanning goes on. */
  foundNothing(): void;
  /** The picture cannot be read at all, and scanning has ended. */
  failed(error: unknown): void;
}

/** Scans a video until a badge is found or `stop` is called. */
export class Scan {
  #running = true;

  /** Starts at once. */
  constructor(video: HTMLVideoElement, decoder: Decoder, events: ScanEvents) {
    this.#run(video, decoder, events).catch((error: unknown) => events.failed(error));
  }

  /** Ends it; no event comes any more. */
  stop(): void {
    this.#running = false;
  }

  async #run(video: HTMLVideoElement, decoder: Decoder, events: ScanEvents): Promise<void> {
    let impatientAt = performance.now() + PATIENCE_MILLISECONDS;
    while (this.#running) {
      const texts = video.videoWidth > 0 ? await decoder.read(video) : [];
      const code = texts.map(badgeCode).find((candidate) => candidate !== null);
      if (code && this.#running) {
        this.stop();
        events.found(code);
      } else if (this.#running && performance.now() > impatientAt) {
        impatientAt = Number.POSITIVE_INFINITY;
        events.foundNothing();
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
    }
  }
}
