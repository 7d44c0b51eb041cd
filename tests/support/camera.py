"""A badge held up to a camera: videos for Chromium's `--use-file-for-fake-video-capture`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import qrcode
from PIL import Image, ImageFilter

_SIZE = (640, 480)
_BADGE = 250
_EMPTY_FRAMES = 6
_BADGE_FRAMES = 14
_TILT_DEGREES = 9
_WALL, _CARD = (168, 176, 170), (250, 250, 248)


def write_badge_video(code: str, path: Path) -> None:
    """Write a video of somebody who holds a badge up to the camera, a little tilted and out of focus.

    Chromium plays it over and over.

    Args:
        code: the text of the badge's QR code.
        path: the file to write, `*.y4m`.
    """
    write_video([_wall()] * _EMPTY_FRAMES + [_held_up(code)] * _BADGE_FRAMES, path)


def write_empty_video(path: Path) -> None:
    """Write a video of a wall: a camera that nobody holds a badge up to."""
    write_video([_wall()] * _EMPTY_FRAMES, path)


def write_video(pictures: Iterable[Image.Image], path: Path, *, rate: int = 10) -> None:
    """Write pictures of one size, `rate` a second, as `*.y4m`."""
    with path.open("wb") as video:
        for number, picture in enumerate(pictures):
            if number == 0:
                video.write(f"YUV4MPEG2 W{picture.width} H{picture.height} F{rate}:1 Ip A1:1 C420jpeg\n".encode())
            video.write(b"FRAME\n" + _planes(picture))


def _wall() -> Image.Image:
    return Image.new("RGB", _SIZE, _WALL)


def _held_up(code: str) -> Image.Image:
    card = Image.new("RGB", (_BADGE, _BADGE + 90), _CARD)
    drawn = qrcode.make(code, border=3).get_image().convert("RGB")
    card.paste(drawn.resize((_BADGE, _BADGE), Image.Resampling.NEAREST), (0, 45))
    tilted = card.convert("RGBA").rotate(_TILT_DEGREES, Image.Resampling.BICUBIC, expand=True)
    picture = _wall()
    picture.paste(tilted, ((_SIZE[0] - tilted.width) // 2, (_SIZE[1] - tilted.height) // 2), tilted)
    return picture.filter(ImageFilter.GaussianBlur(1.2))


def _planes(picture: Image.Image) -> bytes:
    """The picture in planar YCbCr, the colours at half the resolution, as y4m has it."""
    luma, blue, red = picture.convert("YCbCr").split()
    half = (picture.width // 2, picture.height // 2)
    return luma.tobytes() + blue.resize(half).tobytes() + red.resize(half).tobytes()
