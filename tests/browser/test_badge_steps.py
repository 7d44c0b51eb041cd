"""After the badge: the own picture or number, and a greeting."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from admin_api import AdminConnection, BadgeApi
from admin_api.badges import IssuedBadge
from tests.support.axe import accessibility_findings
from tests.support.keycloak_server import KeycloakServer
from tests.support.pages import PortalPage, SignInPage
from tests.support.people import pupil_of_grade

pytestmark = pytest.mark.browser

STEP = "#badge-pictures, #badge-pin"


@pytest.fixture
def connection(keycloak: KeycloakServer) -> Iterator[AdminConnection]:
    with keycloak.connection() as connection:
        yield connection


@pytest.fixture(params=["picture", "pin"])
def badge(
    request: pytest.FixtureRequest, keycloak: KeycloakServer, connection: AdminConnection
) -> Iterator[IssuedBadge]:
    """A badge of a pupil who is asked for something besides."""
    ask(keycloak, connection, **{request.param: "01"})
    yield badge_of(keycloak, connection)
    ask(keycloak, connection)


def ask(keycloak: KeycloakServer, connection: AdminConnection, picture: str = "", pin: str = "") -> None:
    realm = keycloak.demo["realm"]
    live = connection.get(f"/admin/realms/{realm}")
    steps = {"homeroom.badge.second-step.picture": picture, "homeroom.badge.second-step.pin": pin}
    connection.put(f"/admin/realms/{realm}", {"realm": realm, "attributes": {**live["attributes"], **steps}})


def badge_of(keycloak: KeycloakServer, connection: AdminConnection) -> IssuedBadge:
    badges = BadgeApi(connection, keycloak.demo["realm"])
    (badge,) = badges.issue(people=[pupil_of_grade(keycloak, "01")]).issued
    badges.activate([badge.credential_id])
    return badge


def scan(page: Page, keycloak: KeycloakServer, code: str) -> PortalPage:
    """Read a badge with a hand scanner."""
    portal = PortalPage(page, keycloak.demo["portal_url"])
    portal.open()
    SignInPage(page).choose_badge()
    expect(page.locator("#badge-view")).not_to_have_attribute("data-state", "starting")
    page.keyboard.type(code, delay=2)
    page.keyboard.press("Enter")
    return portal


def answer(page: Page, badge: IssuedBadge) -> None:
    """By the keyboard alone."""
    if badge.pin:
        expect(page.locator("#badge-pin")).to_be_focused()
        page.keyboard.type(badge.pin)
    else:
        page.locator(f"button[value='{badge.picture}']").focus()
    page.keyboard.press("Enter")


def test_the_keyboard_alone_gives_the_answer_and_the_pupil_is_in(
    keycloak: KeycloakServer, page: Page, badge: IssuedBadge
) -> None:
    portal = scan(page, keycloak, badge.code)
    expect(page.locator(STEP)).to_be_visible()

    answer(page, badge)

    expect(page.get_by_role("heading", name=badge.first_name)).to_be_visible()
    portal.expect_open()


def test_no_page_after_the_badge_has_a_barrier(keycloak: KeycloakServer, page: Page, badge: IssuedBadge) -> None:
    scan(page, keycloak, badge.code)
    expect(page.locator(STEP)).to_be_visible()

    assert accessibility_findings(page) == []


def test_whoever_is_greeted_by_another_name_is_not_signed_in(
    keycloak: KeycloakServer, connection: AdminConnection, page: Page
) -> None:
    badge = badge_of(keycloak, connection)
    page.route("**/badge-greeting.js", lambda route: route.abort())  # it would go on by itself
    scan(page, keycloak, badge.code)

    page.locator("#other-badge").click()

    expect(page.locator("#badge-view")).to_be_visible()
