"""Videos: a few seconds of a badge that is held up by a hand that is never quite still."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tests.support.badge_pictures.card import Card, Symbol, draw_card
from tests.support.badge_pictures.kinds import KINDS, Conditions
from tests.support.badge_pictures.lens import Pose, blurred, hold_up, pixels_per_mm
from tests.support.badge_pictures.room import Grey, draw_room

Frame = npt.NDArray[np.uint8]
"""Brightness by row and column."""

_SMEAR_PIXELS = 1.5
"""What moves less than this while the shutter is open is drawn once."""
_MOST_SMEARS = 9
_GLOW_PIXELS = 12
_OTHER_CODE = "HB1 IS WHAT ANOTHER CHILD HAS, AND NO BADGE OF OURS AT ALL"


@dataclass(frozen=True)
class Clip:
    """One video. The same values always give the same frames.

    Attributes:
        kind: a name in `kinds.KINDS`.
        symbol: of the badge.
        seed: which of the kind's many videos.
    """

    kind: str
    symbol: Symbol
    seed: int

    def frames(self, seconds: float, rate: float) -> Iterator[Frame]:
        """The frames, `rate` a second."""
        chance = np.random.default_rng([self.seed, *self.kind.encode()])
        conditions = KINDS[self.kind](chance)
        hand = _Hand(conditions, chance)
        room = draw_room(conditions.size, conditions.shirt, chance)
        card = draw_card(self.symbol, conditions, chance)
        if conditions.second:
            room = _with_second_badge(room, self.symbol, conditions, chance)
        light = _Light(conditions, chance)
        for number in range(round(seconds * rate)):
            time = number / rate
            picture, covered = hold_up(card, hand.poses(time), room)
            if conditions.phone:
                picture = light.of_screen(picture, covered)
            if conditions.glare:
                picture = picture + light.reflection(hand.middle(time), card)
            yield light.seen(picture, chance)


class _Hand:
    """Moves the badge to and fro."""

    def __init__(self, conditions: Conditions, chance: np.random.Generator) -> None:
        self._conditions = conditions
        self._home = chance.uniform([-35, -15], [35, 15])
        if conditions.size[0] < 640:
            self._home = self._home / 3
        self._phases = chance.uniform(0, 2 * np.pi, (5, 2))
        self._swing = chance.uniform(0, np.pi)

    def poses(self, time: float) -> list[Pose]:
        """Where it is while the shutter is open."""
        ends = [self._pose(time), self._pose(time + self._conditions.exposure)]
        moved = np.hypot(*(np.array(ends[1].place[:2]) - np.array(ends[0].place[:2])))
        scale = pixels_per_mm(self._conditions.size, self._conditions.distance)
        times = int(np.clip(np.ceil(moved * scale / _SMEAR_PIXELS), 1, _MOST_SMEARS))
        return [self._pose(time + self._conditions.exposure * part / times) for part in range(times)]

    def middle(self, time: float) -> tuple[float, float]:
        """Where the middle of the badge is in the picture, in pixels."""
        right, down, away = self._pose(time).place
        scale = pixels_per_mm(self._conditions.size, away)
        return self._conditions.size[0] / 2 + right * scale, self._conditions.size[1] / 2 + down * scale

    def _pose(self, time: float) -> Pose:
        conditions = self._conditions
        turn = 2 * np.pi * conditions.pace * time
        # Two swings that are no multiple of one another: no moment is quite like another.
        sway = [np.sin(turn + first) * 0.8 + np.sin(2.3 * turn + second) * 0.2 for first, second in self._phases]
        right, down = np.array([np.cos(self._swing), np.sin(self._swing)]) * conditions.reach * sway[0] + self._home
        place = (float(right), float(down), conditions.distance * (1 + 0.03 * sway[1]))
        tilt = (conditions.tilt[0] + 2 * sway[3], conditions.tilt[1] + 2 * sway[4])
        return Pose(place, conditions.rotation + 2 * sway[2], tilt)


class _Light:
    """Lamps, lens and sensor."""

    def __init__(self, conditions: Conditions, chance: np.random.Generator) -> None:
        self._conditions = conditions
        width, height = conditions.size
        self._rows, self._columns = np.indices((height, width), dtype=np.float32)
        # One side of a room is brighter.
        self._room = np.asarray(1 + chance.uniform(-0.25, 0.25) * (self._columns / width - 0.5), dtype=np.float32)
        self._lamp = chance.uniform(-0.35, 0.35, 2)
        self._pitch = chance.uniform(2.05, 2.4)
        self._slant = chance.uniform(-0.15, 0.15)

    def seen(self, picture: Grey, chance: np.random.Generator) -> Frame:
        """What lens and sensor make of it."""
        conditions = self._conditions
        # A camera turns its gain up in the dark, but not all the way.
        lit = blurred(picture * self._room, conditions.defocus) * conditions.light**0.6
        noise = chance.standard_normal(lit.shape, dtype=np.float32) * conditions.noise
        return np.asarray(np.clip(lit + noise, 0, 255), dtype=np.uint8)

    def reflection(self, middle: tuple[float, float], card: Card) -> Grey:
        """A lamp on laminated paper: white in the middle, fading out, and as long as a tube."""
        side = card.grey.width / card.pixels * pixels_per_mm(self._conditions.size, self._conditions.distance)
        across = (self._columns - middle[0]) / side - self._lamp[0]
        down = (self._rows - middle[1]) / side - self._lamp[1]
        spot = np.exp(-((across / 0.3) ** 2) - (down / 0.1) ** 2)
        return np.asarray(600 * self._conditions.glare * spot, dtype=np.float32)

    def of_screen(self, picture: Grey, screen: Grey) -> Grey:
        """A screen outshines the room, its glow spreads, and its grid and the sensor's make bands together."""
        grid = np.sin(2 * np.pi * (self._columns + self._slant * self._rows) / self._pitch)
        grid += np.sin(2 * np.pi * (self._rows - self._slant * self._columns) / self._pitch)
        lit = picture * (0.75 + screen * (0.7 + 0.22 * grid))
        return np.asarray(lit + 0.25 * blurred((lit - 60).clip(0, 255), _GLOW_PIXELS), dtype=np.float32)


def _with_second_badge(room: Grey, symbol: Symbol, conditions: Conditions, chance: np.random.Generator) -> Grey:
    other = draw_card(Symbol(_OTHER_CODE, symbol.level, symbol.side), conditions, chance)
    side = chance.choice([-1, 1])
    place = (float(side * chance.uniform(120, 150)), float(chance.uniform(-30, 40)), conditions.distance * 1.2)
    return hold_up(other, [Pose(place, chance.uniform(-15, 15), (0, 0))], room)[0]
