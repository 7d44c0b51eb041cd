"""OneRoster REST 1.1 and 1.2."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

import polars as pl

from settings.roster_source import OneRosterRestSource
from sync.errors import Problem, SourceError
from sync.oneroster_columns import CHANGE, File
from sync.roster import OPTIONAL_TABLES, TABLES, Origin, Roster, Segment, empty_table, roster_of
from sync.sources.oneroster_delta import bulk_records
from sync.sources.oneroster_files import columns_of, files_of, own_columns
from sync.sources.oneroster_roles import with_roles
from sync.sources.rest.client_credentials import ClientCredentials
from sync.sources.rest.deltas import Earlier, Frames, Keep, changed_since
from sync.sources.rest.pages import Record, Service
from sync.sources.rest.records import role_rows_of, rows_of
from sync.sources.transport.https import web_client

_SCOPES = "https://purl.imsglobal.org/spec/or/v{}/scope/{}.readonly"
Memory = dict[str, Earlier]
"""Earlier readings of this process, by what was read."""


def read_oneroster_rest(source: OneRosterRestSource, today: date, memory: Memory | None = None) -> Roster:
    """Read everything that a service has; or, if the source allows it, what changed since an earlier reading.

    Args:
        source: the service, and who we are to it.
        today: the day in the district's time zone, on which roles of 1.2 hold or do not.
        memory: where this reading is kept for the next one, if the source allows deltas.

    Raises:
        WebError: the service could not be reached, refused, or does not answer as OneRoster says.
        SourceError: a column that the district names is in no record.
        SourceNotReadyError: records were changing for too long.
    """
    memory = memory if memory is not None else {}
    with web_client({"Accept": "application/json"}) as client:
        client.auth = ClientCredentials(source.token_url, source.client_id, source.client_secret, _scopes(source))
        service = Service(client, source.url.rstrip("/"), source.page_size)
        keeps = _keeps(source)
        what = f"{source.url} {source.version} {source.columns!r} {source.demographics}"
        earlier = memory.pop(what, None)
        moment = service.peek("orgs").moment if source.delta_hours else None
        frames = None
        if earlier and earlier.is_fresh(source.delta_hours):
            frames = changed_since(earlier, service, keeps)
        full_at = earlier.full_at if earlier and frames else time.monotonic()
        frames = frames or _everything(service, keeps, source)
    if moment:
        memory[what] = Earlier(frames, moment, full_at)
    return _roster(source, frames, today)


def _scopes(source: OneRosterRestSource) -> Sequence[str]:
    if source.scopes:
        return source.scopes
    names = ["roster-core", *(["roster-demographics"] if source.demographics else [])]
    return [_SCOPES.format(source.version.replace(".", "p"), name) for name in names]


def _columns(source: OneRosterRestSource) -> dict[File, tuple[str, ...]]:
    return {
        file: columns_of(file, source.version, source.columns, delta=False).wanted
        for file in files_of(source.version)
        if file not in OPTIONAL_TABLES or source.demographics
    }


def _keeps(source: OneRosterRestSource) -> Mapping[File, Keep]:
    """What is kept of a page of each collection: rows, and those of roles apart. JSON takes many times the memory."""
    columns = _columns(source)

    def rows(file: File, records: Sequence[Record]) -> Frames:
        frames = {file: rows_of(records, columns[file])}
        if file == "users" and "roles" in columns:
            frames["roles"] = role_rows_of(records, columns["roles"])
        return frames

    return {file: partial(rows, file) for file in columns if file != "roles"}


def _everything(service: Service, keeps: Mapping[File, Keep], source: OneRosterRestSource) -> Frames:
    parts: dict[File, list[pl.DataFrame]] = {
        file: [pl.DataFrame(schema=dict.fromkeys(columns, pl.String))] for file, columns in _columns(source).items()
    }
    for collection, keep in keeps.items():
        for page in service.collection(collection, keep):
            for file, rows in page.items():
                parts[file].append(rows)
    return {file: pl.concat(frames) for file, frames in parts.items()}


def _roster(source: OneRosterRestSource, read: Frames, today: date) -> Roster:
    _require_own_columns(source, read["users"])
    digest = hashlib.sha256()
    notes: list[str] = []
    frames: dict[File, pl.DataFrame] = {}
    for file in sorted(read):
        digest.update(f"{file}\n".encode())
        for part in read[file].drop(*CHANGE).iter_slices(100_000):
            digest.update(part.write_csv(include_header=False).encode())
        frames[file], gone = bulk_records(f"/{file}", read[file].with_row_index("row", 1))
        notes += gone
    if "roles" in frames:
        frames["users"], more = with_roles(frames["users"], frames["roles"], today)
        notes += more
    frames["users"] = own_columns(frames["users"], source.columns)
    origin = Origin(
        path=source.url,
        checksum=digest.hexdigest(),
        notes=tuple(notes),
        files={table: (Segment(0, f"/{table}"),) for table in TABLES},
    )
    return roster_of({table: frames.get(table, empty_table(table)) for table in TABLES}, origin)


def _require_own_columns(source: OneRosterRestSource, users: pl.DataFrame) -> None:
    """Refuse users none of whom has what the district names: everybody would have lost it."""
    named = (("special_ed", source.columns.special_ed), ("employee_type", source.columns.employee_type))
    problems = [
        Problem("/users", f"no user has this, and roster.columns.{key} in district.yaml names it", None, column)
        for key, column in named
        if column and not users.is_empty() and users[column].is_null().all()
    ]
    if problems:
        raise SourceError(problems)
