// What the benchmark of badge reading runs in Node.js: reads pictures from its input and tells which readers found which codes.
import jsQR from "jsqr";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { readBarcodes } from "zxing-wasm/reader";
import { Gaze, type Part } from "../badge/gaze";
import { loadReader, readCodes } from "../badge/reader";
import type { Pixels } from "../badge/retouch";

/** A line of the input: a file with the picture's brightness, a byte a pixel, and who is to read it. */
interface Request {
  readonly file: string;
  readonly width: number;
  readonly height: number;
  readonly isFirstOfVideo: boolean;
  readonly readers: ReadonlyArray<keyof typeof READERS>;
}

interface Answer {
  readonly texts: string[];
  readonly milliseconds: number;
}

/** As the page draws a part of a video on its canvas; none of the pictures here is too large for it. */
function drawn({ data, width }: Pixels, part: Part): Pixels {
  const result = new Uint8ClampedArray(part.width * part.height * 4);
  for (let row = 0; row < part.height; row += 1) {
    const begin = ((part.y + row) * width + part.x) * 4;
    result.set(data.subarray(begin, begin + part.width * 4), row * part.width * 4);
  }
  return { data: result, width: part.width, height: part.height };
}

let gaze = new Gaze();

const READERS = {
  /** Our page. */
  async ours(picture: Pixels): Promise<string[]> {
    const view = gaze.next(picture.width, picture.height);
    return readCodes(drawn(picture, view.part), view);
  },
  /** The same library with its own settings on whole pictures: our page without what is ours. */
  async "zxing-wasm"(picture: Pixels): Promise<string[]> {
    const found = await readBarcodes(picture as ImageData, { formats: ["QRCode"] });
    return found.filter((code) => code.isValid).map((code) => code.text);
  },
  async jsQR({ data, width, height }: Pixels): Promise<string[]> {
    const found = jsQR(data, width, height, { inversionAttempts: "dontInvert" });
    return found ? [found.data] : [];
  },
};

async function pictureOf({ file, width, height }: Request): Promise<Pixels> {
  const grey = await readFile(file);
  const data = new Uint8ClampedArray(width * height * 4);
  new Uint32Array(data.buffer).set(Uint32Array.from(grey, (value) => 0xff000000 | (value * 0x010101)));
  return { data, width, height };
}

async function answer(request: Request): Promise<Record<string, Answer>> {
  const picture = await pictureOf(request);
  if (request.isFirstOfVideo) {
    gaze = new Gaze();
  }
  const answers: Record<string, Answer> = {};
  for (const reader of request.readers) {
    const begun = performance.now();
    const texts = await READERS[reader](picture);
    answers[reader] = { texts, milliseconds: performance.now() - begun };
  }
  return answers;
}

// Node.js has none, and our page and its library make them.
globalThis.ImageData ??= class {
  readonly data: Uint8ClampedArray;

  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    this.data = new Uint8ClampedArray(width * height * 4);
  }
} as unknown as typeof ImageData;

const [wasm = ""] = process.argv.slice(2);
const bytes = await readFile(wasm);
await loadReader(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await answer(JSON.parse(line) as Request))}\n`);
}
