"""Our quick way to QR codes, held against the library that it asks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from qrcode.main import QRCode
from qrcode.util import ALPHA_NUM, QRData, lost_point

from badge_tool.masks import penalty
from badge_tool.modules import LEVELS, modules, smallest_version

# Without 0: the library fails where a whole block of codewords is 0.
texts = st.text(st.sampled_from(ALPHA_NUM.decode()[1:]), min_size=1, max_size=90)
badge_texts = st.text(st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"), min_size=53, max_size=53).map("HB1".__add__)


@pytest.mark.parametrize("level", LEVELS)
@settings(max_examples=40, deadline=None)
@given(text=badge_texts)
def test_a_badges_symbol_is_the_one_that_the_library_makes(level: str, text: str) -> None:
    assert_same(text, level)


@settings(max_examples=25, deadline=None)
@given(text=texts, level=st.sampled_from(sorted(LEVELS)))
def test_so_is_that_of_any_alphanumeric_text(text: str, level: str) -> None:
    assert_same(text, level)


def assert_same(text: str, level: str) -> None:
    code = QRCode(error_correction=LEVELS[level], border=0)
    code.add_data(QRData(text, 2))
    code.make()

    assert smallest_version(len(text), level) == code.version
    assert modules(text, level, code.version) == [
        "".join("1" if module else "0" for module in row) for row in code.modules
    ]


@settings(max_examples=60, deadline=None)
@given(side=st.sampled_from([21, 25, 29, 33]), data=st.data())
def test_a_symbol_has_the_penalty_points_that_the_library_counts(side: int, data: st.DataObject) -> None:
    # Rows out of a few make blocks, long runs and false finder patterns, which random ones hardly have.
    few = data.draw(st.lists(st.integers(0, 2**side - 1), min_size=1, max_size=3))
    rows = data.draw(
        st.lists(st.sampled_from([*few, 0, 2**side - 1, 0b10111010000 << 3]), min_size=side, max_size=side)
    )
    matrix: list[list[bool | None]] = [[bool(row >> column & 1) for column in range(side)] for row in rows]

    assert penalty(sum(row << side * number for number, row in enumerate(rows)), side) == lost_point(matrix)


def test_the_symbol_of_a_web_address_is_the_one_that_the_library_makes() -> None:
    address = "https://id.cedar-valley.example/realms/cedar-valley/claim"
    code = QRCode(error_correction=LEVELS["M"], border=0)
    code.add_data(QRData(address, 4))
    code.make()

    assert smallest_version(len(address), "M", alphanumeric=False) == code.version
    assert modules(address, "M", code.version) == [
        "".join("1" if module else "0" for module in row) for row in code.modules
    ]
