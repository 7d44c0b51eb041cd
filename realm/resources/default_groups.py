"""Groups that everybody gets who is new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from realm.plan import Create, Update
from realm.resources.resource import Fields, ReadsMore, Reference, RefersToResources, ResourceType, Server

_KEY = "defaultGroups"
_PLACE = "default-groups"


class DefaultGroups(ResourceType, RefersToResources, ReadsMore):
    """The realm's one list of paths of groups. In the file, the list is the list."""

    kind = "default groups"
    section = "groups"
    keys = (_KEY,)

    def listed(self, realm: Mapping[str, Any]) -> dict[str, Fields]:
        """The list, under the realm's name."""
        return {realm["realm"]: {_KEY: [_path(name) for name in realm[_KEY]]}} if realm.get(_KEY) is not None else {}

    def read(self, server: Server, export: Mapping[str, Any]) -> Mapping[str, Any]:
        """An empty list where the export has none."""
        return {_KEY: export.get(_KEY) or []}

    def references(self, realm: Mapping[str, Any]) -> Iterator[Reference]:
        """The groups."""
        for index, name in enumerate(realm.get(_KEY) or ()):
            yield Reference("group", _path(name), (_KEY, index))

    def event_paths(self, name: str, live: Mapping[str, Any]) -> tuple[str, ...]:
        """Under the list's own."""
        return (f"{_PLACE}*",)

    def create(self, server: Server, change: Create) -> None:
        """A new realm has an empty list: bring it to the files'."""
        self._set(server, change.fields[_KEY])

    def update(self, server: Server, change: Update) -> None:
        """Bring the list to the files'."""
        self._set(server, change.fields[_KEY])

    def _set(self, server: Server, wanted: list[str]) -> None:
        found = {group["path"]: group["id"] for group in server.get(_PLACE)}
        for path in found.keys() - set(wanted):
            server.delete(_PLACE, found[path])
        for path in (path for path in wanted if path not in found):
            server.put(_PLACE, server.group_uuid(path))


def _path(name: str) -> str:
    return name if name.startswith("/") else f"/{name}"
