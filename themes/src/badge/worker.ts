// Looks for QR codes beside the page, so that its picture stays fluid.
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import type { WorkerAnswer, WorkerRequest } from "./decoder";

let ready: Promise<unknown> = Promise.reject(new Error("The worker was not told where its code is"));
ready.catch(() => undefined);

async function load(address: string): Promise<void> {
  const answer = await fetch(address);
  if (!answer.ok) {
    throw new Error(`${address} answered ${answer.status}`);
  }
  await prepareZXingModule({ overrides: { wasmBinary: await answer.arrayBuffer() }, fireImmediately: true });
}

async function texts(picture: ImageData): Promise<string[]> {
  await ready;
  const found = await readBarcodes(picture, { formats: ["QRCode"], tryHarder: true, maxNumberOfSymbols: 4 });
  return found.filter((code) => code.isValid).map((code) => code.text);
}

/** A worker's rejected promise reaches nobody, so a failure is an answer too. */
async function answer(picture: ImageData): Promise<WorkerAnswer> {
  try {
    return { texts: await texts(picture) };
  } catch (error) {
    return { failure: String(error) };
  }
}

self.onmessage = async (event: MessageEvent<WorkerRequest>) => {
  if ("wasm" in event.data) {
    ready = load(event.data.wasm);
    return;
  }
  self.postMessage(await answer(event.data.picture));
};
