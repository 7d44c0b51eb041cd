"""What goes wrong in a claim, as people see it: pages say what to do next, and nothing of what is known of somebody."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from admin_api import ClaimApi
from tests.support.axe import accessibility_findings
from tests.support.claim_pages import OWN_PASSWORD, ClaimPages
from tests.support.claim_realm import old_letter
from tests.support.keycloak_server import KeycloakServer
from tests.support.lockout import lock_out
from tests.support.pages import PortalPage, SignInPage
from tests.support.passing_account import PassingAccount, passing_account
from tests.support.pictures import REPORTS

pytestmark = pytest.mark.browser

TRIES_OF_A_CODE = 10


@pytest.fixture
def address(keycloak: KeycloakServer) -> str:
    """What letters print."""
    return f"{keycloak.url}/realms/{keycloak.demo['realm']}/claim"


@pytest.fixture
def student(keycloak: KeycloakServer) -> Iterator[PassingAccount]:
    with passing_account(keycloak, "student") as account:
        yield account


@pytest.fixture
def employee_without_email(keycloak: KeycloakServer) -> Iterator[PassingAccount]:
    with passing_account(keycloak, "staff", email=False) as account:
        yield account


@pytest.fixture
def second_tab(page: Page) -> Page:
    """Of the same browser."""
    return page.context.new_page()


@pytest.fixture
def other_page(chromium: Browser) -> Iterator[Page]:
    """A page of another browser."""
    context = chromium.new_context(locale="en-US")
    yield context.new_page()
    context.close()


def drawn() -> str:
    """A code that is nobody's."""
    return "".join(secrets.choice("23456789ABCDEFGH") for _ in range(12))


def reset(keycloak: KeycloakServer, person: PassingAccount, *, reopen: bool = False) -> str:
    """The code of a letter, with which the campus opens the account."""
    with keycloak.connection() as connection:
        claims = ClaimApi(connection, keycloak.demo["realm"])
        return claims.reset([person.username], reopen_second_factor=reopen).issued[0].code


def keep(page: Page, name: str) -> None:
    """A picture of the page, in which nothing may be a barrier."""
    REPORTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=REPORTS / f"claim-{name}.png", full_page=True)
    assert accessibility_findings(page) == []


def test_a_code_whose_days_are_over_is_refused_and_the_page_says_whom_to_ask(
    keycloak: KeycloakServer, page: Page, address: str
) -> None:
    code = drawn()
    with keycloak.connection() as connection:
        realm_id = connection.get(f"/admin/realms/{keycloak.demo['realm']}")["id"]
    with passing_account(keycloak, "student", credentials=(old_letter(realm_id, code),)):
        claim = ClaimPages(page, address)
        claim.open()
        claim.type_code(code)

        expect(claim.alert).to_contain_text("ask at the office of your school")
        keep(page, "expired")


def test_after_ten_tries_of_a_code_the_page_says_to_wait(page: Page, address: str) -> None:
    claim, code = ClaimPages(page, address), drawn()
    claim.open()

    for _ in range(TRIES_OF_A_CODE):
        claim.type_code(code)
        expect(claim.alert).to_contain_text("That did not work")
    claim.type_code(code)

    expect(claim.alert).to_contain_text("Wait an hour")
    keep(page, "too-many")


def test_a_locked_account_is_refused_as_any_other(
    keycloak: KeycloakServer, page: Page, address: str, student: PassingAccount
) -> None:
    code = reset(keycloak, student)

    def type_a_wrong_password() -> None:
        PortalPage(page, keycloak.demo["portal_url"]).open()
        SignInPage(page).with_password(student.username, "a wrong password")
        expect(SignInPage(page).alert.first).to_be_visible()

    lock_out(keycloak, student.username, type_a_wrong_password)
    claim = ClaimPages(page, address)

    claim.open()
    claim.type_code(code)

    expect(claim.alert).to_contain_text("That did not work")


def test_younger_pupils_are_told_kindly_that_they_need_no_claim(page: Page, address: str) -> None:
    ClaimPages(page, address).open()

    expect(page.get_by_text("Younger students do not need this page. Use your badge")).to_be_visible()


def test_of_two_tabs_with_one_code_one_claims_and_the_other_asks_for_nothing_more(
    keycloak: KeycloakServer, page: Page, second_tab: Page, address: str, student: PassingAccount
) -> None:
    code = reset(keycloak, student)
    first, second = ClaimPages(page, address), ClaimPages(second_tab, address)
    first.open()
    first.type_code(code)
    expect(page.locator("#password-new")).to_be_visible()
    second.open()
    second.type_code(code)
    expect(second_tab.locator("#password-new")).to_be_visible()

    second.choose_password()
    expect(second_tab.locator("#homeroom-questions-form")).to_be_visible()

    expect(page.locator("#password-new")).to_have_count(0)
    keep(page, "first-of-two-tabs")
    second.answer_questions()
    second.expect_username(student.username)
    second.go_on()
    PortalPage(second_tab, keycloak.demo["portal_url"]).expect_open()


def test_a_session_that_ends_after_the_password_leads_to_the_sign_in_and_the_claim_goes_on_there(
    keycloak: KeycloakServer, page: Page, address: str, student: PassingAccount
) -> None:
    claim = ClaimPages(page, address)
    claim.open()
    claim.type_code(reset(keycloak, student))
    claim.choose_password()
    expect(page.locator("#homeroom-questions-form")).to_be_visible()
    page.context.clear_cookies()

    claim.answer_questions()
    SignInPage(page).with_password(student.username, OWN_PASSWORD)
    claim.answer_questions()

    claim.expect_username(student.username)


def test_an_employee_without_an_email_address_claims_all_the_same(
    keycloak: KeycloakServer, page: Page, address: str, employee_without_email: PassingAccount
) -> None:
    claim, sign_in = ClaimPages(page, address), SignInPage(page)
    claim.open()
    claim.type_code(reset(keycloak, employee_without_email, reopen=True))
    claim.choose_password()
    claim.answer_questions()
    sign_in.set_up_authenticator()
    sign_in.keep_recovery_codes()

    claim.expect_username(employee_without_email.username)


def test_whose_phone_is_lost_for_good_sets_a_new_one_up_after_the_campus_has_seen_the_person(
    keycloak: KeycloakServer, page: Page, other_page: Page, address: str, employee_without_email: PassingAccount
) -> None:
    first, again = ClaimPages(page, address), ClaimPages(other_page, address)
    first.open()
    first.type_code(reset(keycloak, employee_without_email, reopen=True))
    first.choose_password()
    first.answer_questions()
    lost = SignInPage(page).set_up_authenticator()
    SignInPage(page).keep_recovery_codes()
    first.expect_username(employee_without_email.username)

    again.open()
    again.type_code(reset(keycloak, employee_without_email, reopen=True))
    again.choose_password("five-otters-at-breakfast")
    again.answer_questions()
    new = SignInPage(other_page).set_up_authenticator()
    SignInPage(other_page).keep_recovery_codes()

    again.expect_username(employee_without_email.username)
    assert new != lost
