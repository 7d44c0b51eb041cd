import assert from "node:assert/strict";
import { test } from "node:test";
import vectors from "../../../contracts/password-vectors.json";
import { guess } from "./guessing";

for (const { password, score, reason } of vectors.cases) {
  test(`${password} is guessed as the extension says`, () =>
    assert.deepEqual(guess(password, vectors.words), { score, reason }));
}
