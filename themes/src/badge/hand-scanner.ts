// Hand scanners are keyboards: they type the code, and after it Enter, Tab, a line feed, several of these or nothing.
import { badgeCode } from "./code";

const CODE_LENGTH = 56;
/**
 * Between two keys of a scanner. Those without a cable are slow, and a busy machine or a remote desktop may hold keys up;
 * nobody types 56 characters that happen to be a badge, so that patience costs nothing.
 */
const LONGEST_PAUSE_MILLISECONDS = 1000;
const ENDINGS: ReadonlySet<string> = new Set(["Enter", "Tab"]);
const LINE_FEED = "j";

/** What is needed of a `KeyboardEvent`. */
export interface Key {
  readonly key: string;
  /** When it was pressed, in milliseconds of any clock. */
  readonly timeStamp: number;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/** What a key means: the last one of a badge, one that a scanner sends after a badge, or none of its business. */
export type Meaning = { readonly code: string } | "ending" | null;

/** Puts together what a hand scanner types. */
export class HandScanner {
  #typed = "";
  #last = Number.NEGATIVE_INFINITY;
  #isAfterBadge = false;

  /** Takes the next key. */
  press(key: Key): Meaning {
    const isInOneGo = key.timeStamp - this.#last <= LONGEST_PAUSE_MILLISECONDS;
    if (!isInOneGo) {
      this.#typed = "";
      this.#isAfterBadge = false;
    }
    this.#last = key.timeStamp;
    if (isEnding(key)) {
      this.#typed = "";
      return this.#isAfterBadge ? "ending" : null;
    }
    // Shift, which scanners press for capital letters, is a key of its own and belongs to no text.
    if (key.key.length !== 1 || key.ctrlKey || key.altKey || key.metaKey) {
      return null;
    }
    this.#typed = (this.#typed + key.key).slice(-CODE_LENGTH);
    const code = badgeCode(this.#typed);
    if (code === null) {
      return null;
    }
    this.#typed = "";
    this.#isAfterBadge = true;
    return { code };
  }
}

/** Calls `found` with every badge that is scanned while the page is open, wherever the focus is. */
export function listenToHandScanner(found: (code: string) => void): void {
  const scanner = new HandScanner();
  const listen = (event: KeyboardEvent) => {
    const meaning = scanner.press(event);
    if (meaning === null) {
      return;
    }
    // Otherwise Enter would press the button that has the focus, and Tab would move it.
    event.preventDefault();
    event.stopPropagation();
    if (meaning !== "ending") {
      found(meaning.code);
    }
  };
  document.addEventListener("keydown", listen, { capture: true });
}

function isEnding(key: Key): boolean {
  return ENDINGS.has(key.key) || (key.ctrlKey && key.key.toLowerCase() === LINE_FEED);
}
