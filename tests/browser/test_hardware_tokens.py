"""A hardware token that was imported signs an employee in: pyotp is the token."""

from __future__ import annotations

import base64
import json
import secrets
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyotp
import pytest
from playwright.sync_api import Page, expect

from homeroom.demo.document import DemoPerson
from tests.support.keycloak_server import KeycloakServer
from tests.support.pages import PortalPage, SignInPage
from tests.support.people import pupil_of_grade, signed_up_employee

pytestmark = pytest.mark.browser

INTERVAL, DIGITS = 60, 8


@dataclass(frozen=True)
class Fob:
    """A token in somebody's hand."""

    serial: str
    seed: bytes

    @classmethod
    def new(cls) -> Fob:
        return cls(f"T{secrets.randbelow(10**9):09}", secrets.token_bytes(20))

    def shows(self) -> str:
        """Its code of now."""
        key = base64.b32encode(self.seed).decode()
        return pyotp.TOTP(key, interval=INTERVAL, digits=DIGITS).at(int(time.time()))

    def vendor_file(self, folder: Path) -> Path:
        """What the vendor sends."""
        path = folder / "tokens.csv"
        path.write_text(f"serial,seed,timeinterval,digits\n{self.serial},{self.seed.hex()},{INTERVAL},{DIGITS}\n")
        return path


def give(keycloak: KeycloakServer, folder: Path, fob: Fob, employee: str, *options: str) -> tuple[int, dict[str, Any]]:
    """Run the command; the exit code, and what became of the one assignment."""
    who = folder / "who.csv"
    who.write_text(f"employee,serial\n{employee},{fob.serial}\n")
    files = [str(fob.vendor_file(folder)), "--assign", str(who)]
    command = [sys.executable, "-m", "homeroom", "totp", "import", *files, "--json", *options]
    done = subprocess.run([*command, "--district", str(keycloak.district)], capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    assert fob.seed.hex() not in (done.stdout + done.stderr).lower()
    outcome: dict[str, Any] = json.loads(done.stdout)["tokens"][0]
    return done.returncode, outcome


def without_authenticator(keycloak: KeycloakServer) -> DemoPerson:
    return signed_up_employee(keycloak, "Speech therapist", authenticator=False)


def test_an_employee_without_a_phone_signs_in_with_the_token(
    keycloak: KeycloakServer, page: Page, tmp_path: Path
) -> None:
    therapist = without_authenticator(keycloak)
    fob = Fob.new()
    code, outcome = give(keycloak, tmp_path, fob, therapist.sourced_id, "--replace")
    assert (code, outcome["status"]) == (0, "given")

    PortalPage(page, keycloak.demo["portal_url"]).open()
    SignInPage(page).with_password(therapist.username, therapist.password)
    page.get_by_label("One-time code").fill(fob.shows())
    page.get_by_role("button", name="Sign in", exact=True).click()

    PortalPage(page, keycloak.demo["portal_url"]).expect_open()


def test_a_second_import_changes_nothing(keycloak: KeycloakServer, tmp_path: Path) -> None:
    therapist = without_authenticator(keycloak)
    fob = Fob.new()
    give(keycloak, tmp_path, fob, therapist.sourced_id, "--replace")

    code, outcome = give(keycloak, tmp_path, fob, therapist.sourced_id)

    assert (code, outcome["status"]) == (0, "unchanged")


def test_somebody_with_a_phone_keeps_it_unless_it_is_said(keycloak: KeycloakServer, page: Page, tmp_path: Path) -> None:
    cook = signed_up_employee(keycloak, "Cafeteria staff")

    code, outcome = give(keycloak, tmp_path, Fob.new(), cook.sourced_id)

    assert (code, outcome["status"]) == (5, "refused")
    PortalPage(page, keycloak.demo["portal_url"]).open()
    SignInPage(page).with_password(cook.username, cook.password)
    SignInPage(page).with_one_time_code(cook.totp_secret or "")
    PortalPage(page, keycloak.demo["portal_url"]).expect_open()


def test_a_dry_run_gives_nothing(keycloak: KeycloakServer, page: Page, tmp_path: Path) -> None:
    cook = signed_up_employee(keycloak, "Cafeteria staff")
    fob = Fob.new()

    _, outcome = give(keycloak, tmp_path, fob, cook.sourced_id, "--replace", "--dry-run")

    assert outcome["status"] == "given"
    PortalPage(page, keycloak.demo["portal_url"]).open()
    SignInPage(page).with_password(cook.username, cook.password)
    page.get_by_label("One-time code").fill(fob.shows())
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("That code is not right")).to_be_visible()


def test_pupils_get_none(keycloak: KeycloakServer, tmp_path: Path) -> None:
    code, outcome = give(keycloak, tmp_path, Fob.new(), pupil_of_grade(keycloak, "08"))

    assert (code, outcome["reason"]) == (5, "is not an employee")
