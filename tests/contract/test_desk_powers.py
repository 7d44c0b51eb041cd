"""Each address of the desk has its row in the table of who may do what, and the page shows that table."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from desk.app import create_app
from desk.site import Site
from settings import District
from tests.support.desk_powers import ROUTES, as_markdown, routes_of

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "who-may-do-what-at-the-desk.md"


@pytest.fixture
def app(tmp_path: Path) -> Starlette:
    district = District(name="Cedar Valley Schools", realm="cedar-valley", help_contact="us")
    return create_app(Site(district, "http://desk.test", "http://keycloak.test", "secret", "s" * 32, guides=tmp_path))


def test_each_address_has_a_row_and_each_row_an_address(app: Starlette) -> None:
    assert sorted((route.method, route.path) for route in ROUTES) == sorted(routes_of(app))


def test_an_address_that_is_new_has_no_row_yet(app: Starlette) -> None:
    app.routes.append(Route("/people/{id}/delete", lambda _: None, methods=["POST"]))

    new = set(routes_of(app)) - {(route.method, route.path) for route in ROUTES}

    assert new == {("POST", "/people/{id}/delete")}


def test_the_page_shows_the_table() -> None:
    assert PAGE.read_text(encoding="utf-8") == as_markdown(), "run .venv/bin/python -m tests.support.desk_powers"
