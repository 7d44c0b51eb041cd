"""Whatever a roster is like: checks tell rows that are there, and a campus is told of its own people only."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from settings import District
from sync.check import all_checks
from sync.circumstances import Circumstances
from sync.examine import examine
from sync.reports.language import load
from sync.reports.lines import lines_by_campus, lines_of, said
from sync.reports.pages import html
from sync.reports.report import report_of
from sync.reports.tables import csv_bytes, json_bytes
from sync.roster import TABLES, Roster, listed
from tests.support.roster_checks import bare_roster
from tests.support.roster_set import TODAY

IDS = ("s1", "s2", "p1", "p2", "p3", "c1", "year", " p1 ", "", None)
WORDS = (
    "true",
    "false",
    "student",
    "teacher",
    "school",
    "district",
    "KG",
    "12",
    "2026-08-12",
    "2019-03-04",
    "p1@x",
    "",
)
ODD = ("Mu\u00c3\u00b1oz", "=1+1", "#REF!", "4.1E+11", "00012", "a,b", "s1,s2", "{State:1},{SIS:}", "{", "\u202e", None)
PEOPLE = ("p1", "p2", "p3", "p4", None)
LIKELY = {
    ("users", "sourcedId"): PEOPLE,
    ("users", "enabledUser"): ("true", "true", "true", "false"),
    ("users", "role"): ("student", "student", "teacher", "aide", "Student"),
    ("users", "orgSourcedIds"): ("s1", "s2", "s1,s2", ""),
    ("users", "username"): ("u1", "U1", "u2", "u3", ""),
    ("users", "givenName"): ("Ana", "ana", "Bo"),
    ("users", "familyName"): ("Li", "Li", None),
    ("demographics", "sourcedId"): PEOPLE,
    ("enrollments", "userSourcedId"): PEOPLE,
}
"""Values of columns that most checks look at, so that people are alike often enough."""
CODES = {"s1": "S01", "s2": "S02"}
DISTRICT = District(name="Test", realm="test", help_contact="us")
NOW = datetime(2026, 11, 24, tzinfo=UTC)
ENGLISH, SPANISH = load(["en", "es"])


@st.composite
def rosters(draw: st.DrawFn) -> Roster:
    tables = {}
    for table, columns in TABLES.items():
        names = (*columns.required, *columns.optional)
        values = {
            name: st.sampled_from(LIKELY.get((table, name)) or (IDS if name.endswith(("Id", "Ids")) else WORDS + ODD))
            for name in names
        }
        rows = draw(st.lists(st.fixed_dictionaries(values), max_size=5))
        numbered = [{"row": number, **row} for number, row in enumerate(rows, start=2)]
        tables[table] = pl.DataFrame(numbered, schema={"row": pl.UInt32, **dict.fromkeys(names, pl.String)})
    schools = [
        {"sourcedId": school, "name": school, "type": "school", "identifier": code} for school, code in CODES.items()
    ]
    orgs = pl.DataFrame([{"row": 90 + number, **school} for number, school in enumerate(schools)])
    tables["orgs"] = pl.concat([tables["orgs"], orgs], how="diagonal_relaxed")
    return bare_roster(**{table: frame.cast({"row": pl.UInt32}) for table, frame in tables.items()})


@given(rosters())
@settings(deadline=None, max_examples=20)
def test_findings_are_of_rows_that_are_there_and_leave_out_no_others(roster: Roster) -> None:
    for result in examine(roster, all_checks(), Circumstances(TODAY)).found:
        for table, row, left_out, other in result.findings.select("table", "row", "leavesOut", "otherRow").iter_rows():
            rows = (
                {1, *roster.table(table)["row"]} if result.check.name == "empty_file" else {*roster.table(table)["row"]}
            )
            assert {row, *left_out} <= rows
            assert other is None or other in rows
        assert not result.findings["what"].has_nulls()


@given(rosters())
@settings(deadline=None, max_examples=20)
def test_a_finding_says_in_its_phrase_what_it_says(roster: Roster) -> None:
    verdict = examine(roster, all_checks(), Circumstances(TODAY))
    plain = [re.sub(r"[\u202e]", "\ufffd", what) for result in verdict.found for what in result.findings["what"]]

    assert sorted(said(lines_of(roster, verdict), {})["what"]) == sorted(plain)
    assert not [what for what in said(lines_of(roster, verdict), SPANISH.phrases)["what"] if re.search(r"{\d}", what)]


@given(rosters())
@settings(deadline=None, max_examples=20)
def test_a_campus_is_told_of_its_own_people_only(roster: Roster) -> None:
    verdict = examine(roster, all_checks(), Circumstances(TODAY))
    own = roster.users.select("row", listed("orgSourcedIds").alias("orgs"))

    for campus, lines in lines_by_campus(roster, lines_of(roster, verdict)).items():
        here = set(own.filter(pl.col("orgs").list.contains(campus))["row"])
        people = lines.filter(pl.col("table") == "users")
        assert set(people["row"]) <= here
        named = people.filter(pl.col("elsewhere").is_not_null() & (pl.col("phrase") != pl.col("elsewhere")))
        assert set(named["otherRow"]) <= here


@given(rosters())
@settings(deadline=None, max_examples=15)
def test_whoever_shares_something_is_told_at_each_campus(roster: Roster) -> None:
    verdict = examine(roster, all_checks(), Circumstances(TODAY))
    lines = lines_of(roster, verdict)
    told = {(c, row) for c, part in lines_by_campus(roster, lines).items() for row in part.filter(table="users")["row"]}

    for campuses, row in lines.filter(table="users").select("campuses", "row").iter_rows():
        assert {(campus, row) for campus in campuses or ()} <= told


@given(rosters())
@settings(deadline=None, max_examples=15)
def test_any_roster_has_a_report(roster: Roster) -> None:
    made = report_of(DISTRICT, roster, examine(roster, all_checks(), Circumstances(TODAY)), NOW)

    for page in made.pages:
        assert html(made, page, SPANISH, (ENGLISH, SPANISH)).endswith("</html>")
        assert csv_bytes(made, page, ENGLISH)
    assert json_bytes(made)
