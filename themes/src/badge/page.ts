// The badge page: holds camera, scanner and sound together and shows how things stand.
import { badgeCode } from "./code";
import { Camera } from "./camera";
import { bestDecoder, type Decoder } from "./decoder";
import { HandScanner } from "./hand-scanner";
import { problemOf, type Problem } from "./problem";
import { Scan } from "./scan";
import { isSoundOn, playFound, toggleSound } from "./sound";

/** Long enough to see the green frame, too short to wonder. */
const SHOW_FOUND_MILLISECONDS = 450;

type State = "starting" | "looking" | "nothing" | "found" | "refused" | Problem;

function element<T extends HTMLElement>(id: string, type: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof type)) {
    throw new Error(`The page has no ${type.name} #${id}`);
  }
  return found;
}

const view = element("badge-view", HTMLElement);
const video = element("badge-video", HTMLVideoElement);
const still = element("badge-still", HTMLCanvasElement);
const form = element("badge-form", HTMLFormElement);
const field = element("badge-code", HTMLInputElement);
const otherCamera = element("badge-other-camera", HTMLButtonElement);
const sound = element("badge-sound", HTMLButtonElement);

const camera = new Camera(video);
const handScanner = new HandScanner();
let decoder: Promise<Decoder> | null = null;
let scan: Scan | null = null;

function show(state: State): void {
  view.dataset["state"] = state;
  for (const words of view.querySelectorAll<HTMLElement>("[data-for]")) {
    words.hidden = words.dataset["for"] !== state;
  }
}

/** Keeps the last picture on the page, because the camera goes off at once. */
function keepPicture(): void {
  still.width = video.videoWidth;
  still.height = video.videoHeight;
  still.getContext("2d")?.drawImage(video, 0, 0);
}

function leaveCamera(): void {
  scan?.stop();
  scan = null;
  camera.stop();
}

function send(code: string): void {
  keepPicture();
  leaveCamera();
  show("found");
  playFound();
  field.value = code;
  setTimeout(() => form.requestSubmit(), SHOW_FOUND_MILLISECONDS);
}

function giveUp(error: unknown): void {
  leaveCamera();
  decoder = null;
  console.error(error);
  show(problemOf(error));
}

async function look(start: () => Promise<void>): Promise<void> {
  leaveCamera();
  if (!Camera.isPossible) {
    show("insecure");
    return;
  }
  show("starting");
  decoder ??= bestDecoder({ script: view.dataset["worker"] ?? "", wasm: view.dataset["wasm"] ?? "" });
  try {
    await start();
    view.classList.toggle("scan--mirror", camera.isMirror);
    otherCamera.hidden = (await camera.all()).length < 2;
    show("looking");
    scan = new Scan(video, await decoder, { found: send, foundNothing: () => show("nothing"), failed: giveUp });
  } catch (error) {
    giveUp(error);
  }
}

function showSound(): void {
  sound.setAttribute("aria-pressed", String(isSoundOn()));
}

function listen(): void {
  for (const again of view.querySelectorAll("[data-look-again]")) {
    again.addEventListener("click", () => look(() => camera.start()));
  }
  otherCamera.addEventListener("click", () => look(() => camera.next()));
  sound.addEventListener("click", () => {
    toggleSound();
    showSound();
  });
  document.addEventListener("keydown", (event) => {
    const text = handScanner.press(event.key, event.timeStamp);
    const code = text === null ? null : badgeCode(text);
    if (code) {
      // Otherwise the Enter would press the button that has the focus.
      event.preventDefault();
      send(code);
    }
  });
  globalThis.addEventListener("pagehide", leaveCamera);
  globalThis.addEventListener("pageshow", (event) => {
    if (event.persisted) {
      begin();
    }
  });
}

/** After a refusal somebody has to ask for the camera: the same badge, still held up, would be sent over and over. */
function begin(): void {
  if (view.dataset["refused"] === "true") {
    show("refused");
  } else {
    void look(() => camera.start());
  }
}

showSound();
listen();
begin();
