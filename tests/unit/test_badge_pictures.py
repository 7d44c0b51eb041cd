"""The videos of badges that are hard to read: the same ones every time, and hard in the way that is meant."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import zxingcpp

from tests.support.badge_pictures.card import Symbol
from tests.support.badge_pictures.clip import Clip, Frame
from tests.support.badge_pictures.kinds import KINDS

VECTORS = Path(__file__).parents[2] / "contracts" / "badge-vectors.json"
CODE: str = json.loads(VECTORS.read_text(encoding="utf-8"))["valid"][0]["code"]
LARGE = Symbol(CODE, "M", 60)


def _frames(kind: str, seed: int = 3, symbol: Symbol = LARGE) -> list[Frame]:
    return list(Clip(kind, symbol, seed).frames(0.4, 5))


@pytest.mark.parametrize("kind", KINDS)
def test_a_seed_always_gives_the_same_video(kind: str) -> None:
    assert np.array_equal(_frames(kind), _frames(kind))


def test_another_seed_gives_another_video() -> None:
    assert not np.array_equal(_frames("plain"), _frames("plain", seed=4))


def test_the_hand_is_never_quite_still() -> None:
    first, second = _frames("plain")

    assert not np.array_equal(first, second)


def test_a_large_badge_that_is_held_up_well_is_read() -> None:
    assert CODE in {found.text for found in zxingcpp.read_barcodes(_frames("plain")[0])}


def test_two_badges_are_two() -> None:
    assert len(zxingcpp.read_barcodes(_frames("two badges")[0])) == 2


def test_in_low_light_the_picture_is_darker() -> None:
    assert _frames("low light")[0].mean() < _frames("plain")[0].mean() / 2


def test_more_redundancy_costs_smaller_modules() -> None:
    modules = [Symbol(CODE, level, 32.5).module for level in ("M", "Q", "H")]

    assert modules == sorted(modules, reverse=True)
