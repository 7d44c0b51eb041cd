import assert from "node:assert/strict";
import { test } from "node:test";
import vectors from "../../../contracts/badge-vectors.json";
import { badgeCode } from "./code";

for (const { code } of vectors.valid) {
  test(`${code} is a badge`, () => assert.equal(badgeCode(code), code));
}
for (const { why, text, code } of vectors.tolerated) {
  test(`a badge is recognised in spite of ${why}`, () => assert.equal(badgeCode(text), code));
}
for (const { why, text } of vectors.invalid) {
  test(`no badge: ${why}`, () => assert.equal(badgeCode(text), null));
}
