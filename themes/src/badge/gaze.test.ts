import assert from "node:assert/strict";
import { test } from "node:test";
import { Gaze } from "./gaze";

function views(gaze: Gaze, width: number, height: number, count = 12) {
  return Array.from({ length: count }, () => gaze.next(width, height));
}

for (const [width, height] of [
  [1280, 720],
  [720, 1280],
  [1920, 1080],
  [320, 240],
] as const) {
  test(`every part of a picture of ${width} x ${height} lies in it`, () => {
    for (const { part } of views(new Gaze(), width, height)) {
      assert.ok(part.x >= 0 && part.y >= 0 && part.x + part.width <= width && part.y + part.height <= height);
    }
  });

  test(`now and then the whole picture of ${width} x ${height} is looked at`, () => {
    assert.ok(views(new Gaze(), width, height).some(({ part }) => part.width === width && part.height === height));
  });
}

test("a small picture is always looked at whole", () => {
  assert.ok(views(new Gaze(), 320, 240).every(({ part }) => part.width === 320));
});

test("nothing is drawn larger than the camera saw it", () => {
  assert.ok(views(new Gaze(), 3840, 2160).every(({ part, drawn }) => drawn.width <= part.width));
});

test("a slow machine is not given enlarged pictures", () => {
  const gaze = new Gaze();
  for (let picture = 0; picture < 10; picture += 1) {
    gaze.took(900);
  }
  assert.ok(views(gaze, 1280, 720).every(({ enlarged }) => enlarged === 1));
});

test("one slow picture is forgiven", () => {
  const gaze = new Gaze();
  gaze.took(700);
  assert.ok(views(gaze, 1280, 720).some(({ enlarged }) => enlarged > 1));
});
