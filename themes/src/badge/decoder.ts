// Reads QR codes out of a video: with the browser's own reader where there is one, else in a worker. No picture leaves the browser.

/** Finds QR codes in the picture that a video shows now. */
export interface Decoder {
  /** The texts of all QR codes in the picture. */
  read(video: HTMLVideoElement): Promise<string[]>;
}

/** Where the files of the worker are. */
export interface WorkerFiles {
  readonly script: string;
  readonly wasm: string;
}

/** What the worker is sent: first where its own code is, then pictures. */
export type WorkerRequest = { readonly wasm: string } | { readonly picture: ImageData };

/** What it answers to a picture. */
export type WorkerAnswer = { readonly texts: string[] } | { readonly failure: string };

interface BrowserDetector {
  detect(source: HTMLVideoElement): Promise<ReadonlyArray<{ readonly rawValue: string }>>;
}

declare global {
  // Not in TypeScript's library: only some browsers have it.
  var BarcodeDetector:
    | { new (options: { formats: string[] }): BrowserDetector; getSupportedFormats(): Promise<string[]> }
    | undefined;
}

/** A badge that is held up is far wider than this part of the picture needs to be. */
const WIDEST_PICTURE = 960;
const QR_CODE = "qr_code";

/** The best decoder that this browser has. */
export async function bestDecoder(files: WorkerFiles): Promise<Decoder> {
  const Detector = globalThis.BarcodeDetector;
  if (Detector && (await Detector.getSupportedFormats()).includes(QR_CODE)) {
    return new BrowserDecoder(new Detector({ formats: [QR_CODE] }));
  }
  return new WorkerDecoder(files);
}

class BrowserDecoder implements Decoder {
  readonly #detector: BrowserDetector;

  constructor(detector: BrowserDetector) {
    this.#detector = detector;
  }

  async read(video: HTMLVideoElement): Promise<string[]> {
    return (await this.#detector.detect(video)).map((found) => found.rawValue);
  }
}

class WorkerDecoder implements Decoder {
  readonly #worker: Worker;
  readonly #canvas = document.createElement("canvas");

  constructor(files: WorkerFiles) {
    this.#worker = new Worker(files.script);
    this.#send({ wasm: files.wasm });
  }

  read(video: HTMLVideoElement): Promise<string[]> {
    const picture = this.#pictureOf(video);
    return new Promise((resolve, reject) => {
      this.#worker.onmessage = ({ data }: MessageEvent<WorkerAnswer>) =>
        "texts" in data ? resolve(data.texts) : reject(new Error(data.failure));
      this.#worker.onerror = (event) => reject(new Error(event.message));
      this.#send({ picture }, [picture.data.buffer]);
    });
  }

  #send(request: WorkerRequest, transfer: Transferable[] = []): void {
    this.#worker.postMessage(request, transfer);
  }

  #pictureOf(video: HTMLVideoElement): ImageData {
    const scale = Math.min(1, WIDEST_PICTURE / video.videoWidth);
    const width = Math.round(video.videoWidth * scale);
    const height = Math.round(video.videoHeight * scale);
    Object.assign(this.#canvas, { width, height });
    const pen = this.#canvas.getContext("2d", { willReadFrequently: true });
    if (!pen) {
      throw new Error("This browser cannot draw on a canvas");
    }
    pen.drawImage(video, 0, 0, width, height);
    return pen.getImageData(0, 0, width, height);
  }
}
