"""The whole district folder in one value."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from settings.announcements import Announcement, Announcements
from settings.apps import Application, Applications
from settings.deployment import Deployment
from settings.district import District
from settings.errors import SettingsError
from settings.model import validated
from settings.render import render
from settings.roster_source import OneRosterRestSource, is_address
from settings.yaml_file import YamlFile, read_yaml

ELSEWHERE = "HOMEROOM_DEPLOYMENT"
"""The environment variable that names deployment.yaml where it is not in the district folder, which can then be
read-only and the same on all machines."""
DRIFT_FILE = "drift.json"
"""In the state folder: what `homeroom realm drift --watch` found last."""


@dataclass(frozen=True)
class DistrictFolder:
    """A district folder. Each file is read when it is first asked for, so a command needs only what it uses.

    Attributes:
        path: the folder.
    """

    path: Path

    @classmethod
    def at(cls, path: Path) -> DistrictFolder:
        """The folder at `path`.

        Raises:
            SettingsError: there is no `district.yaml` in it.
        """
        if not (path / "district.yaml").is_file():
            raise SettingsError("no district.yaml is here; name the district folder with --district", path.absolute())
        return cls(path.absolute())

    @cached_property
    def district(self) -> District:
        """`district.yaml`. Raises SettingsError."""
        return validated(District, render(read_yaml(self.path / "district.yaml")))

    @cached_property
    def deployment(self) -> Deployment:
        """`deployment.yaml`, or the file that $HOMEROOM_DEPLOYMENT names in its place. Raises SettingsError."""
        path = Path(os.environ.get(ELSEWHERE) or self.path / "deployment.yaml")
        if not path.is_file():
            message = (
                "this file is missing: it says where the district runs; `homeroom demo` and the playbooks write it"
            )
            raise SettingsError(message, path)
        return validated(Deployment, render(read_yaml(path)))

    @cached_property
    def applications(self) -> tuple[Application, ...]:
        """The applications of `apps.yaml`, rendered with the template variables. Raises SettingsError."""
        file = render(read_yaml(self.path / "apps.yaml"), self.variables)
        applications = validated(Applications, file).applications
        for index, application in enumerate(applications):
            for texts in (application.title, application.denied, *application.missing.values()):
                unknown = set(texts) - set(self.district.languages)
                if unknown:
                    raise file.error(
                        f"{', '.join(sorted(unknown))} is not among the district's languages "
                        f"({', '.join(self.district.languages)})",
                        ("applications", index),
                    )
        return tuple(applications)

    @cached_property
    def announcements(self) -> tuple[Announcement, ...]:
        """The announcements of `announcements.yaml`; none without that file. Raises SettingsError."""
        path = self.path / "announcements.yaml"
        if not path.is_file():
            return ()
        return tuple(validated(Announcements, render(read_yaml(path))).announcements)

    @cached_property
    def variables(self) -> dict[str, object]:
        """What Jinja2 templates may use: `district`, `keycloak_url`, `desk_url` and `app_urls`."""
        return {
            "district": self.district,
            "keycloak_url": self.deployment.keycloak.url,
            "desk_url": self.deployment.desk.url,
            "app_urls": self.deployment.app_urls,
        }

    def realm_files(self) -> tuple[YamlFile, ...]:
        """`realm/*.yaml`, `.yml` and `.json` in the order of their names, rendered. Raises SettingsError."""
        found = sorted(path for suffix in ("yaml", "yml", "json") for path in self.path.glob(f"realm/*.{suffix}"))
        return tuple(render(read_yaml(path), self.variables) for path in found)

    def roster_path(self) -> Path | None:
        """Where the roster is, from the folder if it is relative; None if it is not on this machine."""
        source = self.district.roster
        if isinstance(source, OneRosterRestSource) or source.sftp or is_address(source.path):
            return None
        return self.path / Path(source.path).expanduser()

    def reports_path(self) -> Path | None:
        """The folder into which runs write the registrar's report; None if they write none. Raises SettingsError."""
        folder = self.district.reports.folder
        return self.path / Path(folder).expanduser() if folder else None

    def state_path(self) -> Path:
        """The folder of what the sync keeps for people. Raises SettingsError."""
        return self.path / Path(self.deployment.state).expanduser()

    def guides_path(self) -> Path:
        """The folder of the people's guides, which need not be built yet. Raises SettingsError."""
        return self.path / Path(self.deployment.desk.guides).expanduser()
