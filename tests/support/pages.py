"""The pages as people use them: what can be read and what can be done, whatever the markup is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.support.authenticator import next_code


@dataclass(frozen=True)
class SignInPage:
    """The first page of a sign-in."""

    page: Page

    def with_password(self, username: str, password: str) -> None:
        """Type user name and password and go on."""
        self.page.get_by_label("Username").fill(username)
        self.page.get_by_label("Password", exact=True).fill(password)
        self.page.get_by_role("button", name="Sign in", exact=True).click()

    def choose_badge(self) -> None:
        """Go to the badge page."""
        self.page.get_by_role("button", name="Use my badge").click()

    def choose_password(self) -> None:
        """Go back from the badge page."""
        self.page.get_by_role("button", name=re.compile("password", re.IGNORECASE)).click()

    def with_one_time_code(self, secret: str) -> None:
        """Type what the authenticator app shows now."""
        self.page.get_by_label(re.compile("one-time code", re.IGNORECASE)).fill(next_code(secret))
        self.page.get_by_role("button", name="Sign in", exact=True).click()

    def set_up_authenticator(self) -> str:
        """Type the key into an authenticator app and confirm it; the key, in Base32."""
        self.page.get_by_role("link", name="I cannot scan it").click()
        secret = self.page.locator("#kc-totp-secret-key").inner_text().replace(" ", "")
        self.page.get_by_label(re.compile("one-time code", re.IGNORECASE)).fill(next_code(secret))
        self.page.get_by_role("button", name="Continue").click()
        return secret

    def keep_recovery_codes(self) -> None:
        """Say that the recovery codes are in a safe place."""
        self.page.get_by_label("I have put these codes in a safe place").check()
        self.page.get_by_role("button", name="Done").click()

    @property
    def alert(self) -> Locator:
        """What the page says went wrong."""
        return self.page.get_by_role("alert")


@dataclass(frozen=True)
class PortalPage:
    """The icons after signing in."""

    page: Page
    address: str

    def open(self) -> None:
        """Go to the portal's address, wherever that leads."""
        self.page.goto(self.address)

    def expect_open(self) -> None:
        """Wait until the portal is there."""
        expect(self.page).to_have_url(self.address)

    def applications(self) -> set[str]:
        """Ids of the applications that have an icon."""
        self.expect_open()
        self.page.wait_for_load_state()
        icons = self.page.locator("[data-application]").all()
        return {icon.get_attribute("data-application") or "" for icon in icons}

    def icon(self, title: str) -> Locator:
        """The icon of an application."""
        return self.page.get_by_role("link", name=title)

    def sign_out(self) -> None:
        """End the session."""
        self.page.get_by_role("button", name=re.compile("sign out", re.IGNORECASE)).click()
