// What is said of a password while it is typed.
import type { Guessing, KnownWords, Reason } from "./guessing";

export interface Rule {
  minLength: number;
  /** A score as of `Guessing`. */
  minStrength: number;
  words: KnownWords;
}

/** `filled` of four bars; `text` names a sentence of the page, `missing` is how many characters it lacks. */
export interface Verdict {
  accepted: boolean;
  filled: number;
  text: "empty" | "length" | "good" | "strong" | Reason;
  missing: number;
}

const STRONGEST = 4;

export function verdictOn(password: string, rule: Rule, guess: (password: string, words: KnownWords) => Guessing): Verdict {
  if (password === "") {
    return { accepted: false, filled: 0, text: "empty", missing: rule.minLength };
  }
  const missing = Math.max(0, rule.minLength - Array.from(password).length);
  if (missing > 0) {
    return { accepted: false, filled: 1, text: "length", missing };
  }
  const { score, reason } = guess(password, rule.words);
  if (score < rule.minStrength) {
    return { accepted: false, filled: Math.max(1, score), text: reason, missing: 0 };
  }
  return { accepted: true, filled: Math.max(score, 3), text: score === STRONGEST ? "strong" : "good", missing: 0 };
}
