"""The realm that a district's files describe: the school realm, its applications, and what the district adds."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from realm.catalog import application_realm
from realm.merge import RealmModel, merged
from realm.representation import keyed_file
from settings.folder import DistrictFolder
from settings.render import render
from settings.yaml_file import KeyPath, YamlFile, read_yaml

_BASE = Path(str(files("realm"))) / "base"
ROSTER_ROLES = ("student", "staff", "teacher")
"""Realm roles that every roster gives, whatever district.yaml adds."""


def desired_realm(folder: DistrictFolder) -> RealmModel:
    """Load, render and merge everything that is said about the district's realm.

    In this order, each adding to those before and overriding them: realm/base/, what follows from district.yaml, the
    applications of apps.yaml, and the district's realm/*.yaml.

    Raises:
        SettingsError: a file is missing or says something that it may not say.
    """
    variables = {**folder.variables, "deployment": folder.deployment}
    base = [render(read_yaml(path), variables) for path in sorted(_BASE.glob("*.yaml"))]
    district_files = folder.realm_files()
    pieces = [*base, _district_realm(folder), application_realm(folder), *district_files]
    for file in district_files:
        _check_name(file, folder.district.realm)
    return merged(folder.district.realm, [keyed_file(piece) for piece in pieces])


def _district_realm(folder: DistrictFolder) -> YamlFile:
    """What follows from lists and mappings of district.yaml: templates can only fill in single texts."""
    district = folder.district
    content = {
        "realm": district.realm,
        "supportedLocales": list(district.languages),
        "defaultLocale": district.languages[0],
        "attributes": {"homeroom.roster.roles": ",".join(dict.fromkeys([*ROSTER_ROLES, *district.roles]))},
        "roles": {"realm": [{"name": name} for name in district.roles]},
    }
    place = read_yaml(folder.path / "district.yaml")
    lines: dict[KeyPath, int] = {
        ("roles", "realm", index): place.lines.get(("roles", name), 1) for index, name in enumerate(district.roles)
    }
    return YamlFile(place.path, content, lines)


def _check_name(file: YamlFile, name: str) -> None:
    if isinstance(file.content, dict) and file.content.get("realm", name) != name:
        raise file.error(f"this names another realm than district.yaml, which says {name}", ("realm",))
