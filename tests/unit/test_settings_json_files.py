"""JSON files are read quickly, and their errors still name the line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from settings.errors import SettingsError
from settings.yaml_file import read_yaml

TEXTS = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FFF, blacklist_categories=("Cs", "Cc")), max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


def written(folder: Path, text: str, name: str = "realm.json") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@given(st.dictionaries(TEXTS, VALUES, max_size=5))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_json_file_is_what_it_is_as_yaml_lines_and_all(tmp_path: Path, content: dict[str, Any]) -> None:
    text = json.dumps(content, indent=1)
    quick, slow = read_yaml(written(tmp_path, text)), read_yaml(written(tmp_path, text, "realm.yaml"))
    assert quick.content == slow.content == content
    assert dict(quick.lines) == dict(slow.lines)


def test_an_error_in_a_json_file_names_the_line(tmp_path: Path) -> None:
    file = read_yaml(written(tmp_path, '{"a": 1,\n "clients": [\n  {"clientId": "x"}]}'))
    assert str(file.error("wrong", ("clients", 0, "clientId"))).startswith(f"{file.path}:3")


@pytest.mark.parametrize("text", ['{"a": 1,\n "b": 2,\n "a": 3}', '{"a": [\n 1,\n 2}'])
def test_a_key_that_is_there_twice_and_what_is_no_json_are_refused_with_the_line(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_yaml(written(tmp_path, text))
    assert caught.value.line == 3


def test_tabs_are_as_good_as_spaces(tmp_path: Path) -> None:
    file = read_yaml(written(tmp_path, '{\n\t"a": {\n\t\t"b": 1}}'))
    assert file.content == {"a": {"b": 1}}
    assert "wrong" in str(file.error("wrong", ("a", "b")))
