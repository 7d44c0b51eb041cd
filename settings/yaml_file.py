"""A YAML (or JSON) file together with the line of each of its keys."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from settings.errors import SettingsError

KeyPath = tuple[str | int, ...]


def key_name(path: KeyPath) -> str:
    """Write a path as a reader would: `applications[3].access`."""
    name = ""
    for part in path:
        if isinstance(part, int):
            name += f"[{part}]"
        else:
            name += f".{part}" if name else part
    return name


@dataclass(frozen=True)
class YamlFile:
    """Plain values (dict, list, str, int, float, bool, None) and where they stood.

    Attributes:
        path: the file.
        content: the values.
        lines: line, counted from 1, of each key and list item.
    """

    path: Path
    content: Any
    lines: Mapping[KeyPath, int]

    def error(self, message: str, path: KeyPath = ()) -> SettingsError:
        """An error at `path`, or at the nearest key around it that has a line."""
        known = path
        while known and known not in self.lines:
            known = known[:-1]
        return SettingsError(message, self.path, self.lines.get(known), key_name(path))


def read_yaml(path: Path) -> YamlFile:
    """Read a file of YAML 1.2 or JSON.

    Raises:
        SettingsError: the file is missing, is not UTF-8, is no YAML or has a key twice.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise SettingsError("this file is missing", path) from None
    except (OSError, UnicodeDecodeError) as failure:
        raise SettingsError(f"this file cannot be read: {failure}", path) from None
    if path.suffix == ".json":
        with suppress(ValueError):  # the reading as YAML finds it too, and tells the line
            return YamlFile(path, json.loads(text, object_pairs_hook=_once), _LinesOfJson(path, text))
    return _parsed(path, text)


class _LinesOfJson(Mapping[KeyPath, int]):
    """Lines of a JSON file, looked for when an error needs one: that takes far longer than reading the values."""

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._text = text

    @cached_property
    def _known(self) -> Mapping[KeyPath, int]:
        with suppress(SettingsError):
            return _parsed(self._path, self._text).lines
        return {}  # JSON that is no YAML, such as one with tabs

    def __getitem__(self, path: KeyPath) -> int:
        return self._known[path]

    def __iter__(self) -> Iterator[KeyPath]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key is there twice")
    return found


def _parsed(path: Path, text: str) -> YamlFile:
    try:
        tree = YAML(typ="rt").load(text)
    except MarkedYAMLError as failure:
        mark = failure.problem_mark
        problem = (failure.problem or "this is not YAML").split("\n", 1)[0]
        raise SettingsError(problem, path, mark.line + 1 if mark else None) from None
    except YAMLError as failure:
        raise SettingsError(str(failure).split("\n", 1)[0], path) from None
    lines: dict[KeyPath, int] = {}
    return YamlFile(path, _plain(tree, (), lines), lines)


def _plain(node: Any, path: KeyPath, lines: dict[KeyPath, int]) -> Any:
    if isinstance(node, CommentedMap):
        for key in node:
            lines[(*path, str(key))] = node.lc.key(key)[0] + 1
        return {str(key): _plain(value, (*path, str(key)), lines) for key, value in node.items()}
    if isinstance(node, CommentedSeq):
        for index in range(len(node)):
            lines[(*path, index)] = node.lc.item(index)[0] + 1
        return [_plain(value, (*path, index), lines) for index, value in enumerate(node)]
    for plain_type in (bool, int, float, str):
        if isinstance(node, plain_type):
            return plain_type(node)
    return None if node is None else str(node)
