"""A realm with resources of every kind, all the cases of round trips in one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from realm.merge import RealmModel
from tests.support.realm_cases import ROUND_TRIPS
from tests.support.realm_model import realm_model

LAST: dict[str, Any] = {
    **dict.fromkeys(("adminEventsEnabled", "adminPermissionsEnabled", "organizationsEnabled"), True),
    # Keycloak gives the account what the user profile says of everybody.
    "users": [{"serviceAccountClientId": "worker", "attributes": {"grade": ["fifth"]}}],
}


def read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = YAML(typ="safe").load(path)
    return content


NEEDED = [read(path) for path in sorted({case.needed for case in ROUND_TRIPS if case.needed})]
SAID = [read(case.file) for case in ROUND_TRIPS]


def model(realm: str, contents: Iterable[Mapping[str, Any]]) -> RealmModel:
    """A realm with some of what the cases say, and with what all of them need."""
    return realm_model(realm, *contents, LAST)
