"""`outbound` of district.yaml: which applications are sent rosters, in which form, and how little of them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from settings.model import Settings
from settings.roster_source import HttpsAddress
from settings.secret import Secret
from settings.sftp import SftpAccess

OneRosterField = Literal["grade", "staff-email", "student-email", "middle-name", "number", "employee-type"]
CleverField = Literal["grade", "staff-email", "student-email", "middle-name", "number", "employee-type", "username"]
ScimField = Literal["staff-email", "student-email", "middle-name", "employee-type", "person-type"]


class FolderDestination(Settings):
    """A folder that the application, or a program that carries files to it, reads."""

    type: Literal["folder"] = "folder"
    path: str = Field(min_length=1)
    """From the district folder, or absolute. It is made if it is not there."""


class SftpDestination(SftpAccess):
    """A folder of the application's SFTP server."""

    type: Literal["sftp"] = "sftp"
    path: str = "."
    """The folder on the server; it has to be there."""


Destination = Annotated[FolderDestination | SftpDestination, Field(discriminator="type")]


class OutboundGuard(Settings):
    """Whoever would lose more than this of what it has is sent nothing."""

    people_percent: float = Field(default=10.0, ge=0, le=100)
    """Share of the people at the application who may go in one run."""
    classes_percent: float = Field(default=25.0, ge=0, le=100)
    """Share of its classes, and of its enrollments, that may go in one run. Classes whose term ended, by the dates that
    were sent with them, are not counted."""
    at_least: int = Field(default=25, ge=0)
    """This many may always go, however few there are."""


class OutboundTarget(Settings):
    """What all targets have in common."""

    application: str = Field(min_length=1)
    """Its `id` in apps.yaml: sent are the people who may open it, and no others."""
    schools: list[str] = Field(default_factory=list)
    """Codes of the schools whose people and classes are sent. Empty: all."""
    guard: OutboundGuard = OutboundGuard()


class OneRosterTarget(OutboundTarget):
    """A OneRoster CSV set."""

    type: Literal["oneroster-csv"]
    version: Literal["1.1", "1.2"] = "1.1"
    to: Destination
    fields: list[OneRosterField] = Field(default=["grade", "staff-email"])
    """What is sent of people besides ids, usernames, names, roles and schools, which OneRoster requires."""


class CleverTarget(OutboundTarget):
    """The files of Clever's SFTP format."""

    type: Literal["clever-csv"]
    to: Destination
    fields: list[CleverField] = Field(default=["grade", "staff-email"])
    """What is sent of people besides ids, names and schools, which Clever requires."""


class ScimTarget(OutboundTarget):
    """Accounts and groups of an application, by SCIM 2.0."""

    type: Literal["scim"]
    url: HttpsAddress
    """Base address: `https://api.example.com/scim/v2`."""
    token: Secret
    """Bearer token, by reference: `${file:secrets/canvas-scim}`."""
    user_name: Literal["username", "email"] = "username"
    """What `userName` is. With `email`, whoever has no address is not sent."""
    groups: Literal["none", "schools", "classes"] = "none"
    """What is made a group."""
    fields: list[ScimField] = Field(default=["staff-email"])
    """What is sent of people besides the sourcedId, `userName` and names."""


Target = Annotated[OneRosterTarget | CleverTarget | ScimTarget, Field(discriminator="type")]
