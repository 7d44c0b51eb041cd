"""Parameters and credentials at the desk: a campus is printed, left and picked up, and works when it was saved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.support.axe import accessibility_findings
from tests.support.class_of_pupils import class_of_pupils
from tests.support.desk_of import desk_of
from tests.support.keycloak_server import KeycloakServer
from tests.support.pages import SignInPage
from tests.support.people import example

pytestmark = pytest.mark.browser

SCREENS = {"desktop": ViewportSize(width=1280, height=900), "phone": ViewportSize(width=360, height=740)}


@pytest.fixture(scope="module", params=SCREENS)
def delegate(request: pytest.FixtureRequest, chromium: Browser, keycloak: KeycloakServer) -> Iterator[Page]:
    context = chromium.new_context(locale="en-US", viewport=SCREENS[request.param])
    yield desk_of(context.new_page(), keycloak, "delegate")
    context.close()


@pytest.fixture
def desk(keycloak: KeycloakServer) -> str:
    return str(keycloak.demo["desk_url"]).rstrip("/")


def make(page: Page, desk: str, what: str, whom: str) -> None:
    """Choose what, and employees or a grade, and wait until the PDF is ready."""
    page.goto(f"{desk}/print")
    page.get_by_role("radio", name=re.compile(f"^{what}")).check()
    if whom == "Employees":
        page.get_by_role("radio", name=whom).check()
    else:
        page.get_by_role("checkbox", name=whom, exact=True).check()
    page.get_by_role("button", name="Make the PDF").click()
    expect(page.get_by_role("heading", name="The PDF is ready")).to_be_visible(timeout=120_000)


def saved(page: Page, folder: Path) -> str:
    """Save the PDF; its text."""
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile("^Save the PDF")).click()
    download.value.save_as(folder / "saved.pdf")
    with pymupdf.open(folder / "saved.pdf") as pdf:
        return "\n".join(str(sheet.get_text()) for sheet in pdf)


def test_a_delegate_prints_letters_of_the_campus_which_work_when_they_are_saved(
    delegate: Page, desk: str, keycloak: KeycloakServer, tmp_path: Path
) -> None:
    make(delegate, desk, "Claim letters", "Employees")
    expect(delegate.locator("#count")).to_contain_text(re.compile("Letters? for"))

    words = saved(delegate, tmp_path)

    expect(delegate.get_by_role("heading", name="Saved, and it works")).to_be_visible()
    assert "Claim your school account" in words


def test_work_that_is_left_waits_and_can_be_thrown_away(delegate: Page, desk: str) -> None:
    make(delegate, desk, "Credential cards", "Kindergarten")
    delegate.goto(desk)
    expect(delegate.locator("#print")).to_contain_text(re.compile("PDFs? waits? for you"))
    delegate.locator("#print").click()
    delegate.locator('[data-job="ready"]').first.click()

    delegate.get_by_role("button", name="Throw it away").click()

    expect(delegate.locator('[data-job="ready"]')).to_have_count(0)


def test_choices_are_saved_used_again_and_removed(delegate: Page, desk: str) -> None:
    delegate.goto(f"{desk}/print")
    delegate.get_by_role("radio", name=re.compile("^Claim letters")).check()
    delegate.get_by_role("checkbox", name="Grade 7", exact=True).check()
    delegate.get_by_label("A name for them").fill("Niños de séptimo")
    delegate.get_by_role("button", name="Save the choices").click()
    expect(delegate.locator("#saved")).to_contain_text("Saved as Niños de séptimo")

    delegate.goto(f"{desk}/print")
    delegate.get_by_role("button", name="Niños de séptimo", exact=True).click()
    expect(delegate.get_by_role("checkbox", name="Grade 7", exact=True)).to_be_checked()
    expect(delegate.get_by_role("radio", name=re.compile("^Claim letters"))).to_be_checked()

    delegate.get_by_role("button", name="Remove the saved choice Niños de séptimo").click()
    expect(delegate.get_by_role("button", name="Niños de séptimo", exact=True)).to_have_count(0)


def test_a_teacher_gets_the_pdf_of_a_class_at_once_with_all_choices(
    chromium: Browser, keycloak: KeycloakServer, desk: str, tmp_path: Path
) -> None:
    context = chromium.new_context(locale="en-US", viewport=SCREENS["desktop"])
    page = desk_of(context.new_page(), keycloak, "teacher")
    with class_of_pupils(keycloak, teacher=example(keycloak, "teacher")["sourced_id"], size=3) as one:
        page.goto(f"{desk}/classes/{one.sourced_id}")
        page.locator("#more-layouts").click()
        page.get_by_label("Language of what is printed").select_option(label="Español")
        with page.expect_download() as download:
            page.get_by_role("button", name="Make the PDF").click()
        download.value.save_as(tmp_path / "class.pdf")
    context.close()

    with pymupdf.open(tmp_path / "class.pdf") as pdf:
        words = "\n".join(str(sheet.get_text()) for sheet in pdf)
    assert one.title in words
    assert "Entregada" in words


@pytest.mark.parametrize("language", ["en", "es"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(delegate: Page, desk: str, language: str) -> None:
    make(delegate, desk, "Credential cards", "Kindergarten")
    job = delegate.url
    delegate.goto(f"{desk}/language/{language}")
    findings = []
    for page in (desk, f"{desk}/print", job):
        delegate.goto(page)
        findings += accessibility_findings(delegate)
        assert delegate.evaluate("document.documentElement.scrollWidth <= innerWidth"), page
    delegate.goto(job)
    delegate.locator("#discard").click()
    delegate.goto(f"{desk}/language/en")

    assert findings == []


def test_a_registrar_reads_the_report_of_the_own_campus_alone(
    chromium: Browser, keycloak: KeycloakServer, desk: str
) -> None:
    context = chromium.new_context(locale="en-US", viewport=SCREENS["phone"])
    page = desk_of(context.new_page(), keycloak, "registrar")
    page.locator("#reports").click()
    expect(page.locator("[data-campus]")).to_have_count(1)
    findings = accessibility_findings(page)
    own = page.locator("[data-campus]").get_attribute("data-campus")

    page.get_by_role("link", name=re.compile("^Read the report")).click()

    expect(page.get_by_role("heading", level=1)).to_contain_text(str(own))
    assert page.evaluate("getComputedStyle(document.body).fontFamily") != "Times New Roman"
    assert page.request.get(f"{desk}/reports/district.html").status == 404
    assert page.request.get(f"{desk}/district").status == 403
    assert findings == []
    context.close()


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_district_sees_how_the_sync_fares_and_all_reports(
    chromium: Browser, keycloak: KeycloakServer, desk: str, language: str
) -> None:
    context = chromium.new_context(locale="en-US", viewport=SCREENS["desktop"])
    page = context.new_page()
    person = example(keycloak, "district_admin")
    page.goto(desk)
    SignInPage(page).with_password(person["username"], person["password"])
    SignInPage(page).with_one_time_code(person["totp_secret"])
    page.goto(f"{desk}/language/{language}")

    page.locator("#district").click()
    expect(page.locator('[data-health="good"]')).to_be_visible()
    findings = accessibility_findings(page)
    page.goto(f"{desk}/reports")
    expect(page.locator("[data-campus]").nth(1)).to_be_visible()
    findings += accessibility_findings(page)

    assert findings == []
    context.close()
