"""Each endpoint of the extension has its row in the table of who may do what, and the page shows that table."""

from __future__ import annotations

from pathlib import Path

from tests.support.powers import ENDPOINTS, as_markdown, written_endpoints

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "who-may-do-what.md"


def test_each_endpoint_has_a_row_and_each_row_an_endpoint() -> None:
    assert {endpoint.source for endpoint in ENDPOINTS} == set(written_endpoints())


def test_the_page_shows_the_table() -> None:
    assert PAGE.read_text(encoding="utf-8") == as_markdown(), "run .venv/bin/python -m tests.support.powers"
