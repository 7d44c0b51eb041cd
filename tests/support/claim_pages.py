"""The pages of a claim as people use them."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

OWN_PASSWORD = "four-otters-at-breakfast"
ANSWERS = ("marmalade", "bicycle shed", "thunderstorm", "grandmother", "xylophone")


@dataclass(frozen=True)
class ClaimPages:
    """A claim in one browser.

    Attributes:
        page: of the browser.
        address: the one that letters print.
    """

    page: Page
    address: str

    def open(self) -> None:
        """Go to the address of the letter."""
        self.page.goto(self.address)

    def type_code(self, code: str) -> None:
        """Type the code of the letter and go on."""
        self.page.locator("#claim-code").fill(code)
        self.page.locator("#claim-with-code").click()

    def agree(self) -> None:
        """Agree to the rules."""
        self.page.locator("#agree").click()

    def choose_password(self, password: str = OWN_PASSWORD) -> None:
        """Type a new password twice and go on."""
        self.page.locator("#password-new").fill(password)
        self.page.locator("#password-confirm").fill(password)
        self.page.locator("#kc-submit").click()

    def answer_questions(self) -> None:
        """Choose the first questions that are offered, another one each time, and answer them."""
        expect(self.page.locator("#homeroom-questions-form #kc-submit")).to_be_visible()
        for number, _ in enumerate(self.page.locator("fieldset.question").all(), 1):
            self.page.locator(f"#question-{number}").select_option(index=number)
            self.page.locator(f"#answer-{number}").fill(ANSWERS[number - 1])
        self.page.locator("#kc-submit").click()

    def expect_username(self, username: str) -> None:
        """Wait for the last page, which shows the user name."""
        expect(self.page.locator("#claimed-username")).to_have_text(username)

    def go_on(self) -> None:
        """Leave the last page."""
        self.page.locator("#claim-done-go-on").click()

    @property
    def alert(self) -> Locator:
        """What the page says went wrong."""
        return self.page.get_by_role("alert")
