"""The desk in a browser, signed in as one of the demo's people."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.support.keycloak_server import KeycloakServer
from tests.support.pages import SignInPage
from tests.support.people import example


def desk_of(page: Page, keycloak: KeycloakServer, kind: str) -> Page:
    """The desk, signed in as the example of a kind of people."""
    person = example(keycloak, kind)
    page.goto(keycloak.demo["desk_url"])
    SignInPage(page).with_password(person["username"], person["password"])
    SignInPage(page).with_one_time_code(person["totp_secret"])
    expect(page.get_by_role("button", name=re.compile("Sign out"))).to_be_visible()
    return page
