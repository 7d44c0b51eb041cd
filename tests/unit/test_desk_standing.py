"""What the district's page says of the roster sync and of the realm."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from desk.standing import read_drift, standing
from realm.drift import HandEdit
from realm.drift_report import DriftReport
from tests.support.desk_browser import desk_browser, sign_in
from tests.support.keycloak_stand_in import REALM, KeycloakStandIn, keycloak_stand_in

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
DAY = timedelta(hours=26)


def record(hours: int, outcome: str, **other: Any) -> dict[str, Any]:
    started = (NOW - timedelta(hours=hours)).isoformat()
    return {"id": f"run-{hours}", "started": started, "outcome": outcome, **other}


@pytest.mark.parametrize(
    ("outcomes", "health", "in_a_row"),
    [
        (["done", "refused"], "good", 0),
        (["nothing"], "good", 0),
        (["refused", "refused", "failed", "done"], "refused", 2),
        (["failed", "done", "failed"], "failed", 1),
        (["rejected"], "rejected", 1),
        (["interrupted", "done"], "interrupted", 1),
        ([], "unknown", 0),
    ],
)
def test_the_last_run_says_how_the_sync_fares(outcomes: list[str], health: str, in_a_row: int) -> None:
    found = standing([record(hours, outcome) for hours, outcome in enumerate(outcomes)], NOW, DAY)

    assert (found.health, found.in_a_row) == (health, in_a_row)


def test_a_good_run_of_long_ago_is_not_good() -> None:
    assert standing([record(27, "done")], NOW, DAY).health == "late"
    assert standing([record(25, "done")], NOW, DAY).health == "good"


def test_commands_beside_the_runs_are_listed_and_do_not_count() -> None:
    found = standing([record(1, "failed", command="send"), record(2, "done")], NOW, DAY)

    assert found.health == "good"
    assert [run.command for run in found.runs] == ["send", "run"]


@pytest.mark.parametrize("content", [None, "", "{", '{"edits": []}'])
def test_a_watch_that_left_nothing_that_can_be_read_is_no_watch(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "drift.json"
    if content is not None:
        file.write_text(content, encoding="utf-8")

    assert read_drift(file) is None
    assert read_drift(None) is None


def test_what_the_watch_keeps_is_what_the_desk_reads(tmp_path: Path) -> None:
    edit = HandEdit("client", "by-hand", "added", by="admin", at=NOW)
    file = tmp_path / "drift.json"
    file.write_bytes(DriftReport("cedar-valley", (edit,), events_kept=True).kept(NOW))

    drift = read_drift(file)

    assert drift is not None
    assert drift.looked == NOW
    assert [(one.what, one.kind, one.name, one.by, one.at) for one in drift.edits] == [
        ("added", "client", "by-hand", "admin", NOW)
    ]


@pytest.fixture
def keycloak() -> Iterator[KeycloakStandIn]:
    with keycloak_stand_in() as stand_in:
        stand_in.claims = {"preferred_username": "dee", "realm_access": {"roles": ["district-admin"]}}
        stand_in.answers |= {"roster/runs": [], "roster/lease": {}}
        yield stand_in


@pytest.fixture
def drift(tmp_path: Path) -> Path:
    return tmp_path / "drift.json"


@pytest.fixture
def browser(keycloak: KeycloakStandIn, drift: Path) -> TestClient:
    browser = desk_browser(keycloak, drift=drift)
    sign_in(browser, keycloak)
    return browser


def test_a_refused_run_is_shown_with_its_reason_and_the_plan_that_waits(
    browser: TestClient, keycloak: KeycloakStandIn
) -> None:
    message = "the school CV09 seems to be missing from the source"
    keycloak.answers["roster/runs"] = [record(1, "refused", message=message, plan={"id": "3f2a90c1d4e7"})]
    keycloak.answers["roster/lease"] = {"holder": "sync01 (4711)", "taken": NOW.isoformat(), "seconds": 30}

    page = browser.get("/district").text

    assert "A run waits for approval" in page
    assert message in page
    assert "--approve 3f2a90c1d4e7" in page
    assert "sync01 (4711)" in page


def test_what_was_changed_by_hand_is_shown_with_who_did_it(browser: TestClient, drift: Path) -> None:
    edit = {"what": "added", "kind": "client", "name": "by-hand", "by": "admin", "at": NOW.isoformat(), "fields": []}
    drift.write_text(json.dumps({"looked": NOW.isoformat(), "drift": 1, "edits": [edit]}), encoding="utf-8")

    page = browser.get("/district").text

    assert "1 thing was changed by hand" in page
    assert "client by-hand" in page
    assert "admin" in page


def test_without_a_watch_it_says_that_nobody_watches(browser: TestClient) -> None:
    assert "Nobody watches the realm" in browser.get("/district").text


def test_whom_keycloak_refuses_sees_nothing_of_it(browser: TestClient, keycloak: KeycloakStandIn, drift: Path) -> None:
    drift.write_text(json.dumps({"looked": NOW.isoformat(), "drift": 0, "edits": []}), encoding="utf-8")
    keycloak.statuses[f"/admin/realms/{REALM}/roster/runs"] = 403

    answer = browser.get("/district")

    assert answer.status_code == 403
    assert "as its files say" not in answer.text
