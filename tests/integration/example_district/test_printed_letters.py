"""Claim letters from the command line: the codes on the paper are those that Keycloak keeps, one for each person."""

from __future__ import annotations

import json
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pymupdf
import pytest

from admin_api import RosterApi
from settings.exit_code import ExitCode
from tests.support.claim_realm import ClaimRealm, asks_for_password
from tests.support.keycloak_server import KeycloakServer
from tests.support.mailbox import Mailbox, running_mailbox

pytestmark = pytest.mark.integration
GROUP = "([0-9A-HJKMNP-TV-Z]{4})"
CODE = re.compile(rf"\b{GROUP}\s+{GROUP}\s+{GROUP}\b")


@pytest.fixture(scope="module")
def employees(keycloak: KeycloakServer) -> dict[str, str]:
    """User ids by sourcedId of two employees whom the demo does not show."""
    shown = {person["sourced_id"] for person in keycloak.demo["people"]}
    with keycloak.connection() as connection:
        people = RosterApi(connection, keycloak.demo["realm"]).state("people")
        found = {
            person["sourcedId"]: person["id"]
            for person in people
            if re.search(r"-t\d", person["sourcedId"]) and person["sourcedId"] not in shown
        }
    return {sourced_id: found[sourced_id] for sourced_id in sorted(found)[-2:]}


def badges(district: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "homeroom", "badges", *arguments, "--district", str(district), "--json"],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def codes_on(pdf: Path) -> set[str]:
    with pymupdf.open(pdf) as document:
        found = [CODE.findall(page.get_text()) for page in document]
    assert [len(on_page) for on_page in found] == [1] * len(found)
    return {"-".join(groups) for (groups,) in found}


def stored(keycloak: KeycloakServer, user_id: str) -> list[dict[str, Any]]:
    with keycloak.connection() as connection:
        credentials = connection.get(f"/admin/realms/{keycloak.demo['realm']}/users/{user_id}/credentials")
    return [one for one in credentials if one["type"] == "claim-code"]


def test_a_printed_letter_has_the_only_code_of_its_owner_until_it_is_void(
    keycloak: KeycloakServer, employees: dict[str, str], tmp_path: Path
) -> None:
    people = [f"--person={sourced_id}" for sourced_id in employees]
    first, second = tmp_path / "first.pdf", tmp_path / "second.pdf"

    for out in (first, second):
        result = badges(keycloak.district, "letters", *people, "--paper", "a4", "--no-cover", "--out", str(out))
        assert result.returncode == ExitCode.DONE, result.stderr
        assert {one["sourcedId"] for one in json.loads(result.stdout)["issued"]} == set(employees)
        assert not any(code in result.stdout + result.stderr for code in codes_on(out))

    assert stat.S_IMODE(second.stat().st_mode) == 0o600
    assert len(codes_on(first) | codes_on(second)) == 2 * len(employees)
    for user_id in employees.values():
        (code,) = stored(keycloak, user_id)
        assert json.loads(code["credentialData"])["state"] == "active"

    voided = badges(keycloak.district, "void", "--letters", *people)

    assert json.loads(voided.stdout) == {"voided": len(employees)}
    assert not any(stored(keycloak, user_id) for user_id in employees.values())


def test_a_pupil_who_has_a_badge_gets_no_letter(keycloak: KeycloakServer, tmp_path: Path) -> None:
    pupil = next(person for person in keycloak.demo["people"] if person.get("badge"))
    out = tmp_path / "letter.pdf"

    result = badges(keycloak.district, "letters", "--person", pupil["sourced_id"], "--out", str(out))

    assert result.returncode == ExitCode.REJECTED
    assert "gives no claim code to this person" in result.stderr
    assert not out.exists()


@pytest.fixture(scope="module")
def mailbox() -> Iterator[Mailbox]:
    with running_mailbox() as mailbox:
        yield mailbox


@pytest.fixture(scope="module")
def claims(keycloak: KeycloakServer, realm: str, mailbox: Mailbox) -> ClaimRealm:
    made = ClaimRealm(keycloak, realm)
    server = {"host": "127.0.0.1", "port": str(mailbox.port), "from": "school@x.test"}
    made.configure(smtpServer=server, emailTheme="homeroom")
    return made


@pytest.fixture
def claiming_district(keycloak: KeycloakServer, claims: ClaimRealm, tmp_path: Path) -> Path:
    """The folder of a district whose realm is that of `claims`."""
    folder = tmp_path / "district"
    shutil.copytree(keycloak.district, folder)
    file = folder / "district.yaml"
    file.write_text(re.sub(r"^realm: .*", f"realm: {claims.realm}", file.read_text(), flags=re.MULTILINE))
    return folder


def test_whoever_types_what_is_on_the_paper_claims_the_account(claims: ClaimRealm, claiming_district: Path) -> None:
    person = claims.add_person(f"l{uuid4().hex[:8]}")
    out = claiming_district / "letter.pdf"

    result = badges(claiming_district, "letters", "--person", person.sourced_id, "--no-cover", "--out", str(out))

    assert result.returncode == ExitCode.DONE, result.stderr
    (code,) = codes_on(out)
    assert asks_for_password(claims.with_code(code))


def test_mails_go_out_and_their_codes_are_told_to_nobody_else(
    claims: ClaimRealm, claiming_district: Path, mailbox: Mailbox
) -> None:
    person = claims.add_person(f"l{uuid4().hex[:8]}")
    without = claims.add_person(f"l{uuid4().hex[:8]}", email="")

    result = badges(
        claiming_district, "letters", f"--person={person.sourced_id}", f"--person={without.sourced_id}", "--email"
    )

    document = json.loads(result.stdout)
    assert document["sent"] == [person.sourced_id]
    assert [(one["sourcedId"], one["error"]) for one in document["refused"]] == [(without.sourced_id, "no_email")]
    assert result.returncode == ExitCode.REJECTED
    mailed = re.search(r"\b(?:[0-9A-Z]{4}-){2}[0-9A-Z]{4}\b", mailbox.text_for(f"{person.username}@x.test"))
    assert mailed
    assert mailed[0] not in result.stdout + result.stderr


@pytest.mark.parametrize("how", [(), ("--email", "--out", "letters.pdf")])
def test_it_has_to_be_said_how(keycloak: KeycloakServer, how: tuple[str, ...]) -> None:
    assert badges(keycloak.district, "letters", "--campus", "CV01", *how).returncode == ExitCode.USAGE
