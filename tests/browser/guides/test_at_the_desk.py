"""The guides for teachers, campus offices and registrars, step by step as they say it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest
from click.testing import CliRunner
from PIL import Image
from playwright.sync_api import Browser, Download, Page, expect

from example_district.generate import generate
from homeroom.cli import main
from tests.support.album import OpenAlbum
from tests.support.authenticator import next_code
from tests.support.claim_pages import OWN_PASSWORD, ClaimPages
from tests.support.class_of_pupils import ClassOfPupils, class_of_pupils
from tests.support.keycloak_server import KeycloakServer
from tests.support.letters import letter_for
from tests.support.lockout import lock_out_by_passwords
from tests.support.people import colleague_of, example
from tests.support.question_pages import ChoosingPage, RecoveryPages

pytestmark = [pytest.mark.browser, pytest.mark.lengthy]

_UPPER_HALF = pymupdf.Matrix(1, 0.5)
NEW_PASSWORD = "copper meadow 84 violin"


@pytest.fixture
def classroom(keycloak: KeycloakServer, language: str) -> Iterator[ClassOfPupils]:
    """A class of the demo's teacher."""
    title = {"en": "Kindergarten B", "es": "Kínder B"}[language]
    teacher = example(keycloak, "teacher")["sourced_id"]
    with class_of_pupils(keycloak, teacher=teacher, size=6, title=title) as made:
        yield made


def desk_of(keycloak: KeycloakServer, page: Page, kind: str) -> str:
    """Sign in at the desk as an example of the demo; its address."""
    person = example(keycloak, kind)
    desk = str(keycloak.demo["desk_url"]).rstrip("/")
    page.goto(desk)
    page.locator("#username").fill(person["username"])
    page.locator("#password").fill(person["password"])
    page.locator("#kc-login").click()
    page.locator("#otp").fill(next_code(person["totp_secret"]))
    page.locator("#kc-login").click()
    expect(page.locator("#sign-out")).to_be_visible()
    return desk


def page_of(pdf: Download, number: int, folder: Path) -> Image.Image:
    """The upper half of a page of a PDF that was downloaded; pages are counted from 0."""
    pdf.save_as(folder / "sheet.pdf")
    with pymupdf.open(folder / "sheet.pdf") as document:
        page = document[number]
        page.set_cropbox(page.rect * _UPPER_HALF)
        drawn = page.get_pixmap(dpi=150)
        return Image.frombytes("RGB", (drawn.width, drawn.height), drawn.samples)


def test_the_guide_to_printing_badges(
    keycloak: KeycloakServer,
    screen: Page,
    office: Page,
    classroom: ClassOfPupils,
    album: OpenAlbum,
    tmp_path: Path,
) -> None:
    with album("print-badges") as pictures:
        desk = desk_of(keycloak, screen, "teacher")
        a_class = screen.locator(f'[data-class="{classroom.sourced_id}"]')
        pictures.keep(screen, "print-desk", at=a_class)
        a_class.click()
        pictures.keep(screen, "print-class", at=screen.locator("input[name=layout]").first.locator(".."))
        with screen.expect_download() as download:
            screen.locator("#print-badges").click()
        pictures.keep_image(page_of(download.value, 1, tmp_path), "print-sheet")

        desk_of(keycloak, office, "delegate")
        office.goto(f"{desk}/print")
        pictures.keep(office, "print-many")
        office.locator("input[name=what][value=badges]").check()
        office.locator("input[name=grade][value=KG]").check()
        office.locator("form.parameters #print").click()
        ready = office.locator("[id^='save-']").first
        expect(ready).to_be_visible(timeout=120_000)
        pictures.keep(office, "print-ready", at=ready)
        office.locator("#discard").click()


def test_the_guide_to_helping_a_pupil(
    keycloak: KeycloakServer, chromium: Browser, screen: Page, classroom: ClassOfPupils, album: OpenAlbum
) -> None:
    with album("help-a-pupil") as pictures:
        desk = desk_of(keycloak, screen, "teacher")
        screen.goto(f"{desk}/classes/{classroom.sourced_id}")
        row = screen.locator("tbody tr").first
        username = row.locator("td").nth(1).inner_text()
        lock_out_by_passwords(chromium, keycloak, username)
        screen.reload()
        pictures.keep(screen, "help-class", at=row)

        row.locator("a").click()
        with screen.expect_download():
            screen.locator("#badge").click()
        screen.reload()
        locked = screen.locator('[data-finding="locked"]')
        pictures.keep(screen, "help-locked", at=locked)
        screen.locator("#unlock").click()
        expect(locked).to_have_count(0)
        pictures.keep(screen, "help-unlocked", at=screen.locator("#done"))

        lost = screen.locator("details", has=screen.locator("#void-badge"))
        lost.locator("summary").click()
        pictures.keep(screen, "help-void", at=lost)


def test_the_guide_to_forgotten_passwords(
    keycloak: KeycloakServer, screen: Page, office: Page, album: OpenAlbum
) -> None:
    letter = letter_for(keycloak, "claiming_student")
    claim = ClaimPages(screen, f"{keycloak.url}/realms/{keycloak.demo['realm']}/claim")
    claim.open()
    claim.type_code(letter["code"])
    claim.agree()
    claim.choose_password(OWN_PASSWORD)
    choosing = ChoosingPage(screen)
    choosing.fill_in()
    chosen = choosing.questions()
    choosing.save()
    claim.expect_username(letter["username"])
    screen.context.clear_cookies()

    with album("reset-passwords") as pictures:
        recovery = RecoveryPages(screen)
        screen.goto(keycloak.demo["portal_url"])
        screen.locator("a[href*='reset-credentials']").click()
        screen.locator("#username").fill(letter["username"])
        pictures.keep(screen, "reset-username", at=screen.locator("#username"))
        screen.locator("#kc-submit").click()
        pictures.keep(screen, "reset-questions", at=screen.locator("#recovery-questions-form"))
        recovery.answer(chosen)
        screen.locator("#password-new").fill(NEW_PASSWORD)
        screen.locator("#password-confirm").fill(NEW_PASSWORD)
        pictures.keep(screen, "reset-password", at=screen.locator("#password-new"))
        recovery.choose_password(NEW_PASSWORD)

        delegate = example(keycloak, "delegate")["sourced_id"]
        desk = desk_of(keycloak, office, "delegate")
        office.get_by_role("searchbox").fill("mari")
        office.get_by_role("searchbox").press("Enter")
        pictures.keep(office, "reset-find", at=office.get_by_role("searchbox"))
        office.goto(f"{desk}/people/{colleague_of(keycloak, delegate)}")
        reset = office.locator("details", has=office.locator("#claim-code"))
        reset.locator("summary").click()
        pictures.keep(office, "reset-ask", at=reset)
        office.locator("#claim-code").click()
        code = office.locator("#claim-code")
        expect(code).to_have_text(re.compile(r"[0-9A-Z]{4}-"))
        pictures.keep(office, "reset-code", at=code)


def test_the_guide_to_wrong_data(
    keycloak: KeycloakServer, screen: Page, office: Page, album: OpenAlbum, language: str, tmp_path: Path
) -> None:
    generate(people=2500, seed=1, folder=tmp_path / "roster", planted=True)
    places = ["--source", str(tmp_path / "roster"), "--report", str(tmp_path / "report")]
    CliRunner().invoke(main, ["sync", "check", "--district", str(keycloak.district), *places])
    with album("mend-roster-data") as pictures:
        desk_of(keycloak, office, "registrar")
        pictures.keep(office, "mend-desk", at=office.locator("#reports"))
        office.locator("#reports").click()
        expect(office.locator("[data-campus]")).to_have_count(1)

        file = f"district{'' if language == 'en' else '.' + language}.html"
        screen.goto((tmp_path / "report" / file).as_uri())
        pictures.keep(screen, "mend-counts")
        pictures.keep(screen, "mend-block", at=screen.locator("section[aria-labelledby='malformed_email']"))
