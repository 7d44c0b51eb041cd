"""What Keycloak has of the roster."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal, Protocol

import polars as pl

from admin_api import PersonState
from sync.enrollment_hash import packed

_PEOPLE = {
    "sourcedId": pl.String,
    "username": pl.String,
    "email": pl.String,
    "enabled": pl.Boolean,
    "rosterHash": pl.String,
    "disabledAt": pl.String,
}
_RECORDS = {"sourcedId": pl.String, "rosterHash": pl.String}
_SCHOOLS = {"code": pl.String, "rosterHash": pl.String}
_CHUNK = 50_000


class RosterReader(Protocol):
    """Where the state is asked for; `admin_api.RosterApi` is one."""

    def people(self) -> Iterator[PersonState]:
        """Everybody a sync ever wrote."""

    def state(self, of: Literal["classes", "enrollments", "schools", "access-profiles"]) -> Iterator[dict[str, Any]]:
        """Records of one kind."""


@dataclass(frozen=True)
class State:
    """What Keycloak has.

    Attributes:
        schools: `code`, `rosterHash`.
        access_profiles: client ids, sorted, by name of the profile.
        people: `sourcedId`, `username`, `email`, `enabled`, `rosterHash`, `disabledAt`.
        classes: `sourcedId`, `rosterHash`.
        enrollments: `sourcedId`, and `rosterHash` packed (`sync.enrollment_hash`).
    """

    schools: pl.DataFrame
    access_profiles: Mapping[str, tuple[str, ...]]
    people: pl.DataFrame
    classes: pl.DataFrame
    enrollments: pl.DataFrame


def read_state(reader: RosterReader) -> State:
    """Ask for everything. Raises AdminApiError."""
    people = (
        (one.sourced_id, one.username, one.email, one.enabled, one.roster_hash, one.disabled_at)
        for one in reader.people()
    )
    return State(
        schools=_frame(_values(reader.state("schools"), _SCHOOLS), _SCHOOLS),
        access_profiles={
            profile["name"]: tuple(sorted(profile["launch"])) for profile in reader.state("access-profiles")
        },
        people=_frame(people, _PEOPLE),
        classes=_frame(_values(reader.state("classes"), _RECORDS), _RECORDS),
        enrollments=_frame(_values(reader.state("enrollments"), _RECORDS), _RECORDS, _with_packed),
    )


def _values(records: Iterable[Mapping[str, Any]], columns: Iterable[str]) -> Iterator[tuple[Any, ...]]:
    names = tuple(columns)
    return (tuple(record.get(name) for name in names) for record in records)


def _with_packed(enrollments: pl.DataFrame) -> pl.DataFrame:
    return enrollments.with_columns(packed(enrollments["rosterHash"]))


def _frame(
    records: Iterator[tuple[Any, ...]],
    columns: Mapping[str, Any],
    shaped: Callable[[pl.DataFrame], pl.DataFrame] = lambda frame: frame,
) -> pl.DataFrame:
    """A frame of records as they stream in: as Python objects they would take ten times the memory."""
    frames = [shaped(pl.DataFrame(schema=columns))]
    while chunk := list(islice(records, _CHUNK)):
        frames.append(shaped(pl.DataFrame(chunk, schema=columns, orient="row")))
    return pl.concat(frames)
