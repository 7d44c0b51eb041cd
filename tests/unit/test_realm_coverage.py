"""The reference of what is covered says of every kind of resource what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from realm.representation import fields_of
from realm.resources import RESOURCE_TYPES, DeletableType, ResourceType
from tests.support.realm_cases import SILENT

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "realm-coverage.md"
KEYCLOAKS_OWN = {"required action"}
"""Kinds that could be deleted, and of which Keycloak made all there are."""
each_kind = pytest.mark.parametrize("kind", RESOURCE_TYPES, ids=[kind.kind for kind in RESOURCE_TYPES])


def rows() -> dict[str, list[str]]:
    """Cells of the table of kinds by the kind."""
    table = PAGE.read_text(encoding="utf-8").split("## Kinds of resources")[1].split("\n## ")[0]
    lines = [line for line in table.splitlines() if line.startswith("| `")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {first.strip("`"): rest for first, *rest in cells}


def test_the_table_has_the_kinds_in_the_order_in_which_they_are_made() -> None:
    assert list(rows()) == [kind.kind for kind in RESOURCE_TYPES]


@each_kind
def test_the_key_is_one_that_the_kind_reads(kind: ResourceType) -> None:
    named = re.findall(r"`([\w.]+)`", rows()[kind.kind][0])
    known = {*kind.keys, *fields_of("ClientRepresentation"), *fields_of("RoleRepresentation")}
    known |= {"serviceAccountClientId", "subComponents", "subGroups"}
    assert named
    assert {name.split(".")[0] for name in named} <= known


@each_kind
def test_what_can_be_deleted_is_said_to_be(kind: ResourceType) -> None:
    deleted = isinstance(kind, DeletableType) and kind.kind not in KEYCLOAKS_OWN
    assert ("deleted" in rows()[kind.kind][2]) == deleted


@each_kind
def test_of_whose_changes_keycloak_tells_is_said(kind: ResourceType) -> None:
    assert rows()[kind.kind][3].startswith("not told") == (kind.kind in SILENT)


def test_people_are_said_to_be_the_rosters() -> None:
    assert "Users other than service accounts are the roster's" in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", ["docs/reference/realm.md", "README.md"])
def test_the_page_is_found_from_others(page: str) -> None:
    assert "realm-coverage.md" in (PAGE.parents[2] / page).read_text(encoding="utf-8")
