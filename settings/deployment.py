"""`deployment.yaml`: where one installation of the district runs.

Written by `homeroom demo` or by the playbooks; not kept in git.
"""

from __future__ import annotations

from pydantic import Field, model_validator

from settings.model import Settings


class KeycloakAccess(Settings):
    """How the command line reaches Keycloak's admin API."""

    url: str = Field(pattern=r"^https?://")
    """Base address, as browsers see it: `https://id.example.org`."""
    client_id: str = "homeroom"
    """A client of the realm `auth_realm` with a service account that may administer the district's realm."""
    client_secret: str | None = None
    """By reference: `${file:secrets/keycloak-client}`."""
    username: str | None = None
    """In place of a service account: an administrator of `auth_realm`, for a server that has no such client yet."""
    password: str | None = None
    """The administrator's password, by reference. The client is then `admin-cli` unless another one is named."""
    auth_realm: str = "master"
    patience_seconds: float = Field(default=20.0, gt=0, le=600)
    """How long a server that does not answer is asked again before a command gives up."""

    @model_validator(mode="after")
    def _one_way_to_sign_in(self) -> KeycloakAccess:
        if not self.client_secret and not (self.username and self.password):
            raise ValueError("client_secret is missing, or username and password in its place")
        return self


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
    send_rosters: bool = False
    """Whether applications are sent their rosters from here. Of all installations of a district only one may: a test
    server has the same `outbound`."""
    state: str = "state"
    """Folder of what the sync keeps for people: records of runs, the daemon's status. From the district folder, or
    absolute. Whoever deletes it loses history and nothing else."""
