"""A browser in front of a desk, whose Keycloak is the stand-in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from starlette.testclient import TestClient

from desk.app import create_app
from desk.site import Site
from settings import District
from settings.badge_sets import BadgeSet
from tests.support.keycloak_stand_in import CLIENT_SECRET, REALM, KeycloakStandIn

DESK_URL = "http://desk.test"


def desk_browser(
    keycloak: KeycloakStandIn,
    url: str = DESK_URL,
    sets: Mapping[str, BadgeSet] | None = None,
    reports: Path | None = None,
    drift: Path | None = None,
    guides: Path | None = None,
    public_url: str = "",
) -> TestClient:
    """A browser in which nobody has signed in; it follows no redirects by itself.

    Args:
        keycloak: the stand-in.
        url: address of the desk.
        sets: saved parameters of printing.
        reports: folder with the registrar's reports.
        drift: file of the realm's watch.
        guides: folder of the people's guides.
        public_url: Keycloak's address for browsers, if that is not where the desk calls it.
    """
    district = District(name="Cedar Valley Schools", realm=REALM, help_contact="the front office")
    site = Site(
        district,
        url,
        public_url or keycloak.url,
        CLIENT_SECRET,
        "s" * 32,
        sets or {},
        calls_url=keycloak.url,
        reports=reports,
        drift=drift,
        guides=guides,
    )
    return TestClient(create_app(site), base_url=url, follow_redirects=False)


def sign_in(browser: TestClient, keycloak: KeycloakStandIn, path: str = "/") -> str:
    """Ask for a page and sign in on the way; the path at which that ends."""
    asked = browser.get(path)
    assert asked.headers["location"] == "/sign-in"
    back = browser.get(keycloak.sign_in(browser.get("/sign-in").headers["location"]))
    assert back.status_code == 303, back.text
    return back.headers["location"]


def form_token(page: str) -> str:
    """The token that the desk put into the forms of a page."""
    found = re.search(r'name="form_token"\s+value="([^"]+)"', page)
    assert found
    return found[1]
