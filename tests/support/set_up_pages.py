"""The pages on which an authenticator app is set up, in whatever language they are."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from playwright.sync_api import Locator, Page

from tests.support.authenticator import next_code


@dataclass(frozen=True)
class SetUpPages:
    """From the square to scan to the recovery codes."""

    page: Page

    def show_key(self) -> None:
        """Ask for a key to type in place of the square."""
        self.page.locator("#mode-manual").click()

    def key(self) -> str:
        """The key that the page shows, in Base32."""
        return self.page.locator("#kc-totp-secret-key").inner_text().replace(" ", "")

    def scanned_key(self) -> str:
        """The key that an app reads from the square, in Base32."""
        characters = self.page.locator("#totpSecret").input_value()  # Keycloak takes them as the key's bytes
        return base64.b32encode(characters.encode()).decode()

    def confirm(self, key: str) -> None:
        """Type what an app with this key shows now."""
        self.page.locator("#totp").fill(next_code(key))
        self.page.locator("#saveTOTPBtn").click()

    @property
    def codes(self) -> Locator:
        """The recovery codes."""
        return self.page.locator("#kc-recovery-codes-list")

    def keep_codes(self) -> None:
        """Say that they are in a safe place."""
        self.page.locator("#kcRecoveryCodesConfirmationCheck").check()
        self.page.locator("#saveRecoveryAuthnCodesBtn").click()
