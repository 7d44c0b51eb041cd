"""The page that a badge is held up to, and cameras that do as they are told."""

from __future__ import annotations

import json
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

_TROUBLE_NOTED = """
window.policyViolations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.policyViolations.push(`${event.violatedDirective}: ${event.blockedURI}`));
"""

_TOLD_CAMERA = """
((told) => {
  if (!navigator.mediaDevices) {
    return;
  }
  window.cameraTracks = [];
  const picture = () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 480 });
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#8a9a8f";
    pen.fillRect(0, 0, 640, 480);
    const stream = canvas.captureStream(5);
    window.cameraTracks.push(stream.getVideoTracks()[0]);
    return stream;
  };
  const names = () => Array.from({ length: told.cameras }, (_, number) => `camera-${number}`);
  window.cameraAsked = [];
  window.told = told;
  navigator.mediaDevices.enumerateDevices = async () =>
    names().map((deviceId) => ({ kind: "videoinput", deviceId, label: "", groupId: "" }));
  navigator.mediaDevices.getUserMedia = async ({ video }) => {
    window.cameraAsked.push(video.deviceId?.exact ?? "");
    if (told.error) {
      throw new DOMException("As told", told.error);
    }
    return told.isSlow ? new Promise(() => undefined) : picture();
  };
  navigator.permissions.query = async () => ({ state: told.permission });
})(%s);
"""


@dataclass(frozen=True)
class ToldCamera:
    """What the browser answers when a page asks for a camera.

    Attributes:
        cameras: how many there are.
        error: name of the DOMException that the request ends with; None: there is a picture, of a wall.
        permission: `granted`, `prompt` or `denied`.
        slow: the request never ends.
    """

    cameras: int = 1
    error: str | None = None
    permission: str = "granted"
    slow: bool = False

    def install(self, page: Page) -> None:
        """Let it answer from the next page on."""
        told = {"cameras": self.cameras, "error": self.error, "permission": self.permission, "isSlow": self.slow}
        page.add_init_script(_TOLD_CAMERA % json.dumps(told))


@dataclass(frozen=True)
class ScanPage:
    """The page as people use it."""

    page: Page

    def note_trouble(self) -> None:
        """Note what the browser stops because the page's policy forbids it, from the next page on."""
        self.page.add_init_script(_TROUBLE_NOTED)

    @property
    def violations(self) -> list[str]:
        """What was stopped."""
        found: list[str] = self.page.evaluate("window.policyViolations")
        return found

    def expect_state(self, state: str, timeout: float = 10_000) -> None:
        """Wait until things stand so; see `State` in themes/src/badge/screen.ts."""
        expect(self.page.locator("#badge-view")).to_have_attribute("data-state", state, timeout=timeout)

    @property
    def password_words(self) -> Locator:
        """Words that offer the password, there only when it is the better way."""
        return self.page.get_by_text("You can sign in without the camera")

    def touch(self, button: str) -> None:
        """Touch the button of a name."""
        self.page.get_by_role("button", name=button).click()

    @property
    def cameras_asked_for(self) -> list[str]:
        """Ids of the cameras that were asked for one after another; empty for any."""
        asked: list[str] = self.page.evaluate("window.cameraAsked")
        return asked

    @property
    def is_camera_on(self) -> bool:
        """Whether any camera's light is on."""
        return bool(self.page.evaluate("window.cameraTracks.some((track) => track.readyState === 'live')"))

    def pull_the_plug(self) -> None:
        """Take the running camera away, and all others."""
        self.page.evaluate(
            "told.cameras = 0; cameraTracks.at(-1).stop(); cameraTracks.at(-1).dispatchEvent(new Event('ended'))"
        )

    def plug_in(self) -> None:
        """Bring a camera back."""
        self.page.evaluate("told.cameras = 1; navigator.mediaDevices.dispatchEvent(new Event('devicechange'))")

    def hide(self, *, hidden: bool) -> None:
        """Change to another tab, or back."""
        state = "hidden" if hidden else "visible"
        self.page.evaluate(
            f"Object.defineProperty(document, 'visibilityState', {{ configurable: true, value: '{state}' }});"
            "document.dispatchEvent(new Event('visibilitychange'))"
        )
