"""What goes wrong in a recovery, as people see it: a lost phone, no mailbox, a locked account, tabs and sessions."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.keycloak_server import KeycloakServer
from tests.support.lockout import lock_out
from tests.support.mailbox import Mailbox, running_mailbox
from tests.support.pages import PortalPage, SignInPage
from tests.support.passing_account import PASSWORD, PassingAccount, mail_through, passing_account
from tests.support.people import unknown_username
from tests.support.pictures import REPORTS
from tests.support.question_pages import ChoosingPage, RecoveryPages, sign_in
from tests.support.recovery_realm import new_authenticator, recovery_codes

pytestmark = pytest.mark.browser

NEW_PASSWORD = "copper meadow 84 violin"
CODES = tuple(f"ABCD1234EF{number}" for number in range(10, 22))
"""With a few left Keycloak asks to make new ones."""
QUESTIONS = ("homeroom-questions",)


@pytest.fixture(scope="module")
def mailbox(keycloak: KeycloakServer) -> Iterator[Mailbox]:
    with running_mailbox() as running, mail_through(keycloak, running.port):
        yield running


@pytest.fixture
def student(keycloak: KeycloakServer) -> Iterator[PassingAccount]:
    with passing_account(keycloak, "student", actions=QUESTIONS) as account:
        yield account


@pytest.fixture
def employee(keycloak: KeycloakServer) -> Iterator[PassingAccount]:
    """With an authenticator app on a phone that is lost, and recovery codes in a drawer."""
    app, _ = new_authenticator()
    with passing_account(keycloak, "staff", credentials=(app, recovery_codes(*CODES)), actions=QUESTIONS) as account:
        yield account


@pytest.fixture
def unreachable(keycloak: KeycloakServer) -> Iterator[tuple[PassingAccount, str]]:
    """An employee with an authenticator app on a phone that is lost later, its secret, and nothing else."""
    app, secret = new_authenticator()
    with passing_account(keycloak, "staff", credentials=(app,), actions=QUESTIONS, email=False) as account:
        yield account, secret


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    """A page of another device."""
    context = chromium.new_context(locale="en-US", viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


def choose_questions(
    keycloak: KeycloakServer, page: Page, person: PassingAccount, *, code: str = "", secret: str = ""
) -> list[str]:
    """Sign in, with a recovery code or the app if there is one, choose questions, and forget everything but them."""
    sign_in(keycloak, page, person.username, PASSWORD)
    if code:
        by_recovery_code(page, code)
    if secret:
        SignInPage(page).with_one_time_code(secret)
    choosing = ChoosingPage(page)
    choosing.fill_in()
    chosen = choosing.questions()
    choosing.save()
    PortalPage(page, keycloak.demo["portal_url"]).expect_open()
    page.context.clear_cookies()
    return chosen


def by_recovery_code(page: Page, code: str) -> None:
    """Type a recovery code where the page asks for one of the app."""
    RecoveryPages(page).choose_other_way(re.compile("Recovery", re.IGNORECASE))
    keep(page, "recovery-code")
    page.locator("#recoveryCodeInput").fill(code)
    page.locator("#kc-login").click()


def keep(page: Page, name: str) -> None:
    REPORTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=REPORTS / f"recovery-{name}.png", full_page=True)


def test_an_employee_whose_phone_is_lost_takes_a_recovery_code(
    keycloak: KeycloakServer, page: Page, employee: PassingAccount
) -> None:
    chosen = choose_questions(keycloak, page, employee, code=CODES[0])
    recovery = RecoveryPages(page)
    recovery.begin(keycloak, employee.username)
    recovery.answer(chosen)

    by_recovery_code(page, CODES[1])
    recovery.choose_password(NEW_PASSWORD)

    expect(page.get_by_text("Now sign in")).to_be_visible()


@pytest.mark.usefixtures("mailbox")
def test_an_employee_with_a_lost_phone_and_no_mailbox_is_told_whom_to_see(
    keycloak: KeycloakServer, page: Page, unreachable: tuple[PassingAccount, str]
) -> None:
    person, secret = unreachable
    chosen = choose_questions(keycloak, page, person, secret=secret)
    recovery = RecoveryPages(page)
    recovery.begin(keycloak, person.username)
    recovery.answer(chosen)

    recovery.choose_other_way(re.compile("E-mail"))

    expect(page.locator("#recovery-no-way")).to_contain_text("They have to see you")
    keep(page, "no-way")


def test_a_locked_account_does_not_open_by_right_answers_and_the_page_says_to_wait(
    keycloak: KeycloakServer, page: Page, student: PassingAccount
) -> None:
    chosen = choose_questions(keycloak, page, student)

    def type_a_wrong_password() -> None:
        sign_in(keycloak, page, student.username, "a wrong password")
        expect(page.get_by_text("do not go together").first).to_be_visible()

    lock_out(keycloak, student.username, type_a_wrong_password)
    recovery = RecoveryPages(page)
    recovery.begin(keycloak, student.username)

    recovery.answer(chosen)

    expect(page.locator(".notice--error")).to_contain_text("After many wrong passwords an account rests")
    keep(page, "locked")


def test_a_session_that_ends_in_the_middle_leads_to_a_new_beginning(
    keycloak: KeycloakServer, page: Page, student: PassingAccount
) -> None:
    chosen = choose_questions(keycloak, page, student)
    recovery = RecoveryPages(page)
    recovery.begin(keycloak, student.username)
    expect(page.locator("#answer-1")).to_be_visible()
    page.context.clear_cookies()
    recovery.answer(chosen)
    expect(page.locator("#kc-form-login")).to_be_visible()

    recovery.begin(keycloak, student.username)
    recovery.answer(chosen)
    recovery.choose_password(NEW_PASSWORD)

    expect(page.get_by_text("Now sign in")).to_be_visible()


def test_two_tabs_recover_two_people(keycloak: KeycloakServer, page: Page, student: PassingAccount) -> None:
    chosen = choose_questions(keycloak, page, student)
    other_tab = page.context.new_page()
    recovery = RecoveryPages(page)
    recovery.begin(keycloak, student.username)
    nobody = unknown_username()
    RecoveryPages(other_tab).begin(keycloak, nobody)
    expect(other_tab.locator("#recovery-username")).to_have_text(nobody)

    recovery.answer(chosen)
    recovery.choose_password(NEW_PASSWORD)

    expect(page.get_by_text("Now sign in")).to_be_visible()


def test_after_the_back_button_the_recovery_stands_where_it_stood(
    keycloak: KeycloakServer, page: Page, student: PassingAccount
) -> None:
    chosen = choose_questions(keycloak, page, student)
    recovery = RecoveryPages(page)
    recovery.begin(keycloak, student.username)
    recovery.answer(chosen)
    expect(page.locator("#password-new")).to_be_visible()

    page.go_back()

    expect(page.locator("#password-new")).to_be_visible()


def test_whoever_types_the_address_opens_the_link_and_answers_besides(
    keycloak: KeycloakServer, page: Page, phone: Page, student: PassingAccount, mailbox: Mailbox
) -> None:
    chosen = choose_questions(keycloak, page, student)
    RecoveryPages(page).begin(keycloak, student.email)
    expect(page.locator("#recovery-sent")).to_contain_text("If the school knows this e-mail address")
    keep(page, "sent-to-address")

    link = re.search(r"https?://\S+", mailbox.wait_for(student.email, "Choose"))
    assert link
    phone.goto(link[0])
    RecoveryPages(phone).answer(chosen)
    RecoveryPages(phone).choose_password(NEW_PASSWORD)

    expect(phone.get_by_text("Now sign in")).to_be_visible()
