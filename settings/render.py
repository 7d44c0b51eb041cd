"""Strings of a settings file become values: references are resolved, templates filled in.

Rendering happens after the YAML is parsed, string by string, so a value can never change the structure of a file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from settings.yaml_file import KeyPath, YamlFile

_REFERENCE = re.compile(r"\$\{(env|file):([^}]+)\}")
_ENVIRONMENT = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True)


class Referenced(str):
    """A string that came, wholly or in part, from `${env:NAME}` or `${file:PATH}`.

    It is shown as its reference, because what is kept outside a file is mostly a secret.
    """

    __slots__ = ("reference",)
    reference: str

    def __new__(cls, value: str, reference: str) -> Referenced:
        """Make one of the resolved value and of the text it was written as."""
        made = super().__new__(cls, value)
        made.reference = reference
        return made

    def __repr__(self) -> str:
        return f"Referenced({self.reference!r})"


def is_template(text: str) -> bool:
    """Whether a text would be filled in as a template."""
    return any(mark in text for mark in ("{{", "{%", "{#"))


def is_reference(text: str) -> bool:
    """Whether a text holds a reference to the environment or to a file."""
    return _REFERENCE.search(text) is not None


def render(file: YamlFile, variables: Mapping[str, object] | None = None) -> YamlFile:
    """The same file with every string rendered.

    Args:
        file: as it was read.
        variables: names that Jinja2 templates may use; None leaves templates as they are and only resolves references.

    Raises:
        SettingsError: a name is undefined, a template is malformed, an environment variable or a file is missing.
    """
    return YamlFile(file.path, _render(file.content, (), file, variables), file.lines)


def _render(value: Any, path: KeyPath, file: YamlFile, variables: Mapping[str, object] | None) -> Any:
    if isinstance(value, dict):
        return {key: _render(item, (*path, key), file, variables) for key, item in value.items()}
    if isinstance(value, list):
        return [_render(item, (*path, index), file, variables) for index, item in enumerate(value)]
    if not isinstance(value, str):
        return value
    if variables is not None and is_template(value):
        try:
            value = _ENVIRONMENT.from_string(value).render(variables)
        except TemplateError as failure:
            raise file.error(f"the template cannot be filled in: {failure.message}", path) from None
    return _resolve(value, path, file)


def _resolve(text: str, path: KeyPath, file: YamlFile) -> str:
    def value_of(match: re.Match[str]) -> str:
        kind, name = match.groups()
        if kind == "env":
            if name not in os.environ:
                raise file.error(f"the environment variable {name} is not set", path)
            return os.environ[name]
        place = file.path.parent / Path(name).expanduser()
        try:
            return place.read_text(encoding="utf-8").rstrip("\r\n")
        except OSError as failure:
            raise file.error(f"the file {name} cannot be read: {failure.strerror}", path) from None

    resolved = _REFERENCE.sub(value_of, text)
    return text if resolved == text and not _REFERENCE.search(text) else Referenced(resolved, text)
