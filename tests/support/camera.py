"""A badge held up to a camera: videos for Chromium's `--use-file-for-fake-video-capture`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import qrcode
from PIL import Image, ImageDraw, ImageFilter

_SIZE = (640, 480)
_BADGE = 250
_EMPTY_FRAMES = 6
_BADGE_FRAMES = 14
_TILT_DEGREES = 9
_WALL, _CARD = (168, 176, 170), (250, 250, 248)
_HAIR, _SKIN, _SHIRT, _WINDOW = (74, 52, 40), (202, 152, 118), (63, 110, 152), (214, 226, 230)
_HELD_FRAMES, _HELD_TOP = 100, 80


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


def write_portrait_video(code: str, path: Path, *, alone: int = 0, coming: int = 0) -> None:
    """Write a video for people to look at: somebody in a room takes a badge up and holds it to the camera.

    There are ten frames a second.

    Args:
        code: the text of the badge's QR code.
        path: the file to write, `*.y4m`.
        alone: so many frames before the badge comes.
        coming: so many frames until it is held up.
    """
    room, card = _room(), _card(code)
    below = _SIZE[1] - _HELD_TOP
    places = [_SIZE[1] - round(step * below / coming) for step in range(coming)] + [_HELD_TOP] * _HELD_FRAMES

    def with_badge(top: int) -> Image.Image:
        picture = room.copy()
        picture.paste(card, ((_SIZE[0] - card.width) // 2, top), card)
        return picture

    write_video([room] * alone + [with_badge(top) for top in places], path)


def write_video(pictures: Iterable[Image.Image], path: Path, *, rate: int = 10) -> None:
    """Write pictures of one size, `rate` a second, as `*.y4m`."""
    with path.open("wb") as video:
        for number, picture in enumerate(pictures):
            if number == 0:
                video.write(f"YUV4MPEG2 W{picture.width} H{picture.height} F{rate}:1 Ip A1:1 C420jpeg\n".encode())
            video.write(b"FRAME\n" + _planes(picture))


def _wall() -> Image.Image:
    return Image.new("RGB", _SIZE, _WALL)


def _room() -> Image.Image:
    picture = _wall()
    draw = ImageDraw.Draw(picture)
    draw.rectangle((470, 30, 620, 210), fill=_WINDOW)
    draw.ellipse((190, 330, 450, 700), fill=_SHIRT)
    draw.ellipse((245, 110, 395, 300), fill=_HAIR)
    draw.ellipse((258, 145, 382, 325), fill=_SKIN)
    for left in (292, 338):
        draw.ellipse((left, 220, left + 12, 236), fill=_HAIR)
    draw.arc((290, 240, 350, 286), 20, 160, fill=_HAIR, width=4)
    return picture


def _card(code: str) -> Image.Image:
    card = Image.new("RGB", (_BADGE, _BADGE + 90), _CARD)
    drawn = qrcode.make(code, border=3).get_image().convert("RGB")
    card.paste(drawn.resize((_BADGE, _BADGE), Image.Resampling.NEAREST), (0, 45))
    return card.convert("RGBA").rotate(_TILT_DEGREES, Image.Resampling.BICUBIC, expand=True)


def _held_up(code: str) -> Image.Image:
    tilted = _card(code)
    picture = _wall()
    picture.paste(tilted, ((_SIZE[0] - tilted.width) // 2, (_SIZE[1] - tilted.height) // 2), tilted)
    return picture.filter(ImageFilter.GaussianBlur(1.2))


def _planes(picture: Image.Image) -> bytes:
    """The picture in planar YCbCr, the colours at half the resolution, as y4m has it."""
    luma, blue, red = picture.convert("YCbCr").split()
    half = (picture.width // 2, picture.height // 2)
    return luma.tobytes() + blue.resize(half).tobytes() + red.resize(half).tobytes()
