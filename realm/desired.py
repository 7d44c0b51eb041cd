"""The realm that a district's files describe: the school realm, its applications, and what the district adds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files as package_files
from pathlib import Path

from realm.catalog import application_realm
from realm.merge import RealmModel, merged
from realm.representation import Keyed, keyed_file
from settings.claim import AcceptableUse
from settings.folder import DistrictFolder
from settings.render import render
from settings.yaml_file import KeyPath, YamlFile, read_yaml

_BASE = Path(str(package_files("realm"))) / "base"
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


def realm_of_files(files: Sequence[YamlFile], realm: str | None) -> RealmModel:
    """The realm that files in Keycloak's own representation describe, later ones over earlier ones.

    Args:
        files: rendered.
        realm: the realm's name; None for the one that the files name.

    Raises:
        SettingsError: a file says something that it may not say, or no realm is named anywhere.
    """
    for file in files:
        if isinstance(file.content, list):
            raise file.error("this is a list; a file holds one realm, so take the realm you mean out of the list")
    named = [file for file in files if isinstance(file.content, dict) and file.content.get("realm")]
    if realm is None and not named:
        raise files[0].error("no file names the realm; say `realm: NAME` in it, or --realm NAME")
    name = realm or str(named[-1].content["realm"])
    return merged(name, [_named_after(name, keyed_file(file)) for file in files])


def _named_after(realm: str, piece: Keyed) -> Keyed:
    """A piece under the realm's name: its own, and that of the default role, which holds it."""
    old = piece.content.get("realm", realm)
    content = {**piece.content, "realm": realm}
    origins = dict(piece.origins)
    roles = content.get("roles", {}).get("realm", {})
    if old != realm and (default := roles.get(f"default-roles-{old}")) is not None:
        others = {name: role for name, role in roles.items() if name != f"default-roles-{old}"}
        new = f"default-roles-{realm}"
        content["roles"] = {**content["roles"], "realm": {**others, new: {**default, "name": new}}}
        place = ("roles", "realm", f"default-roles-{old}")
        origins |= {
            ("roles", "realm", new, *path[3:]): origin for path, origin in piece.origins.items() if path[:3] == place
        }
    return Keyed(content, origins)


def _district_realm(folder: DistrictFolder) -> YamlFile:
    """What follows from lists and mappings of district.yaml: templates can only fill in single texts."""
    district = folder.district
    content = {
        "realm": district.realm,
        "supportedLocales": list(district.languages),
        "defaultLocale": district.languages[0],
        "webAuthnPolicyPasswordlessPasskeysEnabled": district.second_factor.passkeys,
        "requiredActions": [{"alias": "homeroom-passkey", "enabled": district.second_factor.passkeys}],
        "attributes": {
            "homeroom.roster.roles": ",".join(dict.fromkeys([*ROSTER_ROLES, *district.roles])),
            **_acceptable_use(district.claim.acceptable_use),
            "homeroom.announcements": _announcements(folder),
        },
        "roles": {"realm": [{"name": name} for name in district.roles]},
    }
    place = read_yaml(folder.path / "district.yaml")
    lines: dict[KeyPath, int] = {
        ("roles", "realm", index): place.lines.get(("roles", name), 1) for index, name in enumerate(district.roles)
    }
    return YamlFile(place.path, content, lines)


def _acceptable_use(policy: AcceptableUse | None) -> dict[str, str]:
    if policy is None:
        return {"homeroom.acceptable-use.version": ""}
    texts = {f"homeroom.acceptable-use.text.{language}": text for language, text in policy.text.items()}
    return {"homeroom.acceptable-use.version": policy.version, **texts}


def _announcements(folder: DistrictFolder) -> str:
    """The announcements as the portal reads them (docs/reference/extension.md); empty without any."""
    content = [
        {
            "from": str(announcement.first_day),
            "until": str(announcement.last_day),
            "to": announcement.to.tree,
            "text": announcement.text,
            **({"link": announcement.link.model_dump()} if announcement.link else {}),
        }
        for announcement in folder.announcements
    ]
    return json.dumps(content, ensure_ascii=False) if content else ""


def _check_name(file: YamlFile, name: str) -> None:
    if isinstance(file.content, dict) and file.content.get("realm", name) != name:
        raise file.error(f"this names another realm than district.yaml, which says {name}", ("realm",))
