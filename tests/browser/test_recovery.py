"""A forgotten password, from the sign-in page to a new one, on the devices that people have."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.support.authenticator import next_code
from tests.support.axe import accessibility_findings
from tests.support.keycloak_server import KeycloakServer
from tests.support.mailbox import Mailbox, running_mailbox
from tests.support.pages import PortalPage
from tests.support.passing_account import PASSWORD, PassingAccount, mail_through, passing_account
from tests.support.people import unknown_username
from tests.support.pictures import REPORTS
from tests.support.question_pages import ChoosingPage, RecoveryPages, sign_in
from tests.support.recovery_realm import new_authenticator

pytestmark = pytest.mark.browser

PHONE: ViewportSize = {"width": 360, "height": 740}
NEW_PASSWORD = "copper meadow 84 violin"


@pytest.fixture(scope="module")
def mailbox(keycloak: KeycloakServer) -> Iterator[Mailbox]:
    with running_mailbox() as running, mail_through(keycloak, running.port):
        yield running


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    """A page of a phone that was never here before, in Spanish."""
    context = chromium.new_context(locale="es-US", viewport=PHONE)
    yield context.new_page()
    context.close()


@pytest.fixture
def student(keycloak: KeycloakServer) -> Iterator[PassingAccount]:
    with passing_account(keycloak, "student", actions=("homeroom-questions",)) as account:
        yield account


@pytest.fixture
def employee(keycloak: KeycloakServer) -> Iterator[tuple[PassingAccount, str]]:
    """With an authenticator app, and its secret."""
    app, secret = new_authenticator()
    with passing_account(keycloak, "staff", credentials=(app,), actions=("homeroom-questions",)) as account:
        yield account, secret


def choose_questions(keycloak: KeycloakServer, page: Page, person: PassingAccount, otp: str | None = None) -> list[str]:
    """Sign in, choose questions, and forget everything but them."""
    sign_in(keycloak, page, person.username, PASSWORD)
    if otp:
        page.locator("#otp").fill(next_code(otp))
        page.locator("#kc-login").click()
    choosing = ChoosingPage(page)
    choosing.fill_in()
    chosen = choosing.questions()
    choosing.save()
    PortalPage(page, keycloak.demo["portal_url"]).expect_open()
    page.context.clear_cookies()
    return chosen


def keep(page: Page, name: str) -> None:
    """A picture of the page, in which nothing may be a barrier or wider than the screen."""
    REPORTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=REPORTS / f"recovery-{name}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert accessibility_findings(page) == []


def test_a_student_on_a_phone_gets_a_new_password_in_spanish(
    keycloak: KeycloakServer, phone: Page, student: PassingAccount
) -> None:
    chosen = choose_questions(keycloak, phone, student)
    recovery = RecoveryPages(phone)

    recovery.begin(keycloak, student.username)
    keep(phone, "questions-es-360")
    recovery.answer(chosen)
    recovery.choose_password(NEW_PASSWORD)

    expect(phone.get_by_text("Ahora inicia sesión")).to_be_visible()
    keep(phone, "done-es-360")
    sign_in(keycloak, phone, student.username, NEW_PASSWORD)
    PortalPage(phone, keycloak.demo["portal_url"]).expect_open()


def test_the_first_page_is_the_same_for_everybody(keycloak: KeycloakServer, page: Page) -> None:
    PortalPage(page, keycloak.demo["portal_url"]).open()
    page.locator("a[href*='reset-credentials']").click()

    expect(page.get_by_text("PreK to grade 5: ask your teacher")).to_be_visible()
    keep(page, "username")


def test_wrong_answers_and_too_many_of_them(keycloak: KeycloakServer, page: Page) -> None:
    RecoveryPages(page).begin(keycloak, unknown_username())
    for _ in range(6):
        page.locator("#answer-1").fill("a guess")
        page.locator("#kc-submit").click()
        expect(page.locator(".notice--error, #recovery-rest")).to_be_visible()
        if page.locator("#recovery-rest").is_visible():
            break
        keep(page, "wrong")

    expect(page.locator("#recovery-rest")).to_contain_text(re.compile("front office"))
    keep(page, "rest")


def test_another_username_can_be_typed_after_going_back(keycloak: KeycloakServer, page: Page) -> None:
    RecoveryPages(page).begin(keycloak, unknown_username())

    page.locator("#start-over").click()
    page.locator("#username").fill("somebody.else")
    page.keyboard.press("Enter")

    expect(page.locator("#recovery-username")).to_have_text("somebody.else")


def test_an_employee_uses_the_authenticator_app(
    keycloak: KeycloakServer, page: Page, employee: tuple[PassingAccount, str]
) -> None:
    person, secret = employee
    chosen = choose_questions(keycloak, page, person, secret)
    recovery = RecoveryPages(page)
    recovery.begin(keycloak, person.username)
    recovery.answer(chosen)

    page.locator("#otp").fill(next_code(secret))
    page.locator("#kc-login").click()
    recovery.choose_password(NEW_PASSWORD)

    expect(page.get_by_text("Now sign in")).to_be_visible()


def test_an_employee_whose_phone_is_lost_takes_the_link(
    keycloak: KeycloakServer, page: Page, phone: Page, employee: tuple[PassingAccount, str], mailbox: Mailbox
) -> None:
    person, secret = employee
    chosen = choose_questions(keycloak, page, person, secret)
    recovery = RecoveryPages(page)
    recovery.begin(keycloak, person.username)
    recovery.answer(chosen)
    recovery.choose_other_way(re.compile("E-mail"))
    keep(page, "mail-offer")

    page.get_by_role("button", name="Send me the link").click()
    expect(page.locator("#recovery-mail-sent")).to_contain_text(f"{person.email[0]}…@school.example")
    keep(page, "mail-sent")
    link = re.search(r"https?://\S+", mailbox.wait_for(person.email, "Choose"))
    assert link
    phone.goto(link[0])
    RecoveryPages(phone).choose_password(NEW_PASSWORD)

    expect(phone.get_by_text("Ahora inicia sesión")).to_be_visible()
    mailbox.wait_for(person.email, "contraseña nueva")
