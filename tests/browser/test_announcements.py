"""What the district tells its people on the portal, on its days, and where the portal leads for help."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.support.axe import accessibility_findings
from tests.support.keycloak_server import KeycloakServer
from tests.support.pages import PortalPage
from tests.support.pictures import REPORTS
from tests.support.school_realm import PASSWORD, SchoolRealm

pytestmark = pytest.mark.browser

ZONE = "America/Chicago"
GUIDES = "https://desk.school.example/guides/{language}/"
TEXTS = {
    "now": {"en": "School pictures are on Friday.", "es": "El viernes se toman las fotos escolares."},
    "last day": {"en": "Report cards come out today.", "es": "Hoy se entregan las calificaciones."},
    "over": {"en": "Last week was picture week.", "es": "La semana pasada fue de fotos."},
    "to come": {"en": "The library will be shut.", "es": "La biblioteca estará cerrada."},
}
DAYS = {"now": (-3, 3), "last day": (-7, 0), "over": (-7, -1), "to come": (1, 7)}
"""First and last day of each, counted from today."""
MORE = {"en": "Order prints", "es": "Pedir copias"}
HELP = {"en": "Help and guides", "es": "Ayuda y guías"}


@pytest.fixture(scope="module")
def school(keycloak: KeycloakServer, realm: str) -> Iterator[SchoolRealm]:
    today = datetime.now(ZoneInfo(ZONE)).date()
    said = [
        {
            "from": str(today + timedelta(days=first)),
            "until": str(today + timedelta(days=last)),
            "to": {"is": "everybody"},
            "text": TEXTS[name],
            "link": {"url": "https://pictures.example/", "title": MORE},
        }
        for name, (first, last) in DAYS.items()
    ]
    made = SchoolRealm(keycloak, realm)
    made.configure(
        displayName="Cedar Valley Schools",
        attributes={
            "homeroom.announcements": json.dumps(said),
            "homeroom.time-zone": ZONE,
            "homeroom.guides": GUIDES,
        },
    )
    made.put_application("atlas", name="Atlas", baseUrl="https://atlas.school.example")
    made.grant(made.person("reader"), "atlas")
    yield made
    made.api.close()


@pytest.fixture(params=["en", "es"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=[360, 1440])
def window(chromium: Browser, language: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A phone or a desktop whose reader reads that language."""
    viewport = ViewportSize(width=request.param, height=740 if request.param == 360 else 900)
    context = chromium.new_context(locale=f"{language}-US", viewport=viewport)
    yield context.new_page()
    context.close()


def sign_in(school: SchoolRealm, page: Page) -> None:
    PortalPage(page, school.address).open()
    page.locator("#username").fill("reader")
    page.locator("#password").fill(PASSWORD)
    page.locator("#kc-login").click()
    PortalPage(page, school.address).expect_open()


def test_what_is_announced_today_is_read_in_the_own_language(school: SchoolRealm, window: Page, language: str) -> None:
    sign_in(school, window)

    for name, text in TEXTS.items():
        expect(window.get_by_text(text[language])).to_have_count(1 if name in ("now", "last day") else 0)
    newest = window.locator(".announcement").first
    expect(newest).to_contain_text(TEXTS["now"][language])
    expect(newest.get_by_role("link", name=MORE[language])).to_have_attribute("href", "https://pictures.example/")
    today = datetime.now(ZoneInfo(ZONE)).date()
    expect(newest.locator("time")).to_have_attribute("datetime", str(today + timedelta(days=DAYS["now"][0])))


def test_the_portal_leads_to_the_guides_of_the_district(school: SchoolRealm, window: Page, language: str) -> None:
    sign_in(school, window)

    expect(window.get_by_role("link", name=HELP[language])).to_have_attribute("href", GUIDES.format(language=language))


def test_whoever_cannot_sign_in_finds_the_guides(school: SchoolRealm, window: Page, language: str) -> None:
    PortalPage(window, school.address).open()

    expect(window.get_by_role("link", name=HELP[language])).to_have_attribute("href", GUIDES.format(language=language))


def test_a_district_without_guides_leads_nowhere(keycloak: KeycloakServer, page: Page) -> None:
    PortalPage(page, keycloak.demo["portal_url"]).open()

    expect(page.locator("#kc-login")).to_be_visible()
    expect(page.locator("#guides")).to_have_count(0)


def test_both_pages_fit_and_axe_finds_nothing(school: SchoolRealm, window: Page, language: str) -> None:
    width = (window.viewport_size or {"width": 0})["width"]
    for name in ("sign-in", "portal"):
        if name == "portal":
            sign_in(school, window)
        else:
            PortalPage(window, school.address).open()
        window.screenshot(path=REPORTS / f"announcements-{name}-{language}-{width}.png", full_page=True)
        assert window.evaluate("document.documentElement.scrollWidth") <= width
        assert accessibility_findings(window) == []
