"""The badge that is held up: a white card with a QR code, and what covers or bends it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_L, ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.main import QRCode

from tests.support.badge_pictures.kinds import Conditions

LEVELS = {"L": ERROR_CORRECT_L, "M": ERROR_CORRECT_M, "Q": ERROR_CORRECT_Q, "H": ERROR_CORRECT_H}

_QUIET_MODULES = 4
_PIXELS_PER_MM = 10
_MARGIN_MM, _FOOT_MM = 4, 11
_PAPER, _PRINT, _SKIN, _PHONE = 236, 26, 158, 14
_FINGER_MM = 15


@dataclass(frozen=True)
class Symbol:
    """The QR code of a badge.

    Attributes:
        code: its text.
        level: error correction, `L`, `M`, `Q` or `H`.
        side: of the printed square, quiet zone included, in millimetres.
    """

    code: str
    level: str
    side: float

    @property
    def module(self) -> float:
        """Side of a module in millimetres."""
        return self.side / (len(self.rows()) + 2 * _QUIET_MODULES)

    def rows(self) -> list[list[bool]]:
        """Its modules, dark ones true, without the quiet zone."""
        code = QRCode(error_correction=LEVELS[self.level], border=0)
        code.add_data(self.code)
        code.make()
        return [[bool(module) for module in row] for row in code.modules]


@dataclass(frozen=True)
class Card:
    """A picture of the card as it lies flat.

    Attributes:
        grey: its brightness, 0 to 255, and how much of it is there, in mode `LA`.
        pixels: of the picture in a millimetre.
    """

    grey: Image.Image
    pixels: float

    def seen_at(self, pixels: float) -> Card:
        """The same with so many pixels in a millimetre at most: finer ones would make false patterns in a lens."""
        if pixels >= self.pixels:
            return self
        size = (round(self.grey.width * pixels / self.pixels), round(self.grey.height * pixels / self.pixels))
        return Card(self.grey.resize(size, Image.Resampling.BOX), size[0] / self.grey.width * self.pixels)


def draw_card(symbol: Symbol, conditions: Conditions, chance: np.random.Generator) -> Card:
    """Draw the card, the finger on it and its creases."""
    side = symbol.side * _PIXELS_PER_MM
    margin, foot, finger = (length * _PIXELS_PER_MM for length in (_MARGIN_MM, _FOOT_MM, _FINGER_MM))
    edge = finger  # room for a finger that reaches in from outside
    size = (round(side + 2 * margin + 2 * edge), round(side + margin + foot + 2 * edge))
    picture = Image.new("LA", size, (_PAPER, 0))
    pen = ImageDraw.Draw(picture)
    body = (edge, edge, size[0] - edge, size[1] - edge)
    pen.rounded_rectangle(body, radius=margin, fill=(_PHONE if conditions.phone else _PAPER, 255))
    corner = (edge + margin, edge + margin)
    _draw_symbol(pen, symbol, corner)
    name = edge + margin + side + 2 * _PIXELS_PER_MM
    pen.rectangle((corner[0] + side * 0.2, name, corner[0] + side * 0.8, name + 4 * _PIXELS_PER_MM), fill=(90, 255))
    for _ in range(conditions.creases):
        picture = _creased(picture, chance)
    if conditions.finger:
        _draw_finger(picture, (corner[0], corner[1] + side), conditions.finger * symbol.side * _PIXELS_PER_MM, finger)
    return Card(picture, _PIXELS_PER_MM)


def _draw_symbol(pen: ImageDraw.ImageDraw, symbol: Symbol, corner: tuple[float, float]) -> None:
    side = symbol.side * _PIXELS_PER_MM
    pen.rectangle((corner[0], corner[1], corner[0] + side, corner[1] + side), fill=(_PAPER, 255))
    rows, module = symbol.rows(), symbol.module * _PIXELS_PER_MM
    left, top = (round(edge + _QUIET_MODULES * module) for edge in corner)
    matrix = Image.fromarray(np.where(np.array(rows), _PRINT, _PAPER).astype(np.uint8))
    size = round(module * len(rows))
    pen._image.paste(matrix.resize((size, size), Image.Resampling.NEAREST).convert("LA"), (left, top))


def _draw_finger(picture: Image.Image, corner: tuple[float, float], reach: float, width: float) -> None:
    """A thumb from the lower left: it reaches `reach` pixels along the diagonal into the symbol's square."""
    inwards = np.array([1.0, -1.0]) / np.sqrt(2)
    tip = np.array(corner) + inwards * (reach - width / 2)
    root = np.array(corner) - inwards * 4 * width
    pen = ImageDraw.Draw(picture)
    pen.line((*root, *tip), fill=(_SKIN, 255), width=round(width))
    pen.ellipse((*(tip - width / 2), *(tip + width / 2)), fill=(_SKIN, 255))


def _creased(picture: Image.Image, chance: np.random.Generator) -> Image.Image:
    """A fold across the card: its sides are shifted and catch the light differently, and the print is gone along it."""
    grey, there = (np.asarray(band, dtype=np.float32) for band in picture.split())
    rows, columns = np.indices(grey.shape)
    angle = chance.uniform(0, np.pi)
    across = np.array([np.sin(angle), np.cos(angle)])
    middle = np.array(grey.shape) / 2 + chance.uniform(-0.18, 0.18, 2) * grey.shape
    distance = (rows - middle[0]) * across[0] + (columns - middle[1]) * across[1]
    shift = np.rint(across * chance.uniform(0.3, 0.8) * _PIXELS_PER_MM).astype(int)
    moved = np.where(distance > 0, np.roll(grey, shift, (0, 1)), grey)
    shade = 1 + chance.uniform(-0.3, 0.15) * np.exp(-np.maximum(distance, 0) / (12 * _PIXELS_PER_MM)) * (distance > 0)
    worn = np.exp(-((distance / (0.35 * _PIXELS_PER_MM)) ** 2))
    bent = (moved * shade) * (1 - worn) + 205 * worn
    bands = [Image.fromarray(np.clip(band, 0, 255).astype(np.uint8)) for band in (bent, there)]
    return Image.merge("LA", bands)
