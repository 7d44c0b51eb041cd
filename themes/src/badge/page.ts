// The badge page: holds camera, scanner and sound together.
import { BestDecoder } from "./best-decoder";
import { Camera } from "./camera";
import { listenToHandScanner } from "./hand-scanner";
import { problemOf } from "./problem";
import { Scan } from "./scan";
import { Screen, type State } from "./screen";
import { isSoundOn, playFound, prepareSound, toggleSound } from "./sound";

/** Long enough to see the green frame, too short to wonder. */
const SHOW_FOUND_MILLISECONDS = 400;
/** The camera is on, or about to be. */
const WITH_CAMERA: ReadonlySet<State> = new Set(["starting", "looking", "nothing", "late"]);
/** A camera that is plugged in now ends these. */
const WITHOUT_CAMERA: ReadonlySet<State> = new Set(["none", "lost"]);

const screen = new Screen();
const camera = new Camera(screen.video, giveUp);
let decoder: BestDecoder | null = null;
let scan: Scan | null = null;
let isAway = false;

/** Loads while the camera starts and while people read. */
function readyDecoder(): BestDecoder {
  const { worker = "", wasm = "" } = screen.view.dataset;
  decoder ??= new BestDecoder({ script: worker, wasm });
  return decoder;
}

function leaveCamera(): void {
  scan?.stop();
  scan = null;
  camera.stop();
}

function send(code: string): void {
  if (screen.state === "found") {
    return;
  }
  screen.keepPicture();
  // First the sound: a page that uses a camera may be heard.
  playFound();
  leaveCamera();
  screen.show("found");
  setTimeout(() => screen.submit(code), SHOW_FOUND_MILLISECONDS);
}

function giveUp(error: unknown): void {
  leaveCamera();
  const problem = problemOf(error);
  if (problem === "broken") {
    decoder?.stop();
    decoder = null;
  }
  console.error(error);
  screen.show(problem);
}

async function look(start: () => Promise<boolean>): Promise<void> {
  leaveCamera();
  screen.show("starting");
  try {
    const ready = readyDecoder();
    if (!(await start())) {
      return;
    }
    screen.view.classList.toggle("scan--mirror", camera.isMirror);
    screen.show("looking");
    scan = new Scan(screen.video, ready, {
      found: send,
      foundNothing: () => screen.show("nothing"),
      isLate: () => screen.show("late"),
      failed: giveUp,
    });
  } catch (error) {
    giveUp(error);
  }
  await offerOtherCamera();
}

/** A camera that another program holds is a reason to take another one. */
async function offerOtherCamera(): Promise<void> {
  screen.otherCamera.hidden = (await Camera.all()).length < 2;
}

/** Begins to look, unless there is something to say first. */
async function begin(): Promise<void> {
  if (!Camera.isPossible) {
    screen.show("insecure");
    return;
  }
  if ((await Camera.all()).length === 0) {
    screen.show("none");
    return;
  }
  readyDecoder();
  if (await Camera.needsTouch()) {
    screen.show("asking");
    return;
  }
  await look(() => camera.start());
}

function showSound(): void {
  screen.sound.setAttribute("aria-pressed", String(isSoundOn()));
}

/** Nobody looks at a page that is hidden, and another one may need the camera. */
function leaveWhileHidden(): void {
  if (document.visibilityState === "hidden") {
    isAway ||= WITH_CAMERA.has(screen.state);
    leaveCamera();
  } else if (isAway) {
    isAway = false;
    void look(() => camera.start());
  }
}

function listen(): void {
  for (const again of screen.view.querySelectorAll("[data-look-again]")) {
    again.addEventListener("click", () => look(() => camera.start()));
  }
  screen.otherCamera.addEventListener("click", () => look(() => camera.next()));
  screen.sound.addEventListener("click", () => {
    toggleSound();
    showSound();
  });
  document.addEventListener("pointerdown", prepareSound, { once: true });
  listenToHandScanner(send);
  document.addEventListener("visibilitychange", leaveWhileHidden);
  globalThis.addEventListener("pagehide", leaveCamera);
  globalThis.addEventListener("pageshow", (event) => {
    if (event.persisted) {
      void open();
    }
  });
  navigator.mediaDevices?.addEventListener("devicechange", () => {
    if (WITHOUT_CAMERA.has(screen.state)) {
      void begin();
    }
  });
}

/** After a refusal somebody has to ask for the camera: the same badge, still held up, would be sent over and over. */
async function open(): Promise<void> {
  if (screen.view.dataset["refused"] === "true") {
    screen.show("refused");
  } else {
    await begin();
  }
}

showSound();
listen();
void open();
