// Finds QR codes in one picture, looked at in one way. Runs in the worker of the page, and in the benchmark.
import { prepareZXingModule, readBarcodes, type ReaderOptions } from "zxing-wasm/reader";
import type { View } from "./gaze";
import { retouched, type Pixels } from "./retouch";

/** Badges are dark on white, and more than a few in a picture are a wall of them. */
const OPTIONS: ReaderOptions = { formats: ["QRCode"], tryHarder: true, tryInvert: false, maxNumberOfSymbols: 4 };

/** Readies the reader. */
export async function loadReader(wasm: ArrayBuffer): Promise<void> {
  await prepareZXingModule({ overrides: { wasmBinary: wasm }, fireImmediately: true });
}

/** The texts of the QR codes in the part of a picture that `view` is about. */
export async function readCodes(part: Pixels, view: Pick<View, "enlarged" | "isSharpened">): Promise<string[]> {
  const found = await readBarcodes(retouched(part, view), OPTIONS);
  return found.filter((code) => code.isValid).map((code) => code.text);
}
