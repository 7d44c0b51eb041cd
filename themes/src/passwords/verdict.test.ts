import assert from "node:assert/strict";
import { test } from "node:test";
import type { Guessing } from "./guessing";
import { type Rule, verdictOn } from "./verdict";

const RULE: Rule = { minLength: 8, minStrength: 2, words: { own: [], school: [], common: [] } };
const guessed = (score: number) => (): Guessing => ({ score, reason: "word" });

test("nothing is said of nothing", () => assert.equal(verdictOn("", RULE, guessed(0)).text, "empty"));

test("what is too short lacks so many characters, and is not guessed at", () => {
  const never = () => assert.fail("guessed");
  assert.deepEqual(verdictOn("abc", RULE, never), { accepted: false, filled: 1, text: "length", missing: 5 });
});

test("an emoji is one character, as for the server", () => assert.equal(verdictOn("🐢🐢🐢🐢", RULE, guessed(4)).missing, 4));

test("what is too easy gets the reason", () =>
  assert.deepEqual(verdictOn("basketball", RULE, guessed(1)), { accepted: false, filled: 1, text: "word", missing: 0 }));

for (const [score, text] of [
  [2, "good"],
  [3, "good"],
  [4, "strong"],
] as const) {
  test(`a score of ${score} is ${text}`, () => {
    const verdict = verdictOn("eight letters", RULE, guessed(score));
    assert.deepEqual([verdict.accepted, verdict.text], [true, text]);
  });
}

test("what is refused never fills as many bars as what is taken", () => {
  const strict = { ...RULE, minStrength: 4 };
  assert.ok(verdictOn("eight letters", strict, guessed(3)).filled <= 3);
  assert.equal(verdictOn("eight letters", strict, guessed(4)).filled, 4);
});
