"""The portal in a browser: light, with favourites, without JavaScript, from old addresses; and the own account."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.authenticator import next_code
from tests.support.axe import accessibility_findings
from tests.support.keycloak_server import KeycloakServer
from tests.support.pages import PortalPage, SignInPage
from tests.support.people import example
from tests.support.pictures import REPORTS

pytestmark = pytest.mark.browser

COLD_LIMIT = 100_000
"""Bytes over the network, headers included."""


def sign_in(keycloak: KeycloakServer, page: Page, kind: str = "student") -> PortalPage:
    person = example(keycloak, kind)
    portal = PortalPage(page, keycloak.demo["portal_url"])
    portal.open()
    SignInPage(page).with_password(person["username"], person["password"])
    if person["totp_secret"]:
        SignInPage(page).with_one_time_code(person["totp_secret"])
    portal.expect_open()
    return portal


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    """A phone of 360 pixels, in Spanish."""
    context = chromium.new_context(locale="es-US", viewport={"width": 360, "height": 740}, has_touch=True)
    yield context.new_page()
    context.close()


class Network:
    """What a page loads over the network, and not from the browser's cache."""

    def __init__(self, page: Page) -> None:
        self._bytes: dict[str, float] = {}
        self._cached: set[str] = set()
        session = page.context.new_cdp_session(page)
        session.on("Network.requestServedFromCache", lambda event: self._cached.add(event["requestId"]))
        session.on("Network.responseReceived", self._received)
        session.on("Network.loadingFinished", self._finished)
        session.send("Network.enable")

    def _received(self, event: dict[str, Any]) -> None:
        if event["response"].get("fromDiskCache"):
            self._cached.add(event["requestId"])

    def _finished(self, event: dict[str, Any]) -> None:
        self._bytes[event["requestId"]] = event["encodedDataLength"]

    def forget(self) -> None:
        """Begin anew."""
        self._bytes.clear()
        self._cached.clear()

    @property
    def requests(self) -> int:
        """How many requests went out."""
        return len(self._bytes.keys() - self._cached)

    @property
    def transferred(self) -> float:
        """Bytes of their answers."""
        return sum(size for request, size in self._bytes.items() if request not in self._cached)


def test_a_cold_load_is_light_and_a_warm_one_is_a_single_request(
    keycloak: KeycloakServer, chromium: Browser, page: Page
) -> None:
    portal = sign_in(keycloak, page)
    cold = chromium.new_context(storage_state=page.context.storage_state(), locale="en-US")
    fresh = cold.new_page()
    network = Network(fresh)

    fresh.goto(portal.address, wait_until="networkidle")
    assert fresh.locator("[data-application]").count() > 0
    assert 10_000 < network.transferred < COLD_LIMIT
    network.forget()
    fresh.goto(portal.address, wait_until="networkidle")
    assert network.requests == 1
    cold.close()


def test_a_star_puts_an_application_first_until_it_is_taken_back(keycloak: KeycloakServer, page: Page) -> None:
    sign_in(keycloak, page)
    star = page.get_by_role("button", name="Library: favourite")

    star.press("Enter")
    expect(page.get_by_role("region", name="Favourites").get_by_role("link", name="Library")).to_be_visible()
    expect(star).to_have_attribute("aria-pressed", "true")

    star.click()
    expect(page.get_by_role("region", name="Favourites")).to_have_count(0)
    expect(page.get_by_role("link", name="Library")).to_be_visible()


def test_without_javascript_everything_but_the_search_is_there(keycloak: KeycloakServer, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False, locale="en-US")
    page = context.new_page()
    portal = sign_in(keycloak, page, "everybody")

    page.get_by_role("button", name="Canvas: favourite").click()
    expect(page.get_by_role("region", name="Favourites").get_by_role("link", name="Canvas")).to_be_visible()
    page.get_by_role("button", name="Canvas: favourite").click()
    page.get_by_role("link", name="My account").click()
    expect(page.get_by_role("heading", name="Where I am signed in")).to_be_visible()
    page.get_by_role("link", name="My applications").click()
    portal.expect_open()
    portal.sign_out()
    expect(page.get_by_label("Username")).to_be_visible()
    context.close()


def test_an_old_page_of_the_sign_in_leads_on_by_itself(keycloak: KeycloakServer, page: Page) -> None:
    page.goto(keycloak.demo["portal_url"])
    old = page.locator("#kc-form-login").get_attribute("action") or ""
    page.context.clear_cookies()

    page.goto(old)
    expect(page.get_by_label("Username")).to_be_visible()
    sign_in(keycloak, page)
    page.goto(old)

    expect(page).to_have_url(keycloak.demo["portal_url"])


def test_back_after_the_sign_in_leads_to_the_portal_again(keycloak: KeycloakServer, page: Page) -> None:
    portal = sign_in(keycloak, page)
    page.go_back()
    portal.expect_open()


def test_the_other_tab_goes_on_when_one_has_signed_in(keycloak: KeycloakServer, page: Page) -> None:
    waiting = page.context.new_page()
    waiting.goto(keycloak.demo["portal_url"])
    expect(waiting.get_by_label("Username")).to_be_visible()

    sign_in(keycloak, page)

    expect(waiting).to_have_url(keycloak.demo["portal_url"])


@pytest.mark.parametrize("kind", ["pupil", "student", "teacher"])
def test_the_account_fits_a_phone_and_axe_finds_nothing(keycloak: KeycloakServer, phone: Page, kind: str) -> None:
    person = example(keycloak, kind)
    phone.goto(f"{keycloak.demo['portal_url']}/account")
    phone.get_by_label("Usuario").fill(person["username"])
    phone.get_by_label("Contraseña", exact=True).fill(person["password"])
    phone.keyboard.press("Enter")
    if person["totp_secret"]:
        phone.locator("#otp").fill(next_code(person["totp_secret"]))
        phone.keyboard.press("Enter")
    expect(phone.get_by_role("heading", name="Mi cuenta")).to_be_visible()

    phone.screenshot(path=REPORTS / f"account-{kind}-360.png", full_page=True)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    assert accessibility_findings(phone) == []


@pytest.mark.parametrize(("kind", "width"), [("student", 360), ("everybody", 1440)])
def test_axe_finds_nothing_on_the_portal(keycloak: KeycloakServer, page: Page, kind: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(keycloak, page, kind)
    page.get_by_role("button", name="Canvas: favourite").click()
    expect(page.get_by_role("region", name="Favourites")).to_be_visible()
    page.screenshot(path=REPORTS / f"portal-favourites-{width}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert accessibility_findings(page) == []
    page.get_by_role("button", name="Canvas: favourite").click()
    page.get_by_role("link", name="My account").click()
    page.screenshot(path=REPORTS / f"account-{width}.png", full_page=True)
    assert accessibility_findings(page) == []


def test_whoever_is_refused_reads_what_is_missing(keycloak: KeycloakServer, page: Page) -> None:
    sign_in(keycloak, page, "pupil")
    query = "client_id=canvas&response_type=code&scope=openid&redirect_uri="
    back = "https%3A%2F%2Fcedarvalley.instructure.com%2Flogin%2Foauth2%2Fcallback"
    page.goto(f"{keycloak.url}/realms/{keycloak.demo['realm']}/protocol/openid-connect/auth?{query}{back}")

    expect(page.locator("#denied-missing")).to_contain_text("one of the grades 06-12")
    page.screenshot(path=REPORTS / "denied-missing.png", full_page=True)
    assert accessibility_findings(page) == []
