"""The pictures that may follow a badge are the same ones wherever they are drawn, named or printed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from badge_tool.words import words_in

CLONE = Path(__file__).parents[2]
LOGIN = CLONE / "themes" / "homeroom" / "login"
NAMES = json.loads((CLONE / "contracts" / "badge-pictures.json").read_text(encoding="utf-8"))


def test_each_has_a_drawing() -> None:
    assert sorted(path.stem for path in (LOGIN / "resources/img/badge-pictures").glob("*.svg")) == NAMES


@pytest.mark.parametrize("messages", sorted((LOGIN / "messages").glob("*.properties")), ids=lambda path: path.stem)
def test_each_has_a_name_on_the_page(messages: Path) -> None:
    named = re.findall(r"^badgePicture\.(\w+)=\S", messages.read_text(encoding="utf-8"), re.MULTILINE)

    assert sorted(named) == NAMES


@pytest.mark.parametrize("language", ["en", "es"])
def test_each_has_a_name_on_the_checklist(language: str) -> None:
    assert sorted(words_in(language).pictures) == NAMES
