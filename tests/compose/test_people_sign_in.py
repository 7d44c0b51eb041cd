"""People sign in at an installation by docker-compose.yml, through its proxy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import zxingcpp
from playwright.sync_api import expect

from homeroom.demo.document import DemoPerson, Kind
from tests.compose.conftest import OpenPage
from tests.support.camera import write_badge_video
from tests.support.containers.installation import DESK, PORTAL, Installation
from tests.support.pages import PortalPage, SignInPage
from tests.support.printed_badges import pictures

pytestmark = pytest.mark.compose


def _print_badge(installation: Installation, sourced_id: str) -> str:
    """Print the badge of a person as an administrator does; the code that is on the sheet."""
    installation.run("run", "--rm", "homeroom", "badges", "print", "--person", sourced_id, "--out", "/out/badge.pdf")
    sheet = (installation.files / "out" / "badge.pdf").read_bytes()
    (code,) = {found.text for picture in pictures(sheet, 200) for found in zxingcpp.read_barcodes(picture)}
    return code


def test_a_pupil_signs_in_with_the_first_badge_that_was_printed(
    installation: Installation, people: dict[Kind, DemoPerson], open_page: OpenPage, tmp_path: Path
) -> None:
    write_badge_video(_print_badge(installation, people["pupil"].sourced_id), tmp_path / "badge.y4m")
    page = open_page(tmp_path / "badge.y4m")
    portal = PortalPage(page, PORTAL)

    portal.open()
    SignInPage(page).choose_badge()

    assert portal.applications() == {"clever", "library"}


def test_a_teacher_signs_in_with_password_and_one_time_code_and_finds_the_class_at_the_desk(
    people: dict[Kind, DemoPerson], open_page: OpenPage
) -> None:
    teacher = people["teacher"]
    page = open_page()

    page.goto(DESK)
    SignInPage(page).with_password(teacher.username, teacher.password)
    SignInPage(page).with_one_time_code(teacher.totp_secret or "")
    page.locator("a[href^='/classes/']").first.click()

    expect(page).to_have_url(re.compile(f"^{DESK}classes/"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
