"""Which records are new, changed or gone: the same, however many are compared at once."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync import key_difference as subject
from sync.key_difference import key_difference

RECORDS = st.dictionaries(st.text(max_size=3), st.sampled_from(["one", "two", None]), max_size=20)
COLUMNS = {"sourcedId": pl.String, "rosterHash": pl.String}


@pytest.fixture(autouse=True)
def _few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "_AT_ONCE", 4)


@given(wanted=RECORDS, there=RECORDS)
def test_what_is_new_changed_or_gone_follows_from_keys_and_hashes(
    wanted: dict[str, str | None], there: dict[str, str | None]
) -> None:
    found = key_difference(frame(wanted), frame(there))

    ours, theirs = list(wanted), list(there)
    assert [ours[at] for at in found.new] == [key for key in ours if key not in there]
    assert [ours[at] for at in found.changed] == [key for key in ours if key in there and there[key] != wanted[key]]
    assert [theirs[at] for at in found.gone] == [key for key in theirs if key not in wanted]


def frame(records: dict[str, str | None]) -> pl.DataFrame:
    return pl.DataFrame(list(records.items()), COLUMNS, orient="row")
