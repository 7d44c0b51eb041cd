"""A language is a file and a line in the district's settings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support.keycloak_server import KeycloakServer
from tests.support.pages import PortalPage

pytestmark = pytest.mark.browser

VIETNAMESE = "vi"
TEXTS = "doSignInWithBadge=Dùng thẻ của em\nbadgeTitle=Đưa thẻ ra\nbadgeNoCamera=Ở đây không có máy ảnh.\n"


@pytest.fixture
def vietnamese(keycloak: KeycloakServer) -> Iterator[None]:
    """What docs/how-to/add-a-language.md says: the file, and the realm as `languages` of district.yaml makes it."""
    messages = _messages(keycloak) / f"messages_{VIETNAMESE}.properties"
    path = f"/admin/realms/{keycloak.demo['realm']}"
    with keycloak.connection() as connection:
        languages = connection.get(path)["supportedLocales"]
        messages.write_text(TEXTS, encoding="utf-8")
        connection.put(path, {"supportedLocales": [*languages, VIETNAMESE]})
        yield
        connection.put(path, {"supportedLocales": languages})
        messages.unlink()


def _messages(keycloak: KeycloakServer) -> Path:
    (folder,) = keycloak.district.parent.glob("keycloak/themes/homeroom/login/messages")
    return folder


def test_the_badge_page_speaks_a_language_that_was_added_as_a_file(
    keycloak: KeycloakServer, chromium: Browser, vietnamese: None
) -> None:
    context = chromium.new_context(locale=VIETNAMESE)
    page = context.new_page()
    PortalPage(page, keycloak.demo["portal_url"]).open()

    page.get_by_role("button", name="Dùng thẻ của em").click()

    expect(page.get_by_role("heading", name="Đưa thẻ ra")).to_be_visible()
    expect(page.get_by_text("Ở đây không có máy ảnh.")).to_be_visible()
    # What the file does not have is in English, and nothing shows its key.
    expect(page.get_by_role("button", name="Use my password")).to_be_visible()
    context.close()
