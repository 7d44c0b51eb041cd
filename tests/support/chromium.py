"""Chromium as tests start it."""

import shutil

WHOLE_PROGRAM = "/usr/bin/chromium"
"""With all that a window has: policies, for one."""
PROGRAM = shutil.which("chromium-headless-shell") or WHOLE_PROGRAM
"""The same without windows takes half of the processor time."""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
FAKE_CAMERA = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")
"""With `--use-file-for-fake-video-capture=FILE.y4m`: a camera that sees the video, over and over, and may be used."""
