"""The registrar's report: counts first, then what to do; each campus its own people; nothing in it that runs."""

from __future__ import annotations

import ast
import csv
import io
import json
import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import polars as pl
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from settings import District
from sync.check import all_checks
from sync.circumstances import Circumstances
from sync.examine import examine
from sync.reports.counts import PastCounts
from sync.reports.language import load
from sync.reports.pages import SHOWN, html
from sync.reports.report import Report, report_of
from sync.reports.tables import csv_bytes, json_bytes
from tests.support.roster_checks import Change, add, bare_roster, born, examined_roster, put
from tests.support.roster_set import TODAY, enrollment, person

DISTRICT = District(name="Test <Schools>", realm="test", help_contact="us")
NOW = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
(ENGLISH,) = load(["en"])
(SPANISH,) = load(["es"])
BOTH = load(["en", "es"])
ROOT = Path(__file__).parents[2]


def report(folder: Path, *changes: Change, past: tuple[PastCounts, ...] = ()) -> Report:
    roster, verdict = examined_roster(folder, *changes)
    return report_of(DISTRICT, roster, verdict, NOW, past)


def page(made: Report, campus: str = "") -> str:
    chosen = next(one for one in made.pages if (one.campus.code if one.campus else "") == campus)
    return html(made, chosen, ENGLISH, (ENGLISH,))


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


class Outline(HTMLParser):
    """Headings, header cells and texts of a page, and that its elements are closed in turn."""

    VOID = frozenset({"meta", "link", "br", "img"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.headers: list[dict[str, str | None]] = []
        self.open: list[str] = []
        self.tables = 0
        self.feed(text)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"h1", "h2", "h3", "h4"}:
            self.headings.append(int(tag[1]))
        if tag == "th":
            self.headers.append(dict(attrs))
        self.tables += tag == "table"
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


CLASH = (put("users", 2, username="PUPIL", orgSourcedIds="s2"), put("users", 1, givenName="Ana"))
"""Rows 3 (of S01) and 4 (of s2) share a username."""


def test_the_counts_come_before_what_to_do_and_the_most_harmful_first(tmp_path: Path) -> None:
    text = page(
        report(tmp_path, put("users", 1, familyName=""), put("users", 0, email=""), put("users", 3, grades="04"))
    )

    places = [
        text.index(part)
        for part in (
            "What was read",
            "What was found",
            "What to do</h2>",
            "Records that are used, but somebody misses something</h3>",
            "A teacher has no e-mail address (1)",
            "Records that are used and should be mended</h3>",
            "Somebody is a student in one place and an employee in another (1)",
        )
    ]
    assert places == sorted(places)


def test_a_person_is_told_by_name_number_school_and_row_and_no_birth_date(tmp_path: Path) -> None:
    days = born(pupil="1990-01-15")
    text = page(report(tmp_path, put("users", 1, givenName="Ana", familyName="López", identifier="0042"), days))

    assert "López, Ana" in text
    assert "0042" in text
    assert "S01" in text
    assert "demographics.csv, row 2" in text
    assert "1990" not in text


def test_each_campus_has_its_own_people_only(tmp_path: Path) -> None:
    made = report(
        tmp_path,
        put("users", 1, givenName="Ana", familyName="López", email="office@"),
        put("users", 2, givenName="Bo", familyName="Nguyen", email="office@@", orgSourcedIds="s2"),
        put("enrollments", 2, endDate="2026-09-01"),
    )

    assert "López" in page(made, "S01")
    assert "Nguyen" not in page(made, "S01")
    assert "Nguyen" in page(made, "s2")
    assert "López" not in page(made, "s2")
    assert "Nguyen" in page(made)


def test_whoever_shares_a_name_with_another_campus_is_told_at_both_and_of_neither(tmp_path: Path) -> None:
    made = report(tmp_path, *CLASH)

    whole = {line["sourcedId"]: line["What is wrong here"] for line in rows(csv_bytes(made, made.whole, ENGLISH))}
    told = {
        one.campus.code: [
            (line["sourcedId"], line["What is wrong here"])
            for line in rows(csv_bytes(made, one, ENGLISH))
            if line["Check"] == "username_clash"
        ]
        for one in made.campuses
        if one.campus
    }
    assert whole["other"] == "pupil is also that of pupil in row 3"
    assert told["S01"] == [("pupil", "pupil is also that of somebody at another campus")]
    assert told["s2"] == [("other", "pupil is also that of somebody at another campus")]


def test_somebody_at_two_campuses_is_in_both_reports(tmp_path: Path) -> None:
    made = report(tmp_path, put("users", 1, email="office@", orgSourcedIds="s1,s2"))

    assert [one.lines.height for one in made.campuses] == [1, 1]
    assert made.whole.lines["schools"].to_list() == ["S01, s2"]


def test_hostile_names_are_text_in_html_and_no_formula_in_csv(tmp_path: Path) -> None:
    made = report(
        tmp_path,
        put("users", 1, givenName="=cmd|' /C calc'!A1", familyName="<script>alert(1)</script>", identifier="+1"),
        put("orgs", 1, name="<b>Bold\u202e</b>"),
        put("users", 2, username="-2+3", email="@SUM(A1)"),
    )
    text = page(made)
    cells = [cell for one in made.pages for row in rows(csv_bytes(made, one, ENGLISH)) for cell in row.values()]

    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<b>" not in page(made, "S01")
    assert "\u202e" not in page(made, "S01")
    assert not [cell for cell in cells if re.match(r"\s*[=+@-]|[\t\r]", cell)]
    assert "'@SUM(A1) is not an e-mail address" in cells


@given(st.text(max_size=20))
@hypothesis_settings(deadline=None, max_examples=60)
def test_no_text_makes_a_formula_or_an_element(text: str) -> None:
    users = pl.DataFrame({"row": [2], "sourcedId": ["s"], "enabledUser": ["true"], "role": ["x"], "givenName": [text]})
    roster = bare_roster(users=users)
    made = report_of(DISTRICT, roster, examine(roster, all_checks(), Circumstances(TODAY)), NOW)

    Outline(page(made))
    for row in rows(csv_bytes(made, made.whole, ENGLISH)):
        assert not re.match(r"\s*[=+@-]|[\t\r]", row["Name"])


def test_a_page_needs_no_network_and_lets_nothing_run_but_its_own_script(tmp_path: Path) -> None:
    text = page(report(tmp_path, *CLASH))

    assert not re.search(r"(src|href)=\"(?!#|[\w.-]+\.html)", text)
    assert "http" not in text.replace("http-equiv", "")
    assert re.search(r"default-src &#39;none&#39;; style-src &#39;sha256-[\w+/=]+&#39;; script-src &#39;sha256-", text)


def test_a_screen_reader_finds_headings_in_order_and_the_scope_of_every_header_cell(tmp_path: Path) -> None:
    past = (PastCounts(NOW - timedelta(days=1), {"email_clash": 2}), PastCounts(NOW - timedelta(days=2), {}))
    outline = Outline(page(report(tmp_path, *CLASH, past=past)))

    assert outline.headings[0] == 1
    assert all(after <= before + 1 for before, after in zip(outline.headings, outline.headings[1:], strict=False))
    assert outline.tables > 3
    assert all(header.get("scope") in {"col", "row", "rowgroup"} for header in outline.headers)


def test_a_trend_tells_what_has_come_and_what_was_mended(tmp_path: Path) -> None:
    past = (
        PastCounts(NOW - timedelta(days=1), {"email_clash": 2, "username_clash": 4}, {"S01": {"username_clash": 3}}),
        PastCounts(NOW - timedelta(days=2), {"email_clash": 7}),
    )
    made = report(tmp_path, *CLASH, past=past)

    assert "5 fewer than on November 23, 2026." in " ".join(page(made).split())
    assert "Mended since the last time: Two people have the same e-mail address." in page(made)
    assert "3 fewer" in page(made)
    assert "2 fewer" in page(made, "S01")


def test_without_an_earlier_run_there_is_no_trend_and_it_is_told(tmp_path: Path) -> None:
    text = page(report(tmp_path, *CLASH))

    assert "There is no earlier run to compare with." in text
    assert "Last time" not in text


def test_a_sound_set_has_a_report_of_its_own(tmp_path: Path) -> None:
    text = page(report(tmp_path))

    assert "Nothing was found. Every record fits the others." in text
    assert "What to do" not in text


def test_a_long_list_is_cut_in_html_and_whole_in_csv(tmp_path: Path) -> None:
    many = [person(f"p{number}", email=f"{number}@") for number in range(SHOWN + 5)]
    made = report(tmp_path, add("users", *many), add("enrollments", *(enrollment(p["sourcedId"], "c1") for p in many)))
    text = page(made)

    assert "The first 2,000 of 2,005. All of them are in the file district.csv." in text
    assert len(re.findall(r'class="place"', text)) == SHOWN
    assert len(rows(csv_bytes(made, made.whole, ENGLISH))) == SHOWN + 5


def test_json_has_counts_by_campus_and_ids_without_names(tmp_path: Path) -> None:
    document = json.loads(json_bytes(report(tmp_path, *CLASH)))

    assert document["findings"]["username_clash"] == 1
    assert {one["code"]: one["findings"].get("username_clash") for one in document["campuses"]} == {"S01": 1, "s2": 1}
    clash = next(check for check in document["checks"] if check["name"] == "username_clash")
    assert clash["findings"][0]["sourcedId"] == "other"
    assert "Ana" not in json.dumps(document)


def test_everything_that_is_said_in_english_is_said_in_spanish() -> None:
    sources = [*(ROOT / "sync" / "checks").glob("*.py"), ROOT / "sync" / "finding.py"]
    calls = [node for path in sources for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    phrases = {str(ast.literal_eval(call.args[0])) for call in calls if getattr(call.func, "id", "") == "Phrase"}

    assert phrases == set(SPANISH.phrases)
    assert {check.name for check in all_checks()} == set(SPANISH.checks)
    assert set(SPANISH.texts) == set(ENGLISH.texts)
    both = [*((text, SPANISH.texts[key]) for key, text in ENGLISH.texts.items()), *SPANISH.phrases.items()]
    assert [one for one in both if set(re.findall(r"{\w+}", one[0])) != set(re.findall(r"{\w+}", one[1]))] == []
