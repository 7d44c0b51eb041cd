// Reads QR codes in a worker, so that the picture on the page stays fluid.
import type { Decoder } from "./decoder";
import { Gaze, type View } from "./gaze";
import { NoDecoder } from "./problem";

/** Where the files of the worker are. */
export interface WorkerFiles {
  readonly script: string;
  readonly wasm: string;
}

/** What the worker is sent: first where its own code is, then pictures. */
export type WorkerRequest = { readonly wasm: string } | { readonly picture: ImageData; readonly view: View };

/** What it answers to a picture. */
export type WorkerAnswer = { readonly texts: string[] } | { readonly failure: string };

interface Waiting {
  resolve(texts: string[]): void;
  reject(error: Error): void;
}

/** Reads with zxing-wasm. One picture at a time. */
export class WorkerDecoder implements Decoder {
  readonly #worker: Worker;
  readonly #canvas = document.createElement("canvas");
  readonly #gaze = new Gaze();
  #waiting: Waiting | null = null;
  #failure: NoDecoder | null = null;

  /** Starts to load the worker. */
  constructor(files: WorkerFiles) {
    this.#worker = new Worker(files.script);
    this.#worker.onmessage = ({ data }: MessageEvent<WorkerAnswer>) =>
      "texts" in data ? this.#answer(data.texts) : this.#fail(data.failure);
    this.#worker.onerror = (event) => this.#fail(event.message || `${files.script} did not load`);
    this.#send({ wasm: files.wasm });
  }

  async read(video: HTMLVideoElement): Promise<string[]> {
    if (this.#failure) {
      throw this.#failure;
    }
    const view = this.#gaze.next(video.videoWidth, video.videoHeight);
    const picture = this.#pictureOf(video, view);
    const begun = performance.now();
    const texts = await new Promise<string[]>((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#send({ picture, view }, [picture.data.buffer]);
    });
    this.#gaze.took(performance.now() - begun);
    return texts;
  }

  stop(): void {
    this.#worker.terminate();
  }

  #answer(texts: string[]): void {
    this.#waiting?.resolve(texts);
    this.#waiting = null;
  }

  #fail(why: string): void {
    this.#failure = new NoDecoder(why);
    this.#waiting?.reject(this.#failure);
    this.#waiting = null;
  }

  #send(request: WorkerRequest, transfer: Transferable[] = []): void {
    this.#worker.postMessage(request, transfer);
  }

  #pictureOf(video: HTMLVideoElement, view: View): ImageData {
    Object.assign(this.#canvas, view.drawn);
    const pen = this.#canvas.getContext("2d", { willReadFrequently: true });
    if (!pen) {
      throw new NoDecoder("This browser cannot draw on a canvas");
    }
    const { x, y, width, height } = view.part;
    pen.drawImage(video, x, y, width, height, 0, 0, view.drawn.width, view.drawn.height);
    return pen.getImageData(0, 0, view.drawn.width, view.drawn.height);
  }
}
