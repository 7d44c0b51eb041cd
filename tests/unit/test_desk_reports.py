"""Reports at the desk: those of the own campus, and nothing else that is in the folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from settings import District
from sync.reports.counts import PastCounts
from sync.reports.files import write_report
from sync.reports.language import load
from sync.reports.report import Report, report_of
from tests.support.desk_browser import desk_browser, sign_in
from tests.support.keycloak_stand_in import KeycloakStandIn, keycloak_stand_in
from tests.support.roster_checks import examined_roster, put

NOW = datetime(2026, 11, 26, 5, 0, tzinfo=UTC)
BOTH = load(["en", "es"])
DISTRICT = District(name="Cedar Valley Schools", realm="cedar-valley", help_contact="us")
NOWHERE: dict[str, Any] = {"everywhere": False, "campuses": []}
EVERYWHERE: dict[str, Any] = {"everywhere": True, "campuses": []}


def _report(folder: Path) -> Report:
    """Findings at both campuses; there was one more at the first a day before."""
    roster, verdict = examined_roster(folder / "set", put("users", 2, username="PUPIL", orgSourcedIds="s2"))
    past = PastCounts(datetime(2026, 11, 25, 5, 0, tzinfo=UTC), {"x": 9}, {"S01": {"x": 2}, "s2": {"x": 1}})
    return report_of(DISTRICT, roster, verdict, NOW, (past,))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_report(_report(tmp_path), tmp_path / "reports", BOTH)
    return tmp_path / "reports"


@pytest.fixture
def keycloak() -> Iterator[KeycloakStandIn]:
    with keycloak_stand_in() as stand_in:
        stand_in.claims = {"preferred_username": "reg", "realm_access": {"roles": ["registrar"]}}
        stand_in.answers["duties"]["reports"] = {"everywhere": False, "campuses": ["S01"]}
        yield stand_in


@pytest.fixture
def browser(keycloak: KeycloakStandIn, folder: Path) -> TestClient:
    browser = desk_browser(keycloak, reports=folder)
    sign_in(browser, keycloak)
    return browser


def campuses(page: str) -> list[str]:
    return re.findall(r'data-campus="([^"]*)"', page)


def test_a_registrar_finds_the_own_campus_with_how_it_has_changed(browser: TestClient) -> None:
    page = browser.get("/reports").text

    assert campuses(page) == ["S01"]
    assert "1 fewer than the last time" in page
    assert 'href="/reports/campus-S01.html"' in page


def test_a_report_is_shown_as_it_was_written_with_a_policy_of_its_own(browser: TestClient, folder: Path) -> None:
    answer = browser.get("/reports/campus-S01.html")

    assert answer.content == (folder / "campus-S01.html").read_bytes()
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["cache-control"] == "no-store"


def test_a_table_is_saved(browser: TestClient) -> None:
    answer = browser.get("/reports/campus-S01.csv")

    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="campus-S01.csv"'


@pytest.mark.parametrize(
    "name",
    [
        *("campus-s2.html", "campus-s2.es.html", "campus-s2.csv", "district.html", "district.csv", "district.json"),
        *("index.json", "campus-S99.html", "..%2Freports%2Fcampus-S01.html", "%2Fetc%2Fpasswd", ".mailed.json"),
    ],
)
def test_nothing_else_of_the_folder_is_given(browser: TestClient, name: str) -> None:
    assert browser.get(f"/reports/{name}").status_code == 404


def test_the_district_reads_all_of_them(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    keycloak.answers["duties"]["reports"] = EVERYWHERE

    assert campuses(browser.get("/reports").text) == ["", "S01", "s2"]
    assert browser.get("/reports/district.html").status_code == 200


def test_a_registrar_whom_the_roster_has_nowhere_reads_nothing(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    keycloak.answers["duties"]["reports"] = NOWHERE

    page = browser.get("/reports").text

    assert campuses(page) == []
    assert "The roster has you at no campus" in page
    assert browser.get("/reports/campus-S01.html").status_code == 404


def test_whoever_is_no_registrar_finds_no_page_for_it(keycloak: KeycloakStandIn, folder: Path) -> None:
    keycloak.claims["realm_access"] = {"roles": ["teacher"]}
    keycloak.answers["duties"]["reports"] = NOWHERE
    browser = desk_browser(keycloak, reports=folder)
    sign_in(browser, keycloak)

    assert browser.get("/reports").status_code == 404
    assert 'href="/reports"' not in browser.get("/").text


def test_what_was_written_since_the_index_is_not_mistaken_for_the_own_campus(browser: TestClient, folder: Path) -> None:
    (folder / "campus-S01.html").write_bytes((folder / "campus-s2.html").read_bytes())

    assert browser.get("/reports/campus-S01.html").status_code == 404


def test_a_district_without_reports_says_so(browser: TestClient, folder: Path) -> None:
    (folder / "index.json").write_text("not yet", encoding="utf-8")

    assert "No report was written yet" in browser.get("/reports").text


def test_an_index_names_nobody(tmp_path: Path, folder: Path) -> None:
    text = (folder / "index.json").read_text(encoding="utf-8")

    assert "PUPIL" not in text
    assert "sourcedId" not in text


def test_the_group_reads_a_report_where_the_district_says_so(tmp_path: Path) -> None:
    made = _report(tmp_path)
    reports = made.district.reports.model_copy(update={"group_reads": True})
    files = write_report(
        replace(made, district=made.district.model_copy(update={"reports": reports})), tmp_path / "shared", BOTH
    )

    assert {file.stat().st_mode & 0o777 for file in files} == {0o640}
