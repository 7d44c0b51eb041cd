"""A realm with applications of the catalogue, for tests of what a template makes of them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from realm.catalog import application_realm
from realm.engine import apply, plan
from realm.merge import merged
from realm.representation import keyed_file
from settings import DistrictFolder
from settings.yaml_file import YamlFile
from tests.support.keycloak_server import KeycloakServer
from tests.support.school_realm import SchoolRealm


def catalog_realm(
    keycloak: KeycloakServer, realm: str, folder: Path, applications: Sequence[Mapping[str, Any]]
) -> SchoolRealm:
    """Put applications into a realm that is there already, the way a district does it.

    Args:
        keycloak: the server.
        realm: the realm's name.
        folder: an empty folder, which becomes the district's.
        applications: as in apps.yaml; everybody may open them unless they say otherwise.
    """
    ours = shutil.ignore_patterns("roster")
    shutil.copytree(keycloak.district, folder, dirs_exist_ok=True, ignore=ours)
    said = {"applications": [{"access": "everybody", **application} for application in applications]}
    (folder / "apps.yaml").write_text(json.dumps(said), encoding="utf-8")
    district = (folder / "district.yaml").read_text(encoding="utf-8")
    (folder / "district.yaml").write_text(district.replace(f"realm: {keycloak.demo['realm']}", f"realm: {realm}"))
    own = keyed_file(YamlFile(Path("own.yaml"), {"realm": realm}, {}))
    wanted = merged(realm, [own, keyed_file(application_realm(DistrictFolder.at(folder)))])
    with keycloak.connection() as connection:
        apply(plan(wanted, connection, {}), wanted, connection, {}, allowed_deletes=0)
    return SchoolRealm(keycloak, realm)
