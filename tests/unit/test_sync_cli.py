"""`homeroom sync check` as a registrar meets it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from homeroom.cli import main
from tests.support.roster_set import MANIFEST, Tables, csv_bytes, small_tables, write_set

Check = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "district.yaml").write_text("{name: Test Schools, realm: test, help_contact: us}", encoding="utf-8")
    return tmp_path


@pytest.fixture
def check(folder: Path) -> Check:
    def run(tables: Tables, *options: str) -> Result:
        write_set(folder / "roster", tables)
        return CliRunner().invoke(main, ["sync", "check", "--district", str(folder), *options])

    return run


def flawed_tables() -> Tables:
    tables = small_tables()
    for row in tables["users"][:3]:
        row["role"] = "Pupil [bold]"
    return tables


def test_a_sound_set_ends_with_0(check: Check) -> None:
    result = check(small_tables())

    assert result.exit_code == 0
    assert "5 users, 3 enrollments" in result.stdout
    assert "No findings." in result.stdout


def test_findings_end_with_3_counts_first_then_what_to_do(check: Check) -> None:
    result = check(flawed_tables())

    assert result.exit_code == 3
    counts, advice = result.stdout.split("A role does not exist (3)")
    assert "A role does not exist" in counts
    assert "skip-record" in counts
    assert "Who is kept out: A new person gets no account" in advice
    assert "What to do: Use one of" in advice
    assert "users.csv, row 2 (teacher): Pupil [bold] is not a role" in advice


def test_only_a_few_findings_of_a_kind_are_shown(check: Check) -> None:
    tables = small_tables()
    for row in tables["users"]:
        row["role"] = ""
    tables["users"] += [row | {"sourcedId": f"{row['sourcedId']}2"} for row in tables["users"]]

    assert "and 5 more" in check(tables).stdout


def test_json_has_every_finding_with_its_place(check: Check) -> None:
    result = check(flawed_tables(), "--json")

    document = json.loads(result.stdout)
    assert result.exit_code == 3
    assert document["source"]["records"]["users"] == 5
    assert len(document["source"]["checksum"]) == 64
    assert document["findings"]["counts"] == {"unknown_role": 3}
    assert document["findings"]["leftOut"] == {"users": 3}
    assert document["findings"]["checks"][0]["findings"][0] == {
        "file": "users.csv",
        "row": 2,
        "sourcedId": "teacher",
        "column": "role",
        "what": "Pupil [bold] is not a role",
    }


def test_a_set_that_cannot_be_used_ends_with_5(check: Check, folder: Path) -> None:
    check(small_tables())
    header = (folder / "roster" / "users.csv").read_bytes().split(b"\r\n")[0]
    (folder / "roster" / "users.csv").write_bytes(header + b"\r\n")

    result = CliRunner().invoke(main, ["sync", "check", "--district", str(folder)])

    assert result.exit_code == 5
    assert "the set cannot be used, and nothing was changed" in result.stderr


def test_a_set_that_cannot_be_read_ends_with_5_and_no_traceback(check: Check, folder: Path) -> None:
    check(small_tables())
    users = [{name: row[name] for name in row if name != "role"} for row in small_tables()["users"]]
    (folder / "roster" / "users.csv").write_bytes(csv_bytes(users))

    result = CliRunner().invoke(main, ["sync", "check", "--district", str(folder)])

    assert result.exit_code == 5
    assert result.stderr == "homeroom: users.csv, row 1, column role: this column is missing\n"


def test_another_source_can_be_named(check: Check, tmp_path: Path) -> None:
    other = write_set(tmp_path / "other", small_tables())

    assert check(flawed_tables(), "--source", str(other)).exit_code == 0


def test_an_unusable_set_is_refused_before_keycloak_is_asked_for_a_plan(folder: Path) -> None:
    result = CliRunner().invoke(main, ["sync", "plan", "--district", str(folder)])

    assert result.exit_code == 5
    assert "there is no such folder or zip file" in result.stderr


def test_a_finding_is_placed_in_the_file_of_the_set_that_it_came_with(folder: Path) -> None:
    rows = [{**row, "status": "active", "dateLastModified": "2026-11-24"} for row in flawed_tables()["users"][:1]]
    absent = {name: "absent" for name in MANIFEST if name.startswith("file.")}
    write_set(folder / "roster" / "1", small_tables())
    write_set(folder / "roster" / "2", {"users": rows}, {**MANIFEST, **absent, "file.users": "delta"})

    shown = CliRunner().invoke(main, ["sync", "check", "--district", str(folder)]).stdout
    document = json.loads(CliRunner().invoke(main, ["sync", "check", "--json", "--district", str(folder)]).stdout)

    assert "2/users.csv, row 2 (teacher): Pupil" in shown
    found = next(check for check in document["findings"]["checks"] if check["name"] == "unknown_role")["findings"]
    assert [(each["file"], each["row"]) for each in found] == [("2/users.csv", 2)]
