// The camera: opened, changed for another one, and let go at once.
import { CameraLost } from "./problem";

const CHOSEN_CAMERA = "homeroom.camera";
const HAS_RUN = "homeroom.camera-has-run";
const TOWARDS_THE_PERSON: MediaTrackConstraints = { facingMode: { ideal: "user" } };
const PICTURE: MediaTrackConstraints = { width: { ideal: 1280 }, height: { ideal: 720 } };

/** A running camera in a video element. */
export class Camera {
  readonly #video: HTMLVideoElement;
  readonly #lost: (error: CameraLost) => void;
  #stream: MediaStream | null = null;
  #settings: MediaTrackSettings = {};
  #starts = 0;

  /**
   * @param video shows the picture
   * @param lost is called when the camera goes away while it runs
   */
  constructor(video: HTMLVideoElement, lost: (error: CameraLost) => void) {
    this.#video = video;
    this.#lost = lost;
  }

  /** Whether the browser gives this page cameras at all: only on https addresses, and on the machine itself. */
  static get isPossible(): boolean {
    return window.isSecureContext && Boolean(navigator.mediaDevices?.getUserMedia);
  }

  /**
   * Whether the browser will ask the person, who should touch something first and know why: a question out of the blue is
   * denied, and some browsers show none without a touch. Not where a camera ran before: there people know the question.
   */
  static async needsTouch(): Promise<boolean> {
    if (localStorage.getItem(HAS_RUN) !== null) {
      return false;
    }
    try {
      // Browsers differ in the names that they know, and TypeScript knows still others.
      const camera = await navigator.permissions.query({ name: "camera" as PermissionName });
      return camera.state === "prompt";
    } catch {
      return true;
    }
  }

  /** Ids of all cameras, of which browsers tell no more than their number before one ran. */
  static async all(): Promise<string[]> {
    const devices = await navigator.mediaDevices.enumerateDevices();
    return devices.filter((device) => device.kind === "videoinput").map((device) => device.deviceId);
  }

  /**
   * Starts the camera that was chosen on this device, else the one that looks at the person.
   *
   * @returns whether it runs: false when it was stopped or started again meanwhile
   * @throws DOMException of `getUserMedia`; see problem.ts
   */
  async start(): Promise<boolean> {
    this.stop();
    const start = this.#starts;
    try {
      const stream = await this.#open(chosenCamera());
      if (start !== this.#starts) {
        end(stream);
        return false;
      }
      await this.#show(stream);
    } catch (error) {
      if (start !== this.#starts) {
        return false;
      }
      this.stop();
      forgetDenied(error);
      throw error;
    }
    localStorage.setItem(HAS_RUN, "");
    return start === this.#starts;
  }

  /** Lets the camera go: its light goes out. */
  stop(): void {
    this.#starts += 1;
    if (this.#stream) {
      end(this.#stream);
    }
    this.#stream = null;
    this.#video.srcObject = null;
  }

  /** Whether the picture is that of a mirror: cameras that look away from the person show the world as it is. */
  get isMirror(): boolean {
    return this.#settings.facingMode !== "environment";
  }

  /** Changes from the camera that was tried last to the next one, and remembers it on this device. */
  async next(): Promise<boolean> {
    const cameras = await Camera.all();
    const current = cameras.indexOf(localStorage.getItem(CHOSEN_CAMERA) ?? this.#settings.deviceId ?? "");
    const next = cameras[(current + 1) % cameras.length];
    if (next) {
      localStorage.setItem(CHOSEN_CAMERA, next);
    }
    return this.start();
  }

  async #show(stream: MediaStream): Promise<void> {
    const [track] = stream.getVideoTracks();
    this.#stream = stream;
    this.#settings = track?.getSettings() ?? {};
    track?.addEventListener("ended", () => this.#lost(new CameraLost("The camera went away while it ran")));
    this.#video.srcObject = stream;
    await this.#video.play();
  }

  /** The camera that was chosen may have been unplugged since: then any other will do. */
  async #open(which: MediaTrackConstraints): Promise<MediaStream> {
    try {
      return await navigator.mediaDevices.getUserMedia({ audio: false, video: { ...PICTURE, ...which } });
    } catch (error) {
      if (error instanceof DOMException && error.name === "OverconstrainedError" && which !== TOWARDS_THE_PERSON) {
        localStorage.removeItem(CHOSEN_CAMERA);
        return this.#open(TOWARDS_THE_PERSON);
      }
      throw error;
    }
  }
}

function chosenCamera(): MediaTrackConstraints {
  const chosen = localStorage.getItem(CHOSEN_CAMERA);
  return chosen ? { deviceId: { exact: chosen } } : TOWARDS_THE_PERSON;
}

/** Who denied the camera is not asked again before touching something. */
function forgetDenied(error: unknown): void {
  if (error instanceof DOMException && error.name === "NotAllowedError") {
    localStorage.removeItem(HAS_RUN);
  }
}

function end(stream: MediaStream): void {
  stream.getTracks().forEach((track) => track.stop());
}
