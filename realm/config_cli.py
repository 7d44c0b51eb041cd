"""Placeholders as keycloak-config-cli writes them: `$(env:NAME)`, `$(env:NAME:-otherwise)`, `$(file:UTF-8:PATH)`."""

from __future__ import annotations

import os
import re
from typing import Any

from settings.render import Referenced
from settings.yaml_file import KeyPath, YamlFile

_PLACEHOLDER = re.compile(r"\$\((?P<kind>[a-zA-Z]\w*):(?P<name>[^()]*?)(?::-(?P<otherwise>[^()]*))?\)")


def with_placeholders(file: YamlFile) -> YamlFile:
    """The same file with its placeholders filled in.

    Raises:
        SettingsError: a variable is not set and has no other value, a file cannot be read, or the placeholder is of a
            kind that is not supported.
    """
    return YamlFile(file.path, _filled(file.content, (), file), file.lines)


def is_placeholder(text: str) -> bool:
    """Whether a text holds a placeholder."""
    return _PLACEHOLDER.search(text) is not None


def _filled(value: Any, path: KeyPath, file: YamlFile) -> Any:
    if isinstance(value, dict):
        return {key: _filled(item, (*path, key), file) for key, item in value.items()}
    if isinstance(value, list):
        return [_filled(item, (*path, index), file) for index, item in enumerate(value)]
    if not isinstance(value, str) or isinstance(value, Referenced):
        return value
    resolved = _PLACEHOLDER.sub(lambda match: _value_of(match, path, file), value)
    return value if resolved == value and not _PLACEHOLDER.search(value) else Referenced(resolved, value)


def _value_of(match: re.Match[str], path: KeyPath, file: YamlFile) -> str:
    kind, name, otherwise = match["kind"], match["name"], match["otherwise"]
    if kind == "env":
        found = os.environ.get(name, otherwise)
        if found is None:
            raise file.error(f"the environment variable {name} is not set", path)
        return found
    if kind == "file":
        encoding, _, place = name.partition(":")
        try:
            return (file.path.parent / place).read_text(encoding=encoding).rstrip("\r\n")
        except (OSError, LookupError, UnicodeDecodeError) as failure:
            raise file.error(f"{match[0]} cannot be read: {failure}", path) from None
    raise file.error(f"{match[0]} is a kind of placeholder that is not supported; env and file are", path)
