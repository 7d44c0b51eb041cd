"""The pages of security questions and of a recovery, as people use them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.support.keycloak_server import KeycloakServer
from tests.support.pages import PortalPage

ANSWERS = ("Wooden duck", "Liver", "Tamales")
"""What people of these tests answer to the first, second and third question of the list."""


def sign_in(keycloak: KeycloakServer, page: Page, username: str, password: str) -> None:
    """Type user name and password, in whatever language the page is."""
    PortalPage(page, keycloak.demo["portal_url"]).open()
    page.locator("#username").fill(username)
    page.locator("#password").fill(password)
    page.locator("#kc-login").click()


@dataclass(frozen=True)
class ChoosingPage:
    """Where questions are chosen."""

    page: Page

    def fill_in(self) -> None:
        """Choose the first questions of the list, in its order, and answer them."""
        for number, answer in enumerate(ANSWERS, start=1):
            self.page.locator(f"#question-{number}").select_option(index=number)
            self.page.locator(f"#answer-{number}").fill(answer)

    def questions(self) -> list[str]:
        """The questions that `fill_in` chose."""
        chosen = "select => select.selectedOptions[0].text"
        return [self.page.locator(f"#question-{n}").evaluate(chosen) for n in range(1, len(ANSWERS) + 1)]

    def save(self) -> None:
        """Send the form."""
        self.page.locator("#kc-submit").click()


@dataclass(frozen=True)
class RecoveryPages:
    """From the sign-in page to a new password."""

    page: Page

    def begin(self, keycloak: KeycloakServer, username: str) -> None:
        """Say who forgot a password."""
        PortalPage(self.page, keycloak.demo["portal_url"]).open()
        self.page.locator("a[href*='reset-credentials']").click()
        self.page.locator("#username").fill(username)
        self.page.locator("#kc-submit").click()

    def answer(self, chosen: list[str]) -> None:
        """Answer what is asked.

        Args:
            chosen: the questions that belong to `ANSWERS`.
        """
        expect(self.page.locator("#kc-submit")).to_be_visible()
        for field in self.page.locator("input[id^='answer-']").all():
            label = self.page.locator(f"label[for='{field.get_attribute('id')}']").inner_text()
            field.fill(ANSWERS[chosen.index(label.strip())])
        self.page.locator("#kc-submit").click()

    def choose_password(self, password: str) -> None:
        """Type it twice."""
        self.page.locator("#password-new").fill(password)
        self.page.locator("#password-confirm").fill(password)
        self.page.locator("#kc-submit").click()

    def choose_other_way(self, name: str | re.Pattern[str]) -> None:
        """Prove it in another way than the page offers first."""
        self.page.locator("#try-another-way").click()
        self.page.get_by_role("button", name=name).click()
