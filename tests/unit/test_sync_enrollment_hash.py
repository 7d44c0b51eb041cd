"""Values of enrollments as numbers: none is lost on the way, and what no sync wrote is as good as nothing."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.enrollment_hash import PACKED, packed, unpacked

DIGEST = "00500459ec2bab26f25d10767d2a715b"
VALUES = st.builds(
    "{};{};{}".format,
    st.text("0123456789abcdef", min_size=32, max_size=32),
    st.one_of(st.just(""), st.integers(-999_999, 999_999).map(str)),
    st.text("0123456789abcdef", min_size=8, max_size=8),
)


@given(st.lists(VALUES, max_size=5))
def test_a_value_is_the_same_after_it_was_packed(values: list[str]) -> None:
    assert [unpacked(value) for value in packed(pl.Series(values, dtype=pl.String))] == values


@pytest.mark.parametrize(
    "other",
    [None, "", "by hand", DIGEST, f"{DIGEST};20966", f"{DIGEST.upper()};20966;01a041dd", f"{DIGEST};020966;01a041dd"],
)
def test_what_no_sync_wrote_is_nothing(other: str | None) -> None:
    values = packed(pl.Series("rosterHash", [f"{DIGEST};20966;01a041dd", other], dtype=pl.String))

    assert values.is_null().to_list() == [False, True]
    assert (values.name, values.dtype) == ("rosterHash", PACKED)
