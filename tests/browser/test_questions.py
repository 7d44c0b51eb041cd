"""Choosing security questions, on the devices that people have."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.support.axe import accessibility_findings
from tests.support.keycloak_server import KeycloakServer
from tests.support.pages import PortalPage
from tests.support.passing_account import PASSWORD, PassingAccount, passing_account
from tests.support.pictures import REPORTS
from tests.support.question_pages import ANSWERS, ChoosingPage, sign_in

pytestmark = pytest.mark.browser

PHONE: ViewportSize = {"width": 360, "height": 740}


@pytest.fixture
def student(keycloak: KeycloakServer) -> Iterator[PassingAccount]:
    with passing_account(keycloak, "student", actions=("homeroom-questions",)) as account:
        yield account


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    """A page of a phone that was never here before, in Spanish."""
    context = chromium.new_context(locale="es-US", viewport=PHONE)
    yield context.new_page()
    context.close()


def test_questions_are_chosen_with_the_keyboard_alone(
    keycloak: KeycloakServer, page: Page, student: PassingAccount
) -> None:
    sign_in(keycloak, page, student.username, PASSWORD)
    expect(page.locator("#question-1")).to_be_focused()

    for number, answer in enumerate(ANSWERS, start=1):
        for _ in range(number):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        page.keyboard.type(answer)
        if number < len(ANSWERS):
            page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    PortalPage(page, keycloak.demo["portal_url"]).expect_open()


def test_on_a_phone_in_spanish_nothing_is_wider_than_the_screen(
    keycloak: KeycloakServer, phone: Page, student: PassingAccount
) -> None:
    sign_in(keycloak, phone, student.username, PASSWORD)

    expect(phone.get_by_role("heading", name="Sus preguntas de seguridad")).to_be_visible()
    REPORTS.mkdir(parents=True, exist_ok=True)
    phone.screenshot(path=REPORTS / "questions-es-360.png", full_page=True)
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert accessibility_findings(phone) == []


def test_a_mistake_is_said_at_its_field_and_the_rest_stays(
    keycloak: KeycloakServer, page: Page, student: PassingAccount
) -> None:
    sign_in(keycloak, page, student.username, PASSWORD)
    choosing = ChoosingPage(page)
    choosing.fill_in()
    page.locator("#answer-2").fill("idk")
    choosing.save()

    expect(page.locator("#answer-2")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#answer-1")).to_have_value(ANSWERS[0])
    page.screenshot(path=REPORTS / "questions-mistake.png", full_page=True)
    assert accessibility_findings(page) == []


def test_the_page_may_be_put_into_the_other_language_on_the_way(
    keycloak: KeycloakServer, page: Page, student: PassingAccount
) -> None:
    sign_in(keycloak, page, student.username, PASSWORD)

    page.get_by_role("link", name="Español").click()
    ChoosingPage(page).fill_in()
    page.get_by_role("button", name="Guardar").click()

    PortalPage(page, keycloak.demo["portal_url"]).expect_open()
