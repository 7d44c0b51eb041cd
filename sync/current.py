"""What of a roster counts today: of millions of enrollments only what is asked about them, so that the rest may go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from sync.classes import current_classes, current_enrollments
from sync.roster import Roster, Table
from sync.standing import held_ids, with_standing

_OF_ENROLLMENTS = ("held", "sourcedId", "classSourcedId", "userSourcedId", "role", "primary")


@dataclass(frozen=True)
class Current:
    """What of a roster counts today.

    Attributes:
        roster: with standing. Of its enrollments only those that are held are in it, and users have no `userIds`.
        classes: see `sync.classes.current_classes`.
        enrollments: `held`, `sourcedId`, `classSourcedId`, `userSourcedId`, `role` and `primary` of those in current
            classes that have not ended.
        held_enrollments: sourcedIds of those that are held, current or not.
        today: the day.
    """

    roster: Roster
    classes: pl.DataFrame
    enrollments: pl.DataFrame
    held_enrollments: pl.Series
    today: date


def current(read: Roster, left_out: Mapping[Table, pl.Series], today: date) -> Current:
    """Tell what counts.

    Args:
        read: the roster; whoever needs no more of it lets it go now, because what is wanted takes as much again.
        left_out: rows that checks leave out, by table.
        today: the day in the district's time zone.
    """
    roster = with_standing(read, left_out)
    classes = current_classes(roster, today)
    return Current(
        roster=replace(
            roster,
            users=roster.users.drop("userIds"),
            enrollments=roster.enrollments.filter("held"),
        ),
        classes=classes,
        enrollments=current_enrollments(roster, classes, today).select(_OF_ENROLLMENTS),
        held_enrollments=held_ids(roster.enrollments),
        today=today,
    )
