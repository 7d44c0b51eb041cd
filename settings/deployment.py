"""`deployment.yaml`: where one installation of the district runs.

Written by `homeroom demo` or by the playbooks; not kept in git.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from settings.model import Settings


class KeycloakAccess(Settings):
    """How the command line reaches Keycloak's admin API."""

    url: str = Field(pattern=r"^https?://")
    """Base address, as browsers see it: `https://id.example.org`."""
    internal_url: str | None = Field(default=None, pattern=r"^https?://")
    """Where this machine calls Keycloak if that is not `url`: behind the proxy, `http://keycloak:8080`. Keycloak has to
    run with `hostname-backchannel-dynamic`."""
    client_id: str = "homeroom"
    """A client of the realm `auth_realm` with a service account that may administer the district's realm."""
    client_secret: str | None = None
    """By reference: `${file:secrets/keycloak-client}`. Where only the desk runs, neither this nor `username`."""
    username: str | None = None
    """In place of a service account: an administrator of `auth_realm`, for a server that has no such client yet."""
    password: str | None = None
    """The administrator's password, by reference. The client is then `admin-cli` unless another one is named."""
    auth_realm: str = "master"
    management_urls: list[Annotated[str, Field(pattern=r"^https?://")]] = Field(default_factory=list)
    """Addresses of the management interface of every node, as this machine reaches them: `http://10.1.2.3:9000`. They
    are what `homeroom doctor` asks for health and the size of the cluster; nobody outside may reach them."""
    patience_seconds: float = Field(default=20.0, gt=0, le=600)
    """How long a server that does not answer is asked again before a command gives up."""

    @model_validator(mode="after")
    def _whole_way_to_sign_in(self) -> KeycloakAccess:
        if bool(self.username) != bool(self.password):
            raise ValueError("username and password go together")
        return self

    @property
    def has_account(self) -> bool:
        """Whether there is an account to act with: the desk needs none, it acts for whoever is signed in."""
        return bool(self.client_secret or self.username)

    @property
    def called_at(self) -> str:
        """The base address for calls from here, without a slash at the end."""
        return (self.internal_url or self.url).rstrip("/")


class DeskService(Settings):
    """The staff web application."""

    url: str = Field(pattern=r"^https?://")
    """As browsers see it."""
    client_secret: str
    """Secret of the client `desk`, by reference."""
    session_secret: str
    """Key that signs the desk's session cookies, by reference; 32 characters or more."""
    guides: str = "build/guides"
    """Folder of the guides that `homeroom guides build` writes and the desk serves to everybody. From the district
    folder, or absolute."""


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
