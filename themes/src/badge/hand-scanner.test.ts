import assert from "node:assert/strict";
import { test } from "node:test";
import { HandScanner } from "./hand-scanner";

function typed(keys: readonly string[], pause: number): string | null {
  const scanner = new HandScanner();
  let result: string | null = null;
  keys.forEach((key, index) => {
    result = scanner.press(key, index * pause);
  });
  return result;
}

test("keys that come fast and end with Enter are one text", () => {
  assert.equal(typed([..."HB1AF", "Enter"], 8), "HB1AF");
});

test("Shift belongs to no text", () => {
  assert.equal(typed(["Shift", "H", "Shift", "B", "1", "Enter"], 8), "HB1");
});

test("what a person types is not taken for a badge", () => {
  assert.equal(typed([..."HB1AF", "Enter"], 120), null);
});

test("Enter alone is nothing", () => {
  assert.equal(typed(["Enter"], 8), null);
});

test("a second badge does not begin with the rest of the first", () => {
  const scanner = new HandScanner();
  [..."HB1"].forEach((key, index) => scanner.press(key, index * 8));
  [..."HB2"].forEach((key, index) => scanner.press(key, 5000 + index * 8));
  assert.equal(scanner.press("Enter", 5024), "HB2");
});
