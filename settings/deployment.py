"""`deployment.yaml`: where one installation of the district runs.

Written by `homeroom demo` or by the playbooks; not kept in git.
"""

from __future__ import annotations

from pydantic import Field

from settings.model import Settings


class KeycloakAccess(Settings):
    """How the command line reaches Keycloak's admin API."""

    url: str = Field(pattern=r"^https?://")
    """Base address, as browsers see it: `https://id.example.org`."""
    client_id: str = "homeroom"
    """A client of the realm `auth_realm` with a service account that may administer the district's realm."""
    client_secret: str
    """By reference: `${file:secrets/keycloak-client}`."""
    auth_realm: str = "master"


class DeskService(Settings):
    """The staff web application."""

    url: str = Field(pattern=r"^https?://")
    """As browsers see it."""
    client_secret: str
    """Secret of the client `desk`, by reference."""
    session_secret: str
    """Key that signs the desk's session cookies, by reference; 32 characters or more."""


class Deployment(Settings):
    """The content of `deployment.yaml`."""

    keycloak: KeycloakAccess
    desk: DeskService
    app_urls: dict[str, str] = Field(default_factory=dict)
    """Addresses of applications that differ from apps.yaml here: application id to base address."""
