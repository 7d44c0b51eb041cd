"""Badges from the real endpoint onto sheets, and what the command line does when that cannot be."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest
import zxingcpp
from PIL import Image

from badge_tool.token import BadgeCode
from settings.exit_code import ExitCode
from tests.support.class_of_pupils import ClassOfPupils, class_of_pupils
from tests.support.keycloak_server import KeycloakServer

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
    assert sorted(report["issued"]) == sorted(own_class.pupils)
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
