"""What Keycloak should have: the rows of the batch endpoint (docs/reference/extension.md), as frames."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from settings.apps import Application
from settings.calendar import Calendar
from settings.claim import Identify
from settings.rule import Rule
from settings.usernames import Usernames
from sync.access import rights_of
from sync.birth_dates import with_birth_dates
from sync.classes import schedules, wanted_classes, wanted_enrollments
from sync.current import Current
from sync.people import absences, account_holders, stored_name, wanted_people
from sync.roster import Roster, name_key, schools
from sync.roster_hash import hashed_classes, hashed_enrollments, hashed_people, hashed_schools, name_digests
from sync.standing import held_ids
from sync.usernames import with_base_names


@dataclass(frozen=True)
class Policy:
    """What of the district's settings shapes its people.

    Attributes:
        applications: whose rules say who may open them.
        roles: rules for realm roles besides `student`, `staff` and `teacher`.
        today: the day in the district's time zone.
        usernames: where usernames come from.
        calendar: says whether the day is in a summer.
        identify: what people prove when they claim an account: it says whose date of birth is needed.
    """

    applications: Sequence[Application]
    roles: Mapping[str, Rule]
    today: date
    usernames: Usernames = field(default_factory=Usernames)
    calendar: Calendar = field(default_factory=Calendar)
    identify: Identify = field(default_factory=Identify)


@dataclass(frozen=True)
class Held:
    """Records that stay as Keycloak has them, whatever that is.

    Attributes:
        people: sourcedIds.
        usernames: of the same people, because what is wrong with a record may be its sourcedId.
        names: digests of their names, for the same reason, where usernames do not come from the source.
        classes: sourcedIds.
        enrollments: sourcedIds.
    """

    people: pl.Series
    usernames: pl.Series
    names: pl.Series
    classes: pl.Series
    enrollments: pl.Series


@dataclass(frozen=True)
class Wanted:
    """What Keycloak should have. Each frame has the fields of its row type, `rosterHash` among them.

    Attributes:
        schools: `code`, `sourcedId`, `name`.
        access_profiles: client ids, sorted, by name of the profile.
        people: see `sync.people.wanted_people`; everybody in it is to be enabled. Usernames are as the source has
            them, or as the template makes them before any is numbered.
        classes: see `sync.classes.wanted_classes`.
        enrollments: see `sync.classes.wanted_enrollments`.
        absences: why people of the source are not in `people`: `sourcedId`, `reason`.
        held: what is left alone.
        policy: after which all this is wanted.
    """

    schools: pl.DataFrame
    access_profiles: Mapping[str, tuple[str, ...]]
    people: pl.DataFrame
    classes: pl.DataFrame
    enrollments: pl.DataFrame
    absences: pl.DataFrame
    held: Held
    policy: Policy


def want(current: Current, policy: Policy) -> Wanted:
    """Work out what Keycloak should have of what counts today, the day of the policy."""
    roster = current.roster
    holders = account_holders(roster, schedules(current.enrollments))
    rights = rights_of(holders, policy.roles, policy.applications, policy.today)
    born = with_birth_dates(wanted_people(holders, rights), roster, policy.identify)
    people = with_base_names(born, roster, policy.usernames)
    classes = wanted_classes(roster, current.classes)
    return Wanted(
        schools=hashed_schools(schools(roster.orgs.filter(~pl.col("held"))).select("code", "sourcedId", "name")),
        access_profiles=rights.launch,
        people=hashed_people(people),
        classes=hashed_classes(classes),
        enrollments=hashed_enrollments(wanted_enrollments(current.enrollments, classes, people)),
        absences=absences(roster),
        held=Held(
            people=held_ids(roster.users),
            usernames=_held_usernames(roster, policy.usernames),
            names=_held_names(roster, policy.usernames),
            classes=held_ids(roster.classes),
            enrollments=current.held_enrollments,
        ),
        policy=policy,
    )


def _held_usernames(roster: Roster, usernames: Usernames) -> pl.Series:
    if usernames.from_template:
        return pl.Series(dtype=pl.String)
    return roster.users.filter("held").select(name_key("username")).to_series().drop_nulls()


def _held_names(roster: Roster, usernames: Usernames) -> pl.Series:
    if not usernames.from_template:
        return pl.Series(dtype=pl.String)
    return name_digests(roster.users.filter("held").select(stored_name("givenName"), stored_name("familyName")))
