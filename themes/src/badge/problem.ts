// Why there is no picture, or none that can be read.

/** What the page has a picture and words for. */
export type Problem = "none" | "denied" | "busy" | "insecure" | "lost" | "broken";

/** The camera went away while it ran: somebody pulled its plug. */
export class CameraLost extends Error {
  override name = "CameraLost";
}

/** Nothing here can read pictures: a part of the page did not load, or the browser cannot run it. */
export class NoDecoder extends Error {
  override name = "NoDecoder";
}

const PROBLEMS: Readonly<Record<string, Problem>> = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "none",
  OverconstrainedError: "none",
  NotReadableError: "busy",
  AbortError: "busy",
  CameraLost: "lost",
  NoDecoder: "broken",
};

/** The problem behind an error of camera or decoder. What is unknown counts as a camera that does not answer: trying again helps. */
export function problemOf(error: unknown): Problem {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  return PROBLEMS[name] ?? "busy";
}
