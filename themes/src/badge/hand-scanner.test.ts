import assert from "node:assert/strict";
import { test } from "node:test";
import vectors from "../../../contracts/badge-vectors.json";
import { HandScanner, type Meaning } from "./hand-scanner";

const BADGE = vectors.valid[0]!.code;
const FAST = 8;

interface Pressed {
  readonly key: string;
  readonly ctrlKey?: boolean;
}

function typed(scanner: HandScanner, keys: ReadonlyArray<string | Pressed>, pause = FAST, begin = 0): Meaning[] {
  return keys.map((key, index) =>
    scanner.press({
      ctrlKey: false,
      altKey: false,
      metaKey: false,
      timeStamp: begin + index * pause,
      ...(typeof key === "string" ? { key } : key),
    }),
  );
}

function badges(meanings: readonly Meaning[]): string[] {
  return meanings.flatMap((meaning) => (meaning !== null && meaning !== "ending" ? [meaning.code] : []));
}

const ENDINGS: Readonly<Record<string, ReadonlyArray<string | Pressed>>> = {
  nothing: [],
  Enter: ["Enter"],
  Tab: ["Tab"],
  "carriage return and line feed": ["Enter", { key: "j", ctrlKey: true }],
  "two Enters": ["Enter", "Enter"],
};

for (const [name, ending] of Object.entries(ENDINGS)) {
  test(`a badge is one badge when ${name} follows`, () => {
    assert.deepEqual(badges(typed(new HandScanner(), [...BADGE, ...ending])), [BADGE]);
  });

  test(`${name} after a badge reaches nothing else`, () => {
    const after = typed(new HandScanner(), [...BADGE, ...ending]).slice(BADGE.length);
    assert.deepEqual(after, ending.map(() => "ending"));
  });
}

test("Shift belongs to no text", () => {
  assert.deepEqual(badges(typed(new HandScanner(), [...BADGE].flatMap((key) => ["Shift", key]))), [BADGE]);
});

test("with Caps Lock on, a scanner's small letters are a badge too", () => {
  assert.deepEqual(badges(typed(new HandScanner(), [...BADGE.toLowerCase()])), [BADGE]);
});

test("a wireless scanner may be slow", () => {
  assert.deepEqual(badges(typed(new HandScanner(), [...BADGE], 120)), [BADGE]);
});

test("a busy machine may hold up a key", () => {
  const scanner = new HandScanner();
  typed(scanner, [...BADGE.slice(0, 30)]);
  assert.deepEqual(badges(typed(scanner, [...BADGE.slice(30)], FAST, 30 * FAST + 800)), [BADGE]);
});

test("what a person typed before does not belong to the badge", () => {
  assert.deepEqual(badges(typed(new HandScanner(), [..."mei", ...BADGE])), [BADGE]);
});

test("half a badge does not go on with the next one", () => {
  const scanner = new HandScanner();
  typed(scanner, [...BADGE.slice(0, 30)]);
  assert.deepEqual(badges(typed(scanner, [...BADGE.slice(30)], FAST, 5000)), []);
});

test("Enter and Tab are a person's own when no badge came just before", () => {
  assert.deepEqual(typed(new HandScanner(), ["Enter", "Tab"]), [null, null]);
});

test("Enter long after a badge is a person's own", () => {
  const scanner = new HandScanner();
  typed(scanner, [...BADGE]);
  assert.deepEqual(typed(scanner, ["Enter"], FAST, 5000), [null]);
});
