import assert from "node:assert/strict";
import { test } from "node:test";
import { problemOf } from "./problem";

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
