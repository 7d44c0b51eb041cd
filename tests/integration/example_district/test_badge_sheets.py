"""Badges from the real endpoint onto sheets, and what the command line does when that cannot be."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pymupdf
import pytest
import zxingcpp
from PIL import Image

from admin_api import BadgeApi
from badge_tool.token import BadgeCode
from settings.exit_code import ExitCode
from tests.support.class_of_pupils import ClassOfPupils, class_of_pupils
from tests.support.keycloak_server import KeycloakServer
from tests.support.waiting import wait_for

pytestmark = pytest.mark.integration


def _homeroom(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "homeroom", "badges", *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def _codes(pdf: Path) -> set[str]:
    found: set[str] = set()
    with pymupdf.open(pdf) as document:
        for page in document:
            picture = page.get_pixmap(dpi=150)
            image = Image.frombytes("RGB", (picture.width, picture.height), picture.samples)
            found |= {code.text for code in zxingcpp.read_barcodes(image)}
    return found


@pytest.fixture(scope="module")
def own_class(keycloak: KeycloakServer) -> Iterator[ClassOfPupils]:
    with class_of_pupils(keycloak) as one:
        yield one


@pytest.fixture(scope="module")
def two_classes(keycloak: KeycloakServer) -> Iterator[tuple[ClassOfPupils, ClassOfPupils]]:
    with class_of_pupils(keycloak, others=3) as one, class_of_pupils(keycloak, others=6) as other:
        yield one, other


@pytest.fixture
def district(keycloak: KeycloakServer) -> str:
    return str(keycloak.district)


def test_a_printed_class_has_a_code_for_everybody_issued_one(
    district: str, own_class: ClassOfPupils, tmp_path: Path
) -> None:
    out = tmp_path / "class.pdf"

    result = _homeroom("print", "--district", district, "--class", own_class.sourced_id, "--out", str(out), "--json")

    assert result.returncode == ExitCode.DONE, result.stderr
    report = json.loads(result.stdout)
    codes = _codes(out)
    (file,) = report["files"]
    assert file["file"] == str(out)
    assert sorted(file["issued"]) == sorted(own_class.pupils)
    assert report["refused"] == []
    assert len({BadgeCode.parse(code).user_id for code in codes}) == len(own_class.pupils)


def test_printing_again_gives_other_codes(district: str, own_class: ClassOfPupils, tmp_path: Path) -> None:
    sheets = [tmp_path / "first.pdf", tmp_path / "second.pdf"]
    for sheet in sheets:
        assert (
            _homeroom("print", "--district", district, "--class", own_class.sourced_id, "--out", str(sheet)).returncode
            == 0
        )

    first, second = map(_codes, sheets)
    assert first.isdisjoint(second)
    assert {BadgeCode.parse(code).user_id for code in first} == {BadgeCode.parse(code).user_id for code in second}


def test_each_class_comes_on_a_pdf_of_its_own_by_a_saved_set(
    district: str, two_classes: tuple[ClassOfPupils, ClassOfPupils], tmp_path: Path
) -> None:
    folder, own = tmp_path / "labels", tmp_path / "district"
    shutil.copytree(district, own, ignore=shutil.ignore_patterns("roster"))
    classes = [argument for one in two_classes for argument in ("--class", one.sourced_id)]

    saved = _homeroom("print", "--district", str(own), *classes, "--each", "class", "--save", "young")
    printed = _homeroom(
        "print", "--district", str(own), "--set", "young", "--grade", "KG", "--out", str(folder), "--json"
    )

    assert (saved.returncode, printed.returncode) == (ExitCode.DONE, ExitCode.DONE), saved.stderr + printed.stderr
    files = json.loads(printed.stdout)["files"]
    assert sorted(sorted(one["issued"]) for one in files) == sorted(sorted(one.pupils) for one in two_classes)
    assert sorted(folder.iterdir()) == sorted(Path(one["file"]) for one in files)
    assert [len(_codes(Path(one["file"]))) for one in files] == [len(one["issued"]) for one in files]
    assert "2 of 2: " in printed.stderr


def test_a_run_that_was_killed_ends_as_if_it_had_not_been_when_it_runs_again(
    district: str, two_classes: tuple[ClassOfPupils, ClassOfPupils], keycloak: KeycloakServer, tmp_path: Path
) -> None:
    folder = tmp_path / "labels"
    classes = [argument for one in two_classes for argument in ("--class", one.sourced_id)]
    arguments = ("print", "--district", district, *classes, "--each", "class", "--out", str(folder), "--json")
    with subprocess.Popen([sys.executable, "-m", "homeroom", "badges", *arguments], stdout=subprocess.DEVNULL) as run:
        # Hidden files are there from before the badges are issued until they have their names.
        wait_for("files to be written", lambda: run.poll() is not None or any(folder.glob(".*.part")))
        run.kill()

    again = _homeroom(*arguments)

    assert again.returncode == ExitCode.DONE, again.stderr
    files = json.loads(again.stdout)["files"]
    assert sorted(folder.iterdir()) == sorted(Path(one["file"]) for one in files)
    with keycloak.connection() as connection:
        api = BadgeApi(connection, keycloak.demo["realm"])
        states = [[badge.state for badge in api.of_person(person)] for one in files for person in one["issued"]]
    assert states == [["active"]] * 6


def test_nothing_is_printed_where_everybody_has_a_badge(
    district: str, own_class: ClassOfPupils, tmp_path: Path
) -> None:
    arguments = ("print", "--district", district, "--class", own_class.sourced_id, "--out", str(tmp_path / "class.pdf"))
    assert _homeroom(*arguments).returncode == ExitCode.DONE
    (tmp_path / "class.pdf").unlink()

    again = _homeroom(*arguments, "--without-badge")

    assert again.returncode == ExitCode.DONE, again.stderr
    assert "Nothing to print" in again.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_badge_is_issued_shown_once_and_voided(district: str, own_class: ClassOfPupils) -> None:
    person = own_class.pupils[0]

    issued = _homeroom("issue", "--district", district, "--person", person, "--json")
    voided = _homeroom("void", "--district", district, "--person", person, "--json")
    again = _homeroom("void", "--district", district, "--person", person, "--json")

    (badge,) = json.loads(issued.stdout)
    assert str(BadgeCode.parse(badge["code"]).user_id) == badge["userId"]
    assert badge["sourcedId"] == person
    assert json.loads(voided.stdout) == {"voided": 1}
    assert json.loads(again.stdout) == {"voided": 0}


def test_badges_of_a_class_are_given_another_last_day(
    district: str, own_class: ClassOfPupils, keycloak: KeycloakServer, tmp_path: Path
) -> None:
    whose = ("--district", district, "--class", own_class.sourced_id)
    assert _homeroom("print", *whose, "--out", str(tmp_path / "class.pdf")).returncode == ExitCode.DONE
    last_day = (datetime.now(UTC).date() + timedelta(days=2)).isoformat()

    first = _homeroom("expire", *whose, "--last-day", last_day, "--json")
    again = _homeroom("expire", *whose, "--last-day", last_day, "--json")

    assert json.loads(first.stdout) == {"expired": len(own_class.pupils)}
    assert json.loads(again.stdout) == {"expired": 0}
    with keycloak.connection() as connection:
        badges = BadgeApi(connection, keycloak.demo["realm"]).of_person(own_class.pupils[0])
    assert [badge.expires for badge in badges if badge.state == "active"] == [last_day]


@pytest.mark.parametrize(
    ("last_day", "said"), [("2020-01-31", "--last-day is over"), ("2999-01-31", "badges.expires of district.yaml")]
)
def test_a_last_day_that_is_over_or_after_that_of_all_badges_is_a_wrong_usage(
    district: str, last_day: str, said: str
) -> None:
    result = _homeroom("expire", "--district", district, "--person", "p1", "--last-day", last_day)

    assert result.returncode == ExitCode.USAGE
    assert said in result.stderr


def test_an_unknown_class_is_named(district: str, tmp_path: Path) -> None:
    out = tmp_path / "class.pdf"

    result = _homeroom("print", "--district", district, "--class", "no-such-class", "--out", str(out))

    assert result.returncode == ExitCode.REJECTED
    assert "unknown class, or not in your care: no-such-class" in result.stderr
    assert not out.exists()


def test_a_folder_that_is_not_there_is_said_at_once(district: str, own_class: ClassOfPupils, tmp_path: Path) -> None:
    result = _homeroom(
        "print",
        "--district",
        district,
        "--class",
        own_class.sourced_id,
        "--out",
        str(tmp_path / "missing" / "class.pdf"),
    )

    assert result.returncode == ExitCode.FAILED
    assert "No such file or directory" in result.stderr


@pytest.mark.parametrize("arguments", [(), ("--person", "a", "--class", "b")])
def test_people_or_classes_have_to_be_named(district: str, arguments: tuple[str, ...]) -> None:
    assert _homeroom("issue", "--district", district, *arguments).returncode == ExitCode.USAGE
