"""The roster of a district, from wherever its settings say."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from settings import DistrictFolder
from settings.roster_source import CleverCsvSource, FilesSource, OneRosterCsvSource, OneRosterRestSource, is_address
from settings.sftp import SftpAccess
from sync.errors import Problem, SourceError
from sync.roster import Roster
from sync.sources.clever_csv import read_clever_csv
from sync.sources.oneroster_csv import read_oneroster_csv
from sync.sources.oneroster_rest import Memory, read_oneroster_rest
from sync.sources.scratch import scratch_folder
from sync.sources.transport.https import fetch_by_https
from sync.sources.transport.local import read_local
from sync.sources.transport.settling import Settling
from sync.sources.transport.sftp import CLOCK_SKEW, fetch_by_sftp

Source = TypeVar("Source", bound=FilesSource)
_MEMORY: Memory = {}
"""A daemon's earlier readings; whoever loses them reads everything again."""


def open_source(folder: DistrictFolder, source: str | None = None) -> Roster:
    """Read the roster.

    Args:
        folder: the district.
        source: a folder, zip file or address in place of the one that district.yaml names.

    Raises:
        SourceError: the source cannot be read as a roster.
        SourceNotReadyError: it is being written.
        SyncError: of the way it comes here: a server cannot be reached, or refuses.
        SettingsError: a file of the district is wrong.
    """
    today = datetime.now(ZoneInfo(folder.district.time_zone)).date()
    named = folder.district.roster
    if isinstance(named, OneRosterRestSource):
        if source is None:
            return read_oneroster_rest(named, today, _MEMORY)
        # What is named instead of a service are files, with the same columns.
        named = OneRosterCsvSource(type="oneroster-csv", columns=named.columns)
    files = named if source is None else _in_place_of(named, source)
    return _of_files(files, folder.path, lambda path: _read(files, path, today))


def _read(source: FilesSource, path: Path, today: date) -> Roster:
    if isinstance(source, CleverCsvSource):
        return read_clever_csv(path, source.columns, today)
    if isinstance(source, OneRosterCsvSource):
        return read_oneroster_csv(path, source.columns, today)
    raise AssertionError(type(source))


def _of_files(source: FilesSource, base: Path, read: Callable[[Path], Roster]) -> Roster:
    """Read files from wherever they are; copies of them are removed at once."""

    def settling(clock_skew: float = 0.0) -> Settling:
        return Settling(source.settle_seconds, source.last_file, clock_skew)

    if source.sftp is None and not is_address(source.path):
        return read_local(base / Path(source.path).expanduser(), settling, read)
    most_bytes = source.max_megabytes * 2**20
    with scratch_folder() as scratch:
        if source.sftp:
            copy = fetch_by_sftp(source.sftp, source.path, scratch, lambda: settling(CLOCK_SKEW), most_bytes)
            shown = f"sftp://{source.sftp.username}@{source.sftp.host}/{source.path.lstrip('/')}"
        else:
            copy = fetch_by_https(source.path, source.https, scratch, source.settle_seconds, most_bytes)
            shown = source.path.partition("?")[0]
        roster = read(copy)
    return dataclasses.replace(roster, origin=dataclasses.replace(roster.origin, path=shown))


def _in_place_of(settings: Source, source: str) -> Source:
    """The settings with another place; accounts are for the server that they were named for, and for no other."""
    parts = urlsplit(source) if is_address(source) else None
    place: dict[str, object]
    if parts is None:
        place = {"path": str(Path(source).absolute()), "sftp": None, "https": None, "settle_seconds": 0}
    elif parts.scheme == "sftp":
        account = _account(settings.sftp, parts.hostname, parts.port or 22)
        if account is None:
            message = "its key and account are not known; name them under roster.sftp in district.yaml"
            raise SourceError([Problem(source, message)])
        place = {"path": unquote(parts.path), "sftp": account}
    else:
        known = urlsplit(settings.path)
        same_server = (parts.scheme, parts.netloc) == (known.scheme, known.netloc)
        place = {"path": source, "sftp": None, "https": settings.https if same_server else None}
    try:
        return type(settings).model_validate({**dict(settings), **place})
    except ValidationError as failure:
        reason = failure.errors()[0]["msg"].removeprefix("Value error, ")
        raise SourceError([Problem(source.partition("?")[0], reason)]) from None


def _account(sftp: SftpAccess | None, host: str | None, port: int) -> SftpAccess | None:
    return sftp if sftp and (sftp.host, sftp.port) == (host, port) else None
