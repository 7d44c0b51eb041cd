"""Realms as their files say them, without a district folder."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from admin_api import AdminConnection
from realm.desired import realm_of_files
from realm.export import export
from realm.live import read_live
from realm.merge import RealmModel, merged
from realm.representation import keyed_file
from settings.render import render
from settings.yaml_file import YamlFile, read_yaml


def realm_model(realm: str, *said: str | Mapping[str, Any]) -> RealmModel:
    """A realm of files: each a text in YAML, or what such a text says."""
    contents = [YAML(typ="safe").load(one) if isinstance(one, str) else deepcopy(dict(one)) for one in said]
    files = [YamlFile(Path("realm.yaml"), {"realm": realm, **content}, {}) for content in ({}, *contents)]
    return merged(realm, [keyed_file(file) for file in files])


def exported(connection: AdminConnection, realm: str, folder: Path) -> dict[str, str]:
    """Export a realm into a new folder; the texts by file."""
    live = read_live(connection, realm).content
    assert live is not None
    made = export(live)
    folder.mkdir()
    for name, text in made.files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return dict(made.files)


def exported_model(folder: Path, realm: str) -> RealmModel:
    """What an export says, of a realm of any name."""
    return realm_of_files([render(read_yaml(path), {}) for path in sorted(folder.glob("*.yaml"))], realm)
