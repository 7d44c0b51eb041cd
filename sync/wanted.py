"""What Keycloak should have: the rows of the batch endpoint (docs/reference/extension.md), as frames."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from settings.apps import Application
from settings.rule import Rule
from sync.access import rights_of
from sync.classes import current_classes, current_enrollments, schedules, wanted_classes, wanted_enrollments
from sync.people import absences, account_holders, wanted_people
from sync.roster import Roster, Table, name_key, schools
from sync.standing import held_ids, with_standing

# Part of every hash. Whoever changes how a frame becomes rows changes it too, so that every record is written anew.
_ROW_FORMAT = "1"


@dataclass(frozen=True)
class Policy:
    """What of the district's settings shapes its people.

    Attributes:
        applications: whose rules say who may open them.
        roles: rules for realm roles besides `student`, `staff` and `teacher`.
        today: the day in the district's time zone.
    """

    applications: Sequence[Application]
    roles: Mapping[str, Rule]
    today: date


@dataclass(frozen=True)
class Held:
    """Records that stay as Keycloak has them, whatever that is.

    Attributes:
        people: sourcedIds.
        usernames: of the same people, because what is wrong with a record may be its sourcedId.
        classes: sourcedIds.
        enrollments: sourcedIds.
    """

    people: pl.Series
    usernames: pl.Series
    classes: pl.Series
    enrollments: pl.Series


@dataclass(frozen=True)
class Wanted:
    """What Keycloak should have. Each frame has the fields of its row type, `rosterHash` among them.

    Attributes:
        schools: `code`, `sourcedId`, `name`.
        access_profiles: client ids, sorted, by name of the profile.
        people: see `sync.people.wanted_people`; everybody in it is to be enabled.
        classes: see `sync.classes.wanted_classes`.
        enrollments: see `sync.classes.wanted_enrollments`.
        absences: why people of the source are not in `people`: `sourcedId`, `reason`.
        held: what is left alone.
    """

    schools: pl.DataFrame
    access_profiles: Mapping[str, tuple[str, ...]]
    people: pl.DataFrame
    classes: pl.DataFrame
    enrollments: pl.DataFrame
    absences: pl.DataFrame
    held: Held


def want(read: Roster, left_out: Mapping[Table, pl.Series], policy: Policy) -> Wanted:
    """Work out what Keycloak should have.

    Args:
        read: the roster.
        left_out: rows that checks leave out, by table.
        policy: the district's.
    """
    roster = with_standing(read, left_out)
    current = current_classes(roster, policy.today)
    enrolled = current_enrollments(roster, current, policy.today)
    holders = account_holders(roster, schedules(enrolled))
    rights = rights_of(holders, policy.roles, policy.applications)
    people = wanted_people(holders, rights)
    classes = wanted_classes(roster, current)
    return Wanted(
        schools=_hashed(schools(roster.orgs.filter(~pl.col("held"))).select("code", "sourcedId", "name")),
        access_profiles=rights.launch,
        people=_hashed(people),
        classes=_hashed(classes),
        enrollments=_hashed(wanted_enrollments(enrolled, classes, people)),
        absences=absences(roster),
        held=Held(
            people=held_ids(roster.users),
            usernames=roster.users.filter("held").select(name_key("username")).to_series().drop_nulls(),
            classes=held_ids(roster.classes),
            enrollments=held_ids(roster.enrollments),
        ),
    )


def _hashed(records: pl.DataFrame) -> pl.DataFrame:
    """The records with `rosterHash`, 128 bits of a hash of everything in the record, hexadecimal."""
    texts = records.select(pl.struct(pl.all()).struct.json_encode()).to_series()
    hashes = [hashlib.blake2b(f"{_ROW_FORMAT}{text}".encode(), digest_size=16).hexdigest() for text in texts]
    return records.with_columns(pl.Series("rosterHash", hashes, pl.String))
