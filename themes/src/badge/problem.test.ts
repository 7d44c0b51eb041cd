import assert from "node:assert/strict";
import { test } from "node:test";
import { CameraLost, NoDecoder, problemOf } from "./problem";

const EXPECTED = {
  NotAllowedError: "denied",
  NotFoundError: "none",
  NotReadableError: "busy",
  SomethingNewError: "busy",
} as const;

for (const [name, problem] of Object.entries(EXPECTED)) {
  test(`${name} is shown as '${problem}'`, () => {
    assert.equal(problemOf(new DOMException("", name)), problem);
  });
}

test("a camera whose plug was pulled is shown as such", () => {
  assert.equal(problemOf(new CameraLost()), "lost");
});

test("a page of which a part did not load is shown as such", () => {
  assert.equal(problemOf(new NoDecoder()), "broken");
});
