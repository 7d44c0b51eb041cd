"""From a place in the live realm to the file and line that decide it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from realm.audit.finding import Breach, Place
from realm.merge import RealmModel
from settings.yaml_file import KeyPath, YamlFile

_PACKAGE = Path(str(files("realm"))).parent
_NAMED = {
    "attributes": 2,
    "clients": 2,
    "clientScopes": 2,
    "components": 3,
    "groups": 2,
    "identityProviders": 2,
    "roles": 3,
}
"""How long the path of a thing is in a section of named things: above it, no file speaks of that thing."""


@dataclass(frozen=True)
class Places:
    """Where things are said.

    Attributes:
        model: what the files say.
        folder: the district folder.
        district: district.yaml with its lines.
    """

    model: RealmModel
    folder: Path
    district: YamlFile

    def of(self, breach: Breach, live: Mapping[str, Any]) -> Place:
        """Where to mend a breach: the file that spoke last, or the folder where a file would go."""
        if breach.setting:
            error = self.district.error("", breach.setting)
            return Place(self._shown(error.file), error.line)
        known = self._known(breach.path)
        if not known:
            return Place("realm/")
        file, place = self.model.origins[known]
        error = file.error("", place)
        return Place(self._shown(error.file), error.line, self._differs(breach.path, live))

    def _known(self, path: KeyPath) -> KeyPath:
        shortest = _NAMED.get(str(path[0]), 1) if path else 1
        known = path
        while len(known) >= shortest and known not in self.model.origins:
            known = known[:-1]
        return known if len(known) >= shortest else ()

    def _differs(self, path: KeyPath, live: Mapping[str, Any]) -> bool:
        while path and isinstance(path[-1], int):
            path = path[:-1]
        said, found = _at(self.model.content, path), _at(live, path)
        return said is not None and _plain(said) != _plain(found)

    def _shown(self, path: Path) -> str:
        for root in (self.folder, _PACKAGE):
            if path.is_relative_to(root):
                return str(path.relative_to(root))
        return str(path)


def _at(content: Any, path: KeyPath) -> Any:
    for key in path:
        content = content.get(key) if isinstance(content, Mapping) else None
    return content


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return sorted(map(str, value))
    return None if isinstance(value, Mapping) or value in (False, "") else value
