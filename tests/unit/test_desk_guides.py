"""The people's guides at the desk: open to everybody, and found where somebody needs them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.support.desk_browser import desk_browser, sign_in
from tests.support.keycloak_stand_in import KeycloakStandIn, keycloak_stand_in


@pytest.fixture
def keycloak() -> Iterator[KeycloakStandIn]:
    with keycloak_stand_in() as stand_in:
        stand_in.claims = {"preferred_username": "del", "realm_access": {"roles": ["campus-delegate"]}}
        yield stand_in


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "secret").write_text("of somebody else", encoding="utf-8")
    guides = tmp_path / "guides"
    (guides / "en").mkdir(parents=True)
    (guides / "en" / "index.html").write_text("<h1>Guides</h1>", encoding="utf-8")
    return guides


@pytest.fixture
def browser(keycloak: KeycloakStandIn, folder: Path) -> TestClient:
    return desk_browser(keycloak, guides=folder)


def test_whoever_cannot_sign_in_reads_them_all_the_same(browser: TestClient) -> None:
    answer = browser.get("/guides/en/")

    assert (answer.status_code, answer.text) == (200, "<h1>Guides</h1>")
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_nothing_beside_them_is_given(browser: TestClient) -> None:
    assert browser.get("/guides/..%2Fsecret").status_code == 404
    assert browser.get("/guides/%2e%2e/secret").status_code == 404


def test_pages_lead_to_them(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    sign_in(browser, keycloak)

    assert 'href="/guides/en/"' in browser.get("/").text
    assert 'href="/guides/en/print-badges.html"' in browser.get("/print").text


def test_where_none_are_built_nothing_leads_to_them(
    browser: TestClient, keycloak: KeycloakStandIn, folder: Path
) -> None:
    (folder / "en" / "index.html").unlink()
    sign_in(browser, keycloak)

    assert "/guides/" not in browser.get("/").text
