"""Where rosters come from."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, model_validator

from settings.model import Settings
from settings.secret import Secret
from settings.sftp import SftpAccess

_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})


def is_address(path: str) -> bool:
    """Whether a source is named by an address, not by a path."""
    return "://" in path


def encrypted(address: str) -> str:
    """The address, if what is sent to it cannot be read on the way. Raises ValueError."""
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _THIS_MACHINE):
        raise ValueError(f"{address!r} has to begin with https://; http is for this machine alone")
    if parts.username or parts.password:
        raise ValueError("an address has no place for an account; name it beside the address, by reference")
    return address


HttpsAddress = Annotated[str, AfterValidator(encrypted)]


class HttpsAccess(Settings):
    """How the server of a roster knows us: by a token, or by name and password."""

    token: Secret | None = None
    """Bearer token, by reference: `${file:secrets/roster-token}`."""
    username: str | None = None
    password: Secret | None = None
    """By reference: `${file:secrets/roster-password}`."""

    @model_validator(mode="after")
    def _one_way_to_sign_in(self) -> HttpsAccess:
        if bool(self.token) == bool(self.username and self.password):
            raise ValueError("either token is needed, or username and password")
        return self


class FilesSource(Settings):
    """What all sources of CSV files have in common."""

    path: str = Field(default="roster", min_length=1)
    """Folder or zip file: from the district folder or absolute; with `sftp`, on that server; or the https address of a
    zip file."""
    sftp: SftpAccess | None = None
    """The server that has the files. Empty: this machine, or the web server of `path`."""
    https: HttpsAccess | None = None
    """How the web server of `path` knows us. Empty: it gives the file to everybody."""
    settle_seconds: float = Field(default=10, ge=0, le=3600)
    """Files that changed within so many seconds are being written, and are waited for."""
    last_file: str = ""
    """The file that is written last, such as `manifest.csv`: the others are read when it is there and none is newer.
    Empty: any order."""
    max_megabytes: int = Field(default=4096, ge=1)
    """Of larger files nothing is read."""

    @model_validator(mode="after")
    def _one_place(self) -> FilesSource:
        if self.sftp and (self.https or is_address(self.path)):
            raise ValueError("with sftp, path is a folder or zip file on that server, and https has no meaning")
        if not self.sftp and is_address(self.path):
            if self.path.startswith("sftp://"):
                raise ValueError("the server and its key belong under sftp, and the path on it under path")
            encrypted(self.path)
        elif self.https:
            raise ValueError("https has no meaning for files of this machine")
        return self


class RosterColumns(Settings):
    """Columns of users.csv that OneRoster leaves to the district. Empty: the source has none."""

    special_ed: str = "metadata.specialEd"
    """`true` marks a special-ed student."""
    employee_type: str = "metadata.employeeType"
    """Kind of employee, in the district's own words."""


class OneRosterCsvSource(FilesSource):
    """OneRoster CSV 1.1 or 1.2: a set, or a folder with a bulk set and the deltas after it."""

    type: Literal["oneroster-csv"]
    columns: RosterColumns = RosterColumns()


class CleverColumns(Settings):
    """Columns of Clever's files that say what not every district writes into them. Empty: the source has none."""

    special_ed: str = ""
    """Of students.csv, mostly `IEP_status`: `Y` marks a special-ed student."""
    employee_type: str = ""
    """Of teachers.csv and staff.csv, mostly `Title`: kind of employee, in the district's own words."""


class CleverCsvSource(FilesSource):
    """The files of Clever's SFTP format."""

    type: Literal["clever-csv"]
    columns: CleverColumns = CleverColumns()


class OneRosterRestSource(Settings):
    """OneRoster REST 1.1 or 1.2, with OAuth 2 client credentials."""

    type: Literal["oneroster-rest"]
    url: HttpsAddress
    """What comes before `/users`: `https://sis.example.org/ims/oneroster/v1p1`."""
    version: Literal["1.1", "1.2"] = "1.1"
    token_url: HttpsAddress
    """Where tokens are issued: `https://sis.example.org/oauth/token`."""
    client_id: str = Field(min_length=1)
    client_secret: Secret
    """By reference: `${file:secrets/oneroster-client}`."""
    scopes: list[str] = Field(default_factory=list)
    """What tokens are asked for. Empty: the read scopes of the version's rostering service."""
    page_size: int = Field(default=1000, ge=1, le=10_000)
    """Records that are asked for at once; a server may send fewer."""
    delta_hours: float = Field(default=0, ge=0, le=168)
    """For so many hours after everything was read, the daemon asks for what changed and applies it to what it has in
    memory, as long as the service's counts say that nothing is missing. 0: each run reads everything."""
    demographics: bool = False
    """Whether birth dates are read too, where accounts are claimed by them."""
    columns: RosterColumns = RosterColumns()


RosterSource = Annotated[OneRosterCsvSource | CleverCsvSource | OneRosterRestSource, Field(discriminator="type")]
