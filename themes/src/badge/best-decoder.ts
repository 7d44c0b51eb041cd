// Reads QR codes with the browser's own reader where there is one, and in a worker.
import { BrowserDecoder } from "./browser-decoder";
import type { Decoder } from "./decoder";
import { WorkerDecoder, type WorkerFiles } from "./worker-decoder";

/** From so many pictures on in which the browser's reader found nothing, every other one is for the worker. */
const TRUSTED_PICTURES = 6;

/**
 * The browser's reader as long as it is of use. There are some that never find anything (a system without the service behind
 * them), and some that throw: the worker reads then.
 */
export class BestDecoder implements Decoder {
  readonly #files: WorkerFiles;
  #browser: Promise<BrowserDecoder | null>;
  #worker: WorkerDecoder | null = null;
  #pictures = 0;

  /** Starts to load what it will need. */
  constructor(files: WorkerFiles) {
    this.#files = files;
    this.#browser = this.#browserOrWorker();
  }

  async read(video: HTMLVideoElement): Promise<string[]> {
    const browser = await this.#browser;
    this.#pictures += 1;
    if (!browser || (this.#pictures > TRUSTED_PICTURES && this.#pictures % 2 === 0)) {
      return this.#readInWorker(video, browser !== null);
    }
    try {
      return await browser.read(video);
    } catch (error) {
      console.warn("The browser's reader of QR codes does not work", error);
      this.#browser = Promise.resolve(null);
      return this.#readInWorker(video, false);
    }
  }

  stop(): void {
    this.#worker?.stop();
    this.#worker = null;
  }

  async #browserOrWorker(): Promise<BrowserDecoder | null> {
    const browser = await BrowserDecoder.ifThereIsOne();
    if (!browser) {
      this.#worker = new WorkerDecoder(this.#files);
    }
    return browser;
  }

  /** While the browser's reader works, a worker that does not is no harm. */
  async #readInWorker(video: HTMLVideoElement, isSpare: boolean): Promise<string[]> {
    this.#worker ??= new WorkerDecoder(this.#files);
    try {
      return await this.#worker.read(video);
    } catch (error) {
      if (isSpare) {
        return [];
      }
      throw error;
    }
  }
}
