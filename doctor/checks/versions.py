"""Keycloak and the extension in it are those that this kit was tested with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from doctor.finding import Finding


@dataclass(frozen=True)
class Versions:
    """What belongs together.

    Attributes:
        keycloak: the server's.
        extension: that of the extension in it; empty if there is none, or an old one that does not say.
    """

    keycloak: str
    extension: str


def check_versions(where: str, wanted: Versions, found: Versions) -> Iterator[Finding]:
    """Compare what runs with what this kit was made for."""
    if found.keycloak != wanted.keycloak:
        yield Finding(
            "version-keycloak",
            "warning",
            where,
            f"Keycloak is {found.keycloak}; this kit was tested with {wanted.keycloak}",
            "upgrade whichever is older: playbooks/upgrade.yml",
        )
    if not found.extension:
        yield Finding(
            "version-extension",
            "error",
            where,
            "Keycloak does not have Homeroom's extension, or one that is too old to say so",
            "put homeroom-keycloak.jar into `providers`, call `kc.sh build`, start Keycloak again",
        )
    elif found.extension != wanted.extension:
        yield Finding(
            "version-extension",
            "error",
            where,
            f"the extension in Keycloak is {found.extension}, the command line {wanted.extension}",
            "bring both to one version: playbooks/upgrade.yml",
        )
