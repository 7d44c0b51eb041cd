"""A live realm as files: what is in it beyond Keycloak's defaults, a file a part, without secrets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from io import StringIO
from typing import Any

from ruamel.yaml import YAML

from realm.config_cli import is_placeholder
from realm.defaults import beyond_defaults
from realm.errors import UnwritableTextError
from realm.representation import as_representation
from realm.resources import RESOURCE_TYPES
from settings.render import is_reference, is_template

_SECTIONS = {key: kind.section for kind in reversed(RESOURCE_TYPES) for key in kind.keys}
_IN_ORDER = frozenset({"authenticationExecutions", "conditions", "executors", "steps"})
"""Keys of lists whose order means something; all others are sets, and are sorted so that an export is stable."""


@dataclass(frozen=True)
class Export:
    """A realm as files.

    Attributes:
        realm: the realm's name.
        files: text by file name, such as `clients.yaml`.
        secrets: where in the realm there are secrets, which no file holds: `clients.library.secret`.
    """

    realm: str
    files: Mapping[str, str]
    secrets: tuple[str, ...]


def export(live: Mapping[str, Any]) -> Export:
    """The files of a live realm in keyed form. Their plan against that realm is empty."""
    found = beyond_defaults(live)
    parts: dict[str, dict[str, Any]] = {"settings": {"realm": live["realm"]}}
    for key, value in as_representation(_sorted(found.content)).items():
        parts.setdefault(_SECTIONS.get(key, "settings"), {})[key] = value
    files = {f"{section}.yaml": _text(section, part) for section, part in sorted(parts.items())}
    return Export(live["realm"], files, tuple(".".join(path) for path in found.secrets))


def _text(section: str, part: Mapping[str, Any]) -> str:
    yaml = YAML()
    yaml.width = 120
    yaml.indent(mapping=2, sequence=4, offset=2)
    stream = StringIO()
    yaml.dump(_readable_again(part), stream)
    return f"# {_title(section)} of the realm: what is not as Keycloak makes it.\n{stream.getvalue()}"


def _title(section: str) -> str:
    return section.replace("-", " ").capitalize()


def _sorted(value: Any, key: str = "") -> Any:
    if isinstance(value, Mapping):
        return {name: _sorted(value[name], name) for name in sorted(value)}
    if isinstance(value, list):
        items = [_sorted(item) for item in value]
        return items if key in _IN_ORDER else sorted(items, key=lambda item: json.dumps(item, sort_keys=True))
    return value


def _readable_again(value: Any) -> Any:
    """The same value, texts written so that rendering them gives them back."""
    if isinstance(value, Mapping):
        return {key: _readable_again(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_readable_again(item) for item in value]
    if not isinstance(value, str):
        return value
    if is_reference(value) or is_placeholder(value):
        raise UnwritableTextError(value)
    return f"{{% raw %}}{value}{{% endraw %}}" if is_template(value) else value
