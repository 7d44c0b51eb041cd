"""Each target is looked after by itself, and what became of it is said."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from rich.console import Console

from settings import DistrictFolder, SettingsError
from settings.exit_code import ExitCode
from sync.apply import Rejection
from sync.commands.send import exit_code_of
from sync.outbound.sending import Outgoing, Sent, send_rosters
from sync.reports.outbound import show_sent
from tests.support.outbound import RULES, rows_of, school_tables
from tests.support.roster_set import TODAY, Tables, policy, read_set, wanted_of, write_set
from tests.support.scim_server import TOKEN, ScimServer, running_scim_server

Send = Callable[..., dict[str, Sent]]


@pytest.fixture
def server() -> Iterator[ScimServer]:
    with running_scim_server() as running:
        yield running


@pytest.fixture
def send(tmp_path: Path, server: ScimServer, monkeypatch: pytest.MonkeyPatch) -> Send:
    """Sends from a district with three targets, or with those given."""
    monkeypatch.setenv("SCIM_TOKEN", TOKEN)
    targets: dict[str, Any] = {
        "clever": {"type": "clever-csv", "application": "clever", "to": {"type": "folder", "path": "out/clever"}},
        "books": {"type": "oneroster-csv", "application": "reader", "to": {"type": "folder", "path": "out/books"}},
        "office": {"type": "scim", "application": "office", "url": server.url, "token": "${env:SCIM_TOKEN}"},
    }
    applications = [
        {"id": name, "title": {"en": name}, "url": "https://example.org", "access": rule}
        for name, rule in RULES.items()
    ]

    def run(
        tables: Tables | None = None, *names: str, changed: dict[str, Any] | None = None, **options: Any
    ) -> dict[str, Sent]:
        district = {"name": "Test", "realm": "test", "help_contact": "us", "outbound": targets | (changed or {})}
        (tmp_path / "district.yaml").write_text(json.dumps(district), encoding="utf-8")
        (tmp_path / "apps.yaml").write_text(json.dumps({"applications": applications}), encoding="utf-8")
        roster = read_set(write_set(tmp_path / "in", tables or school_tables()))
        accounts = pl.DataFrame(schema={"sourcedId": pl.String, "username": pl.String})
        made = Outgoing(roster, wanted_of(roster, policy(TODAY, **RULES)), accounts, TODAY)
        folder = DistrictFolder.at(tmp_path)
        folder.__dict__["variables"] = {}  # apps.yaml has no templates, so where it runs is not asked
        return {done.target: done for done in send_rosters(folder, made, names, **options)}

    return run


def test_every_target_is_sent_what_its_application_may_have(send: Send, server: ScimServer, tmp_path: Path) -> None:
    sent = send()

    assert {name: (done.status, done.people) for name, done in sent.items()} == {
        "clever": ("sent", 3),
        "books": ("sent", 4),
        "office": ("sent", 2),
    }
    assert server.users().keys() == {"clerk", "teacher"}
    assert len(rows_of(tmp_path / "out/clever/students.csv")) == 2
    assert len(sent["books"].checksum) == 64


def test_a_second_run_says_that_nothing_is_different(send: Send) -> None:
    first = send()

    again = send()

    assert {done.status for done in again.values()} == {"unchanged"}
    assert again["books"].checksum == first["books"].checksum
    assert exit_code_of(tuple(again.values())) is ExitCode.DONE


def test_only_the_targets_that_are_named_are_sent_to(send: Send, tmp_path: Path) -> None:
    assert send(None, "books").keys() == {"books"}
    assert not (tmp_path / "out/clever").exists()


def test_a_plan_counts_the_differences_and_sends_nothing(send: Send, server: ScimServer, tmp_path: Path) -> None:
    planned = send(only_plan=True)

    assert {done.status for done in planned.values()} == {"pending"}
    assert planned["office"].differences[0].added == 2
    assert not (tmp_path / "out").exists()
    assert server.requests == []
    assert exit_code_of(tuple(planned.values())) is ExitCode.PENDING


def test_one_target_that_fails_stops_no_other(send: Send, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/clever").write_text("a file where a folder has to be", encoding="utf-8")

    sent = send()

    assert {name: done.status for name, done in sent.items()} == {"clever": "failed", "books": "sent", "office": "sent"}
    assert "cannot be" in sent["clever"].message
    assert exit_code_of(tuple(sent.values())) is ExitCode.FAILED


def test_a_school_that_the_roster_does_not_have_is_no_empty_school(send: Send) -> None:
    books = {
        "type": "oneroster-csv",
        "application": "reader",
        "schools": ["S01", "S99"],
        "to": {"type": "folder", "path": "x"},
    }

    sent = send(None, "books", changed={"books": books})

    assert sent["books"].status == "refused"
    assert "no school S99, which outbound.books.schools in district.yaml names" in sent["books"].message
    assert exit_code_of(tuple(sent.values())) is ExitCode.REFUSED


def test_what_is_refused_can_be_let_through_once(send: Send, tmp_path: Path) -> None:
    guard = {"people_percent": 0, "classes_percent": 0, "at_least": 0}
    books = {"type": "oneroster-csv", "application": "reader", "guard": guard, "to": {"type": "folder", "path": "x"}}
    send(None, "books", changed={"books": books})
    tables = school_tables()
    del tables["users"][1], tables["enrollments"][1]

    refused = send(tables, "books", changed={"books": books})
    allowed = send(tables, "books", changed={"books": books}, allowed_removals=1)

    assert (refused["books"].status, allowed["books"].status) == ("refused", "sent")
    assert refused["books"].differences == allowed["books"].differences
    assert len(rows_of(tmp_path / "x/users.csv")) == 3


def test_an_application_that_does_not_exist_is_an_error_with_its_key(send: Send) -> None:
    books = {"type": "oneroster-csv", "application": "bocks", "to": {"type": "folder", "path": "x"}}

    with pytest.raises(
        SettingsError, match=r"district.yaml: outbound.books.application: .*'bocks'.* reader, clever, office"
    ):
        send(changed={"books": books})


def test_a_record_can_be_kept_as_json(send: Send) -> None:
    kept = json.loads(json.dumps(send()["clever"].as_json()))

    assert kept["target"] == "clever"
    assert kept["differences"][1] == {"name": "students.csv", "total": 2, "added": 2, "changed": 0, "removed": 0}


def test_a_record_holds_nothing_that_a_service_said_of_people() -> None:
    said = Rejection("account", "p1", "invalidValue", "Zoë Núñez has no such address")

    assert "Zoë" not in json.dumps(Sent("office", "scim", "sent", rejections=(said,)).as_json(), ensure_ascii=False)
    assert Sent("office", "scim", "sent", rejections=(said,)).trouble == (
        "office did not take 1 records, for example account p1: invalidValue"
    )


def test_a_person_at_a_terminal_reads_what_was_different(send: Send, capsys: pytest.CaptureFixture[str]) -> None:
    show_sent(Console(width=100), send().values())

    shown = capsys.readouterr().out
    assert "clever (clever-csv): sent, 3 people" in shown
    assert "students.csv" in shown
