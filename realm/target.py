"""Which realm a command is about: what its files say, who owns what, and how its server is reached.

Either a district folder says all of it, or files in Keycloak's own representation are named (`--file`) together with
a server.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import click

from admin_api import AdminConnection
from realm.check import check_files
from realm.config_cli import with_placeholders
from realm.desired import desired_realm, realm_of_files
from realm.merge import RealmModel
from settings import DistrictFolder
from settings.deployment import KeycloakAccess
from settings.district import RealmPolicy
from settings.errors import SettingsError
from settings.render import render
from settings.yaml_file import YamlFile, read_yaml


@dataclass(frozen=True)
class Target:
    """A realm, as a command was told of it.

    Attributes:
        folder: the district folder; None where files and a server were named without one.
        files: the files that were named; empty: the folder's own.
        realm: the realm's name, if it was given.
        variables: names that templates in `files` may use.
        server: how the server is reached, if it was given.
    """

    folder: DistrictFolder | None
    files: tuple[Path, ...]
    realm: str | None
    variables: Mapping[str, object]
    server: KeycloakAccess | None

    def model(self) -> RealmModel:
        """What the files say, checked as far as the files alone allow. Raises SettingsError."""
        if self.files:
            model = realm_of_files([self._read(path) for path in self.files], self.realm)
        elif self.folder is not None:
            model = desired_realm(self.folder)
        else:
            raise click.UsageError("Name a district folder with --district, or files with --file.")
        check_files(model)
        return model

    def anew(self) -> Target:
        """The same, with a folder that is read again when it is asked. Raises SettingsError."""
        return replace(self, folder=DistrictFolder.at(self.folder.path)) if self.folder else self

    def name(self) -> str:
        """The realm's name. Raises SettingsError."""
        if self.realm:
            return self.realm
        return self.folder.district.realm if self.folder and not self.files else self.model().name

    @property
    def policy(self) -> RealmPolicy:
        """Who owns what, and limits. Raises SettingsError."""
        return self.folder.district.realm_policy if self.folder else RealmPolicy()

    def connection(self) -> AdminConnection:
        """A connection to the server. Raises SettingsError."""
        if self.server is not None:
            return AdminConnection.of_account(self.server)
        if self.folder is None:
            raise click.UsageError("Name the server with --server, or a district folder with --district.")
        return AdminConnection.of_account(self.folder.deployment.keycloak)

    def _read(self, path: Path) -> YamlFile:
        variables = {**(self._folder_variables() if self.folder else {}), **self.variables}
        return with_placeholders(render(read_yaml(path), variables))

    def _folder_variables(self) -> Mapping[str, object]:
        assert self.folder is not None  # noqa: S101 - asked for only where there is one
        try:
            return {**self.folder.variables, "deployment": self.folder.deployment}
        except SettingsError:
            return {"district": self.folder.district}  # a folder that is not deployed
