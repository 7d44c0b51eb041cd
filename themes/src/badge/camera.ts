// The camera: opened, changed for another one, and let go at once.

const CHOSEN_CAMERA = "homeroom.camera";
const TOWARDS_THE_PERSON: MediaTrackConstraints = { facingMode: { ideal: "user" } };
const PICTURE: MediaTrackConstraints = { width: { ideal: 1280 }, height: { ideal: 720 } };

/** A running camera in a video element. */
export class Camera {
  readonly #video: HTMLVideoElement;
  #stream: MediaStream | null = null;
  #settings: MediaTrackSettings = {};

  /** @param video shows the picture */
  constructor(video: HTMLVideoElement) {
    this.#video = video;
  }

  /** Whether the browser gives this page cameras at all: only on https addresses, and on the machine itself. */
  static get isPossible(): boolean {
    return window.isSecureContext && Boolean(navigator.mediaDevices?.getUserMedia);
  }

  /**
   * Starts the camera that was chosen on this device, else the one that looks at the person.
   *
   * @throws DOMException of `getUserMedia`; see problem.ts
   */
  async start(): Promise<void> {
    this.stop();
    const chosen = localStorage.getItem(CHOSEN_CAMERA);
    this.#stream = chosen ? await this.#open({ deviceId: { exact: chosen } }) : await this.#open(TOWARDS_THE_PERSON);
    this.#settings = this.#stream.getVideoTracks()[0]?.getSettings() ?? {};
    this.#video.srcObject = this.#stream;
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

  /** Lets the camera go: its light goes out. */
  stop(): void {
    this.#stream?.getTracks().forEach((track) => track.stop());
    this.#stream = null;
    this.#video.srcObject = null;
  }

  /** Whether the picture is that of a mirror: cameras that look away from the person show the world as it is. */
  get isMirror(): boolean {
    return this.#settings.facingMode !== "environment";
  }

  /** Ids of all cameras; known only once one was running. */
  async all(): Promise<string[]> {
    const devices = await navigator.mediaDevices.enumerateDevices();
    return devices.filter((device) => device.kind === "videoinput").map((device) => device.deviceId);
  }

  /** Changes from the camera that ran last to the next one, and remembers it on this device. */
  async next(): Promise<void> {
    const cameras = await this.all();
    const current = cameras.indexOf(this.#settings.deviceId ?? "");
    const next = cameras[(current + 1) % cameras.length];
    if (next) {
      localStorage.setItem(CHOSEN_CAMERA, next);
    }
    await this.start();
  }
}
