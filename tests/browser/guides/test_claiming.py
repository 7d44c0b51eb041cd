"""The guides to claiming an account, step by step as they say it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.support.album import Album, OpenAlbum
from tests.support.claim_pages import ANSWERS, OWN_PASSWORD, ClaimPages
from tests.support.keycloak_server import KeycloakServer
from tests.support.letters import letter_for
from tests.support.pages import PortalPage
from tests.support.set_up_pages import SetUpPages

pytestmark = [pytest.mark.browser, pytest.mark.lengthy]


def claim_until_questions(album: Album, page: Page, keycloak: KeycloakServer, code: str) -> ClaimPages:
    """The steps that students and employees have in common."""
    claim = ClaimPages(page, f"{keycloak.url}/realms/{keycloak.demo['realm']}/claim")
    claim.open()
    page.locator("#claim-code").fill(code)
    album.keep(page, "claim-code", at=page.locator("#claim-code-form"))
    claim.type_code(code)
    album.keep(page, "claim-rules", at=page.locator("#agree"))
    claim.agree()
    page.locator("#password-new").fill(OWN_PASSWORD)
    page.locator("#password-confirm").fill(OWN_PASSWORD)
    album.keep(page, "claim-password", at=page.locator("#password-new"))
    claim.choose_password()
    first = page.locator("fieldset.question").first
    first.locator("select").select_option(index=1)
    first.locator("input").fill(ANSWERS[0])
    album.keep(page, "claim-questions", at=first)
    claim.answer_questions()
    return claim


def test_the_guide_for_students_leads_to_the_portal(
    keycloak: KeycloakServer, screen: Page, album: OpenAlbum, language: str
) -> None:
    letter = letter_for(keycloak, "claiming_student")
    with album("claim-students") as pictures:
        claim = claim_until_questions(pictures, screen, keycloak, letter["code"])
        claim.expect_username(letter["username"])
        pictures.keep(screen, "claim-username", at=screen.locator("#claimed-username"))
        claim.go_on()

        PortalPage(screen, keycloak.demo["portal_url"]).expect_open()


def test_the_guide_for_staff_leads_to_the_portal(
    keycloak: KeycloakServer, screen: Page, album: OpenAlbum, language: str
) -> None:
    letter = letter_for(keycloak, "claiming_employee")
    with album("claim-staff") as pictures:
        claim = claim_until_questions(pictures, screen, keycloak, letter["code"])
        pictures.keep(screen, "claim-authenticator", at=screen.locator("#kc-totp-secret-qr-code"))
        set_up = SetUpPages(screen)
        set_up.show_key()
        set_up.confirm(set_up.key())
        pictures.keep(screen, "claim-recovery-codes", at=set_up.codes)
        set_up.keep_codes()
        claim.expect_username(letter["username"])
        pictures.keep(screen, "claim-username", at=screen.locator("#claimed-username"))
        claim.go_on()

        PortalPage(screen, keycloak.demo["portal_url"]).expect_open()
