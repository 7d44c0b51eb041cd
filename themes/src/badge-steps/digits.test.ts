import assert from "node:assert/strict";
import { test } from "node:test";
import { digitsOf, withDigit, withoutLast } from "./digits";

test("a fifth digit is not taken", () => {
  assert.equal(withDigit("471", "1"), "4711");
  assert.equal(withDigit("4711", "2"), "4711");
});

test("the last digit is taken back, as often as one likes", () => {
  assert.equal(withoutLast("47"), "4");
  assert.equal(withoutLast(""), "");
});

test("only digits stay", () => {
  assert.equal(digitsOf("4 7-1a12"), "4711");
});
