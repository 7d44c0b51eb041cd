"""The rows of a source that are about one person, and what checks found in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import polars as pl

from sync.check import Severity
from sync.classes import current_classes, current_enrollments
from sync.examine import Verdict
from sync.explain.explanation import PersonFinding, SourceRow
from sync.roster import Roster, Table, listed
from sync.standing import held_ids

_NAMES = "sourcedId"


@dataclass(frozen=True)
class PersonRows:
    """The rows of each table, as frames of a roster with standing.

    Attributes:
        roster: with standing.
        rows: by table; those of the person, and those that these refer to.
        current: sourcedIds of enrollments that count: neither over nor of an unknown class.
    """

    roster: Roster
    rows: dict[Table, pl.DataFrame]
    current: frozenset[int]

    @classmethod
    def of(cls, roster: Roster, sourced_id: str, today: date) -> PersonRows:
        """Pick the rows.

        Args:
            roster: with standing.
            sourced_id: the person's.
            today: the day in the district's time zone.
        """
        users = roster.users.filter(pl.col(_NAMES) == sourced_id)
        enrollments = roster.enrollments.filter(pl.col("userSourcedId") == sourced_id)
        classes = _named(roster.classes, enrollments["classSourcedId"])
        counted = current_enrollments(roster, current_classes(roster, today), today)
        return cls(
            roster,
            {
                "users": users,
                "demographics": roster.demographics.filter(pl.col(_NAMES) == sourced_id),
                "orgs": _named(roster.orgs, _ids(users, "orgSourcedIds"), classes["schoolSourcedId"]),
                "enrollments": enrollments,
                "classes": classes,
                "courses": _named(roster.courses, classes["courseSourcedId"]),
                "academicSessions": _named(roster.academic_sessions, _ids(classes, "termSourcedIds")),
            },
            frozenset(counted.filter(pl.col("userSourcedId") == sourced_id)["row"]),
        )

    def described(self) -> list[SourceRow]:
        """The rows with their places and values; birth dates are nobody's business here."""
        return [
            SourceRow(table, str(self.roster.place(table, record["row"])), _values(record), self._note(table, record))
            for table, frame in self.rows.items()
            if table != "demographics"
            for record in frame.iter_rows(named=True)
        ]

    def findings(self, verdict: Verdict) -> list[PersonFinding]:
        """What checks found in any of the rows, what keeps records out first."""
        return [finding for _, finding in self._found(verdict)]

    def why_held(self, verdict: Verdict) -> list[str]:
        """Why the person's record is left as Keycloak has it: what was found, in which row."""
        skipping = [
            finding
            for table, finding in self._found(verdict)
            if finding.severity == Severity.SKIP_RECORD.value and table in {"users", "orgs"}
        ]
        return [f"{finding.place}: {finding.what}" for finding in skipping]

    def _found(self, verdict: Verdict) -> Iterator[tuple[Table, PersonFinding]]:
        for result in verdict.found:
            for table, frame in self.rows.items():
                rows = frame["row"].to_list()
                in_rows = pl.col("row").is_in(rows)
                if result.check.severity is Severity.SKIP_RECORD:
                    in_rows |= pl.col("leavesOut").list.eval(pl.element().is_in(rows)).list.any()
                for found in result.findings.filter((pl.col("table") == table) & in_rows).iter_rows(named=True):
                    yield (
                        table,
                        PersonFinding(
                            result.check.name,
                            result.check.severity.value,
                            str(self.roster.place(table, found["row"])),
                            found["what"],
                            result.check.consequence,
                            result.check.remedy,
                        ),
                    )

    def _note(self, table: Table, record: dict[str, object]) -> str:
        if record["held"]:
            return "left out because of a finding, in it or in what it refers to"
        if table != "enrollments" or record["row"] in self.current:
            return ""
        if self.rows["classes"].filter(pl.col(_NAMES) == record["classSourcedId"]).is_empty():
            return "its class is not in the source"
        return "it is over, or its class is"


def held_itself(rows: PersonRows, sourced_id: str) -> bool:
    """Whether the person's record stays as Keycloak has it."""
    return sourced_id in held_ids(rows.rows["users"]).to_list()


def _ids(records: pl.DataFrame, column: str) -> pl.Series:
    return records.select(listed(column).alias("id")).explode("id")["id"]


def _named(records: pl.DataFrame, *ids: pl.Series) -> pl.DataFrame:
    wanted = {name for series in ids for name in series.drop_nulls()}
    return records.filter(pl.col(_NAMES).is_in(list(wanted)))


def _values(record: dict[str, object]) -> dict[str, str]:
    return {name: str(value) for name, value in record.items() if value is not None and name not in {"row", "held"}}
