// The browser's own reader of QR codes, which uses the system's.
import type { Decoder } from "./decoder";

interface BrowserDetector {
  detect(source: HTMLVideoElement): Promise<ReadonlyArray<{ readonly rawValue: string }>>;
}

declare global {
  // Not in TypeScript's library: only some browsers have it.
  var BarcodeDetector:
    | { new (options: { formats: string[] }): BrowserDetector; getSupportedFormats(): Promise<string[]> }
    | undefined;
}

const QR_CODE = "qr_code";

/** Reads with `BarcodeDetector`. */
export class BrowserDecoder implements Decoder {
  readonly #detector: BrowserDetector;

  private constructor(detector: BrowserDetector) {
    this.#detector = detector;
  }

  /** The browser's reader, or null where there is none, or none of QR codes. */
  static async ifThereIsOne(): Promise<BrowserDecoder | null> {
    const Detector = globalThis.BarcodeDetector;
    try {
      if (Detector && (await Detector.getSupportedFormats()).includes(QR_CODE)) {
        return new BrowserDecoder(new Detector({ formats: [QR_CODE] }));
      }
    } catch (error) {
      console.warn("The browser's reader of QR codes does not start", error);
    }
    return null;
  }

  async read(video: HTMLVideoElement): Promise<string[]> {
    return (await this.#detector.detect(video)).map((found) => found.rawValue);
  }

  stop(): void {}
}
