"""Several files become one realm: a later file adds to an earlier one and overrides it, key by key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from realm.representation import Keyed
from settings.errors import SettingsError
from settings.yaml_file import KeyPath, YamlFile, key_name


@dataclass(frozen=True)
class RealmModel:
    """The realm that the files describe, in keyed form.

    Attributes:
        name: the realm's name.
        content: the values; a key that no file mentions is left as Keycloak has it.
        origins: of each path in `content`, the file and the place that spoke last.
    """

    name: str
    content: Mapping[str, Any]
    origins: Mapping[KeyPath, tuple[YamlFile, KeyPath]]

    def error(self, message: str, path: KeyPath) -> SettingsError:
        """An error at `path` of `content`, in terms of the file it came from."""
        known = path
        while known and known not in self.origins:
            known = known[:-1]
        if not known:
            raise KeyError(f"no file speaks of {key_name(path)}")
        file, place = self.origins[known]
        return file.error(message, place)


def merged(name: str, pieces: Iterable[Keyed]) -> RealmModel:
    """One realm of several pieces.

    Mappings, and lists of named things, are merged; every other list is replaced; `null` takes back what an earlier
    piece said, so that Keycloak's own value stays.
    """
    content: dict[str, Any] = {}
    origins: dict[KeyPath, tuple[YamlFile, KeyPath]] = {}
    for piece in pieces:
        content = _over(content, piece.content)
        origins.update(piece.origins)
    return RealmModel(name, content, origins)


def _over(lower: Mapping[str, Any], upper: Mapping[str, Any]) -> dict[str, Any]:
    result = dict(lower)
    for key, value in upper.items():
        below = result.get(key)
        if value is None:
            result.pop(key, None)
        elif isinstance(value, dict):
            result[key] = _over(below if isinstance(below, dict) else {}, value)
        else:
            result[key] = value
    return result
