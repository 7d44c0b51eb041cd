"""What makes badges hard to read, each kind by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np


@dataclass(frozen=True)
class Conditions:
    """How a badge is held up and what the camera is like.

    Attributes:
        size: of the camera's picture in pixels.
        distance: from the camera to the badge in millimetres.
        rotation: of the badge in its plane, in degrees.
        tilt: of the badge out of its plane, about the upright and the level axis, in degrees.
        reach: how far the hand moves to and fro, in millimetres.
        pace: how often it does in a second.
        exposure: of a frame in seconds: what moves meanwhile is smeared.
        defocus: radius of the blur in pixels.
        light: 1 is a bright room; cameras make up for part of what is missing.
        noise: standard deviation in steps of 0 to 255.
        glare: how strong a lamp's reflection is on the card, 0 to 1.
        finger: how far a thumb covers the symbol from a corner, in sides of the symbol.
        creases: folds across the card.
        shirt: pattern behind: `plain`, `checks`, `stripes`, `dots` or `pixels`.
        second: another child's badge is in view, further away.
        phone: the badge is shown by a phone's screen.
    """

    size: tuple[int, int] = (1280, 720)
    distance: float = 340
    rotation: float = 0
    tilt: tuple[float, float] = (0, 0)
    reach: float = 5
    pace: float = 0.8
    exposure: float = 1 / 60
    defocus: float = 0.8
    light: float = 1
    noise: float = 3
    glare: float = 0
    finger: float = 0
    creases: int = 0
    shirt: str = "plain"
    second: bool = False
    phone: bool = False


def _held(chance: np.random.Generator) -> Conditions:
    """A badge that is held up well: nobody holds it quite straight."""
    return Conditions(
        distance=chance.uniform(280, 400),
        rotation=chance.uniform(-12, 12),
        tilt=(chance.uniform(-10, 10), chance.uniform(-10, 10)),
        pace=chance.uniform(0.5, 1.1),
        defocus=chance.uniform(0.6, 1.1),
        noise=chance.uniform(2, 5),
    )


def _tilted(chance: np.random.Generator) -> Conditions:
    turned = chance.choice([-1, 1], 2) * chance.uniform(20, 55, 2)
    # About one axis more than about the other: both at once is hardly possible with a hand.
    turned[chance.integers(2)] *= 0.4
    return replace(_held(chance), tilt=(float(turned[0]), float(turned[1])))


def _patterned(chance: np.random.Generator) -> Conditions:
    return replace(_held(chance), shirt=str(chance.choice(["checks", "stripes", "dots", "pixels"])))


KINDS: Mapping[str, Callable[[np.random.Generator], Conditions]] = {
    "plain": _held,
    "rotation": lambda chance: replace(_held(chance), rotation=chance.uniform(-180, 180)),
    "tilt": _tilted,
    "out of focus": lambda chance: replace(_held(chance), defocus=chance.uniform(1.8, 4.2)),
    "movement": lambda chance: replace(
        _held(chance), reach=chance.uniform(20, 70), pace=chance.uniform(0.8, 1.6), exposure=1 / 30
    ),
    "glare": lambda chance: replace(_held(chance), glare=chance.uniform(0.6, 1)),
    "low light": lambda chance: replace(
        _held(chance), light=chance.uniform(0.08, 0.22), noise=chance.uniform(7, 13), exposure=1 / 15
    ),
    "noise": lambda chance: replace(_held(chance), noise=chance.uniform(25, 55)),
    "320 x 240": lambda chance: replace(
        _held(chance), size=(320, 240), distance=chance.uniform(120, 210), defocus=chance.uniform(0.4, 0.7)
    ),
    "far away": lambda chance: replace(_held(chance), distance=chance.uniform(520, 900)),
    "finger over a corner": lambda chance: replace(_held(chance), finger=chance.uniform(0.15, 0.4)),
    "creases": lambda chance: replace(_held(chance), creases=int(chance.integers(2, 5))),
    "patterned shirt": _patterned,
    "two badges": lambda chance: replace(_held(chance), second=True),
    "badge on a phone": lambda chance: replace(_held(chance), phone=True, defocus=chance.uniform(0.9, 1.6)),
}
"""Draws the conditions of one video of the kind."""
