// Why there is no picture.

/** What the page has a picture and words for. */
export type Problem = "none" | "denied" | "busy" | "insecure";

const PROBLEMS: Readonly<Record<string, Problem>> = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "none",
  OverconstrainedError: "none",
  NotReadableError: "busy",
  AbortError: "busy",
};

/** The problem behind an error of `getUserMedia`. What is unknown counts as a camera that does not answer: trying again helps. */
export function problemOf(error: unknown): Problem {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  return PROBLEMS[name] ?? "busy";
}
