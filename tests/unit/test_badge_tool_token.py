"""The badge code, against the vectors that the extension reads too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from badge_tool.errors import InvalidBadgeCodeError
from badge_tool.token import BadgeCode

VECTORS: dict[str, list[dict[str, Any]]] = {
    kind: vectors
    for kind, vectors in json.loads(
        (Path(__file__).parents[2] / "contracts" / "badge-vectors.json").read_text(encoding="utf-8")
    ).items()
    if kind != "comment"
}


@pytest.mark.parametrize("vector", VECTORS["valid"], ids=lambda vector: vector["userId"])
def test_a_valid_code_is_read_into_its_parts_and_written_again(vector: dict[str, str]) -> None:
    code = BadgeCode.parse(vector["code"])

    assert str(code.user_id) == vector["userId"]
    assert code.secret.hex() == vector["secretHex"]
    assert code.secret_sha256.hex() == vector["secretSha256Hex"]
    assert str(code) == vector["code"]


@pytest.mark.parametrize("vector", VECTORS["tolerated"], ids=lambda vector: vector["why"])
def test_what_scanners_do_to_a_code_is_tolerated(vector: dict[str, str]) -> None:
    assert str(BadgeCode.parse(vector["text"])) == vector["code"]


@pytest.mark.parametrize("vector", VECTORS["invalid"], ids=lambda vector: vector["why"])
def test_everything_else_is_refused(vector: dict[str, str]) -> None:
    with pytest.raises(InvalidBadgeCodeError) as refused:
        BadgeCode.parse(vector["text"])

    assert vector["text"] == "" or vector["text"] not in str(refused.value)


@given(st.uuids(), st.binary(min_size=16, max_size=16))
def test_writing_then_reading_gives_the_same(user_id: UUID, secret: bytes) -> None:
    code = BadgeCode(user_id, secret)

    assert BadgeCode.parse(str(code)) == code


@given(st.text())
def test_a_text_is_a_code_or_is_refused_and_nothing_else(text: str) -> None:
    try:
        code = BadgeCode.parse(text)
    except InvalidBadgeCodeError:
        return
    assert str(code) == text.strip().upper()


def test_the_secret_does_not_show_in_logs() -> None:
    code = BadgeCode.parse(VECTORS["valid"][0]["code"])

    assert "secret" not in repr(code)
