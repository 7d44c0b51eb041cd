"""What `homeroom demo --json` prints."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from settings.model import Settings

Kind = Literal[
    "pupil",
    "student",
    "employee",
    "everybody",
    "teacher",
    "delegate",
    "registrar",
    "district_admin",
    "campus_it",
    "claiming_student",
    "claiming_employee",
]


class Administrator(Settings):
    """Who administers Keycloak itself, at `<base_url>/admin`."""

    username: str
    password: str = Field(repr=False)


class DemoPerson(Settings):
    """Somebody to sign in as. What a person of this kind does not have is None."""

    who: str
    """In words: `PreK-5 pupil`."""
    kind: Kind
    name: str
    sourced_id: str
    username: str
    password: str = Field(default="", repr=False)
    """Empty for somebody who has not claimed the account yet."""
    totp_secret: str | None = Field(default=None, repr=False)
    """Secret of the authenticator app in Base32: SHA-1, 6 digits, 30 seconds."""
    badge: str | None = Field(default=None, repr=False)
    """What the QR code of the badge holds."""
    claim_code: str | None = Field(default=None, repr=False)
    """What somebody who has not claimed the account yet would type."""


class Examples(Settings):
    """What a demo shows itself with."""

    people: tuple[DemoPerson, ...]
    classes: tuple[str, ...]
    """sourcedIds of a few classes whose pupils have badges."""


class DemoDocument(Settings):
    """A demo that is ready."""

    base_url: str
    """Keycloak."""
    realm: str
    portal_url: str
    desk_url: str
    admin: Administrator
    people: tuple[DemoPerson, ...]
    classes: tuple[str, ...]
    """sourcedIds of a few classes whose pupils have badges."""
    district: str
    """The district folder in use, `deployment.yaml`, `secrets/` and `roster/` included."""
