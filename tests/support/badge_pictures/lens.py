"""How a camera sees a card: its place in the picture, and what lens and sensor do to it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

from tests.support.badge_pictures.card import Card
from tests.support.badge_pictures.room import Grey

_FOCAL = 0.8
"""Focal length in widths of the picture: 64 degrees from side to side, a webcam's."""
_FINER = 2
"""Cards are drawn so many times finer than the sensor and then averaged, as its pixels do it."""


@dataclass(frozen=True)
class Pose:
    """Where a card is.

    Attributes:
        place: of its middle: right, down and away from the camera, in millimetres.
        rotation: in its plane, in degrees.
        tilt: about the upright and the level axis, in degrees.
    """

    place: tuple[float, float, float]
    rotation: float
    tilt: tuple[float, float]

    def corners(self, card: Card, size: tuple[int, int]) -> npt.NDArray[np.float64]:
        """Where the card's corners are in a picture of a size: 4 x 2 pixels, from the upper left one clockwise."""
        wide, high = card.grey.width / card.pixels / 2, card.grey.height / card.pixels / 2
        flat = np.array([(-wide, -high, 0), (wide, -high, 0), (wide, high, 0), (-wide, high, 0)])
        there = flat @ _turned(self).T + np.array(self.place)
        focal = _FOCAL * size[0]
        return np.asarray(there[:, :2] / there[:, 2:] * focal + np.array(size) / 2)


def pixels_per_mm(size: tuple[int, int], distance: float) -> float:
    """How many pixels of the sensor a millimetre covers that is so far away."""
    return _FOCAL * size[0] / distance


def hold_up(card: Card, poses: list[Pose], behind: Grey) -> tuple[Grey, Grey]:
    """Put the card before what is behind, smeared over all the places where it is while the shutter is open.

    Returns:
        the picture, and how much of each pixel the card covers, 0 to 1.
    """
    height, width = behind.shape
    fine = card.seen_at(_FINER * pixels_per_mm((width, height), poses[0].place[2]))
    placed = [pose.corners(fine, (width, height)) for pose in poses]
    everywhere = np.concatenate(placed)
    left, top = np.clip(np.floor(everywhere.min(0)).astype(int) - 1, 0, [width - 1, height - 1])
    right, bottom = np.clip(np.ceil(everywhere.max(0)).astype(int) + 1, [left + 1, top + 1], [width, height])
    box = ((right - left) * _FINER, (bottom - top) * _FINER)
    grey = there = np.zeros((bottom - top, right - left), dtype=np.float32)
    covered = np.zeros_like(behind)
    for corners in placed:
        seen = _projected(fine, (corners - [left, top]) * _FINER, box)
        cover = seen[1] / 255 / len(placed)
        grey, there = grey + seen[0] * cover, there + cover
    picture = behind.copy()
    picture[top:bottom, left:right] = behind[top:bottom, left:right] * (1 - there) + grey
    covered[top:bottom, left:right] = there
    return picture, covered


def blurred(picture: Grey, radius: float) -> Grey:
    """The picture out of focus."""
    image = Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8))
    return np.asarray(image.filter(ImageFilter.GaussianBlur(radius)), dtype=np.float32)


def _turned(pose: Pose) -> npt.NDArray[np.float64]:
    about, upright, level = np.radians([pose.rotation, *pose.tilt])
    c, s = np.cos, np.sin
    rotation = np.array([[c(about), -s(about), 0], [s(about), c(about), 0], [0, 0, 1]])
    upright_turn = np.array([[c(upright), 0, s(upright)], [0, 1, 0], [-s(upright), 0, c(upright)]])
    level_turn = np.array([[1, 0, 0], [0, c(level), -s(level)], [0, s(level), c(level)]])
    return np.asarray(level_turn @ upright_turn @ rotation)


def _projected(card: Card, corners: npt.NDArray[np.float64], box: tuple[int, int]) -> tuple[Grey, Grey]:
    """Brightness and cover of the card in a box, after its pixels are averaged to those of the sensor."""
    flat = np.array([(0, 0), (card.grey.width, 0), card.grey.size, (0, card.grey.height)], dtype=np.float64)
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(corners, flat, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
    coefficients = np.linalg.solve(np.array(rows), flat.ravel())
    seen = card.grey.transform(
        box, Image.Transform.PERSPECTIVE, coefficients.tolist(), Image.Resampling.BILINEAR
    ).reduce(_FINER)
    grey, there = seen.split()
    return np.asarray(grey, dtype=np.float32), np.asarray(there, dtype=np.float32)
