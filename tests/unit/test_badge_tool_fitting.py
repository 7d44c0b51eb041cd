"""Names in boxes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from badge_tool.fitting import fit


def _typewriter(text: str) -> float:
    """Width at size 1 of a font in which every character is half as wide as high."""
    return len(text) * 0.5


def test_a_short_name_is_as_large_as_it_may_be() -> None:
    fitted = fit("Ana", _typewriter, width=100, height=40, largest=20, smallest=6)

    assert fitted.lines == ("Ana",)
    assert fitted.size == 20


def test_a_long_name_goes_on_two_lines_where_that_is_larger_than_shrinking_it() -> None:
    fitted = fit("Maximiliano Alejandro", _typewriter, width=60, height=30, largest=20, smallest=6)

    assert fitted.lines == ("Maximiliano", "Alejandro")


def test_a_double_name_breaks_after_its_hyphen() -> None:
    fitted = fit("Featherstonehaugh-Cholmondeley", _typewriter, width=60, height=30, largest=20, smallest=6)

    assert fitted.lines == ("Featherstonehaugh-", "Cholmondeley")


def test_a_name_without_a_break_is_broken_inside_before_it_is_cut() -> None:
    fitted = fit("W" * 30, _typewriter, width=60, height=14, largest=20, smallest=6)

    assert fitted.lines == ("W" * 20, "W" * 10)


def test_what_cannot_fit_ends_in_an_ellipsis() -> None:
    fitted = fit("W" * 100, _typewriter, width=60, height=14, largest=20, smallest=6)

    assert fitted.lines == ("W" * 20, "W" * 19 + "…")


@given(
    st.text(st.characters(codec="utf-8", categories=["L", "Zs", "Pd", "P"]), max_size=80),
    st.floats(30, 300),
    st.floats(8, 80),
    st.floats(7, 40),
)
def test_text_never_leaves_its_box_and_loses_letters_only_to_an_ellipsis(
    text: str, width: float, height: float, largest: float
) -> None:
    fitted = fit(text, _typewriter, width=width, height=height, largest=largest, smallest=6)

    assert fitted.height <= height + 1e-6
    assert 6 <= fitted.size <= largest
    assert all(_typewriter(line) * fitted.size <= width + 1e-6 for line in fitted.lines)
    if not fitted.lines[-1].endswith("…"):
        assert "".join("".join(fitted.lines).split()) == "".join(text.split())
