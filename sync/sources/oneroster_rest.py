"""OneRoster REST 1.1 and 1.2."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import date

import polars as pl

from settings.roster_source import OneRosterRestSource
from sync.errors import Problem, SourceError
from sync.roster import OPTIONAL_TABLES, TABLES, Origin, Roster, Segment, empty_table, roster_of
from sync.sources.oneroster_delta import bulk_records
from sync.sources.oneroster_files import CHANGE, File, columns_of, files_of, own_columns
from sync.sources.oneroster_roles import with_roles
from sync.sources.rest.client_credentials import ClientCredentials
from sync.sources.rest.pages import Record, Service
from sync.sources.rest.records import role_rows_of, rows_of
from sync.sources.transport.https import web_client

_SCOPES = "https://purl.imsglobal.org/spec/or/v{}/scope/{}.readonly"
Columns = dict[File, tuple[str, ...]]
Frames = dict[File, pl.DataFrame]


def read_oneroster_rest(source: OneRosterRestSource, today: date) -> Roster:
    """Read everything that a service has.

    Args:
        source: the service, and who we are to it.
        today: the day in the district's time zone, on which roles of 1.2 hold or do not.

    Raises:
        WebError: the service could not be reached, refused, or does not answer as OneRoster says.
        SourceError: a column that the district names is in no record.
        SourceNotReadyError: records were changing for too long.
    """
    with web_client({"Accept": "application/json"}) as client:
        client.auth = ClientCredentials(source.token_url, source.client_id, source.client_secret, _scopes(source))
        service = Service(client, source.url.rstrip("/"), source.page_size)
        return _roster(source, _read(service, source), today)


def _scopes(source: OneRosterRestSource) -> Sequence[str]:
    if source.scopes:
        return source.scopes
    names = ["roster-core", *(["roster-demographics"] if source.demographics else [])]
    return [_SCOPES.format(source.version.replace(".", "p"), name) for name in names]


def _read(service: Service, source: OneRosterRestSource) -> Frames:
    columns: Columns = {
        file: columns_of(file, source.version, source.columns, delta=False).wanted for file in files_of(source.version)
    }
    frames: Frames = {}
    for file in columns:
        if file == "roles" or (file in OPTIONAL_TABLES and not source.demographics):
            continue
        pages = service.collection(file, _kept(file, columns))
        for name in ("users", "roles") if file == "users" and "roles" in columns else (file,):
            empty = pl.DataFrame(schema=dict.fromkeys(columns[name], pl.String))
            frames[name] = pl.concat([empty, *(page[name] for page in pages)]).with_row_index("row", 1)
    return frames


def _kept(file: File, columns: Columns) -> Callable[[Sequence[Record]], Frames]:
    """What is kept of a page: rows, and those of roles apart. JSON takes many times as much memory."""
    if file != "users" or "roles" not in columns:
        return lambda records: {file: rows_of(records, columns[file])}
    return lambda users: {"users": rows_of(users, columns["users"]), "roles": role_rows_of(users, columns["roles"])}


def _roster(source: OneRosterRestSource, read: Frames, today: date) -> Roster:
    _require_own_columns(source, read["users"])
    digest = hashlib.sha256()
    notes: list[str] = []
    frames: Frames = {}
    for file in sorted(read):
        digest.update(f"{file}\n".encode())
        for part in read[file].drop(*CHANGE, "row").iter_slices(100_000):
            digest.update(part.write_csv(include_header=False).encode())
        frames[file], gone = bulk_records(f"/{file}", read[file])
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
