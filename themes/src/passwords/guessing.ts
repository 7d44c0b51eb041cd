// How a password would be guessed. The extension decides with the library that was ported from this one and with the same
// lists (Guessing.java); contracts/password-vectors.json holds both to it. Large: loaded when somebody begins to type.
import zxcvbn, { type ZXCVBNSequence } from "zxcvbn";

/** Words that are known of the person, each in one of the three, in small letters. */
export interface KnownWords {
  own: string[];
  school: string[];
  common: string[];
}

export type Reason = "own" | "school" | "common" | "word" | "keyboard" | "pattern" | "date" | "short";

export interface Guessing {
  /** 0 to 4: about ten to the power of 3, 6, 8 and 10 guesses lie between them. */
  score: number;
  /** What makes it easiest. */
  reason: Reason;
}

/** Time grows with the number of characters, and what is beyond these makes a password no easier to guess. */
const READ = 100;
/** Letters that there have to be besides words that everybody knows. */
const OTHER_LETTERS = 4;

export function guess(password: string, words: KnownWords): Guessing {
  const read = password.slice(0, READ);
  const nothingElse = madeOfKnownWords(read, words);
  if (nothingElse) {
    return { score: 0, reason: nothingElse };
  }
  const { score, sequence } = zxcvbn(read, [...words.own, ...words.school, ...words.common]);
  return { score, reason: reasonOf(sequence, words) };
}

/** Names with a year and a sign behind them take millions of guesses in theory. In a school they are what classmates try. */
function madeOfKnownWords(password: string, { own, school }: KnownWords): Reason | null {
  const longestFirst = [...own, ...school].sort((one, other) => other.length - one.length);
  const found = new Set<string>();
  let left = password.toLowerCase();
  for (const word of longestFirst) {
    if (left.includes(word)) {
      left = left.replaceAll(word, " ");
      found.add(word);
    }
  }
  if (found.size === 0 || (left.match(/\p{L}/gu) ?? []).length >= OTHER_LETTERS) {
    return null;
  }
  return own.some((word) => found.has(word)) ? "own" : "school";
}

/** The longest part tells most about the whole, the first of them if there are several. */
function reasonOf(sequence: ZXCVBNSequence[], words: KnownWords): Reason {
  const [first, ...others] = sequence;
  if (!first) {
    return "short";
  }
  const part = others.reduce((longest, other) => (other.token.length > longest.token.length ? other : longest), first);
  switch (part.pattern) {
    case "dictionary":
      return ofList(part, words);
    case "spatial":
      return "keyboard";
    case "repeat":
    case "sequence":
      return "pattern";
    case "regex":
    case "date":
      return "date";
    default:
      return "short";
  }
}

function ofList({ dictionary_name: list, rank }: ZXCVBNSequence, { own, school }: KnownWords): Reason {
  if (list !== "user_inputs") {
    return list === "passwords" ? "common" : "word";
  }
  const place = Number(rank);
  if (place <= own.length) {
    return "own";
  }
  return place <= own.length + school.length ? "school" : "common";
}
