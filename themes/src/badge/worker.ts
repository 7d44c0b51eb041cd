// Looks for QR codes beside the page, so that its picture stays fluid.
import { loadReader, readCodes } from "./reader";
import type { WorkerAnswer, WorkerRequest } from "./worker-decoder";

let ready: Promise<void> = Promise.reject(new Error("The worker was not told where its code is"));
ready.catch(() => undefined);

async function load(address: string): Promise<void> {
  const answer = await fetch(address);
  if (!answer.ok) {
    throw new Error(`${address} answered ${answer.status}`);
  }
  await loadReader(await answer.arrayBuffer());
}

/** A worker's rejected promise reaches nobody, so a failure is an answer too. */
function tell(answer: WorkerAnswer): void {
  self.postMessage(answer);
}

function tellFailure(error: unknown): void {
  tell({ failure: String(error) });
}

self.onmessage = ({ data }: MessageEvent<WorkerRequest>) => {
  if ("wasm" in data) {
    ready = load(data.wasm);
    ready.catch(tellFailure);
    return;
  }
  ready
    .then(() => readCodes(data.picture, data.view))
    .then((texts) => tell({ texts }))
    .catch(tellFailure);
};
