// What the badge page shows: one state at a time, each with its own picture and words.
import type { Problem } from "./problem";

/** How things stand. `asking`: the browser will ask for the camera once somebody touches the button. */
export type State = "starting" | "asking" | "looking" | "nothing" | "late" | "found" | "refused" | Problem;

/** In these the password is the better way, and the page says so. */
const PASSWORD_IS_BETTER: ReadonlySet<State> = new Set(["late", "none", "denied", "busy", "insecure", "lost", "broken"]);

function element<T extends HTMLElement>(id: string, type: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof type)) {
    throw new Error(`The page has no ${type.name} #${id}`);
  }
  return found;
}

/** The elements of the page. */
export class Screen {
  readonly view = element("badge-view", HTMLElement);
  readonly video = element("badge-video", HTMLVideoElement);
  readonly otherCamera = element("badge-other-camera", HTMLButtonElement);
  readonly sound = element("badge-sound", HTMLButtonElement);
  readonly #still = element("badge-still", HTMLCanvasElement);
  readonly #ways = element("badge-ways", HTMLElement);
  readonly #form = element("badge-form", HTMLFormElement);
  readonly #field = element("badge-code", HTMLInputElement);
  #state: State = "starting";

  /** What is shown. */
  get state(): State {
    return this.#state;
  }

  /** Shows another state. */
  show(state: State): void {
    this.#state = state;
    this.view.dataset["state"] = state;
    this.#ways.dataset["offer"] = PASSWORD_IS_BETTER.has(state) ? "password" : "";
    for (const words of document.querySelectorAll<HTMLElement>("[data-for]")) {
      words.hidden = !words.dataset["for"]?.split(" ").includes(state);
    }
  }

  /** Keeps the last picture on the page, because the camera goes off at once. */
  keepPicture(): void {
    this.#still.width = this.video.videoWidth;
    this.#still.height = this.video.videoHeight;
    this.#still.getContext("2d")?.drawImage(this.video, 0, 0);
  }

  /** Sends a badge to Keycloak. */
  submit(code: string): void {
    this.#field.value = code;
    this.#form.requestSubmit();
  }
}
