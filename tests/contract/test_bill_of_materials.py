"""What the kit is made of: all of it is told, under licences that a district can live with, each package once."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from sbom.document import document
from sbom.java_packages import keycloak_component
from sbom.licences import READ_BY_HAND, not_allowed
from sbom.npm_packages import npm_components
from sbom.python_packages import hashes, python_components

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def python() -> list[dict[str, Any]]:
    return list(python_components(ROOT))


@pytest.fixture(scope="module")
def npm() -> list[dict[str, Any]]:
    return list(npm_components(ROOT))


def names(components: list[dict[str, Any]]) -> list[str]:
    return [f"{component.get('group', '')}/{component['name']}" for component in components]


def test_the_documents_are_cyclonedx(python: list[dict[str, Any]], npm: list[dict[str, Any]]) -> None:
    validator = JsonStrictValidator(SchemaVersion.V1_6)
    for components in (python, npm, [keycloak_component(ROOT)]):
        assert validator.validate_str(json.dumps(document(ROOT, components))) is None


def test_every_package_that_is_pinned_and_installed_is_told_with_its_hashes(python: list[dict[str, Any]]) -> None:
    pinned = hashes(ROOT / "requirements.txt")
    for_other_systems = {"colorama", "httpx2-jsfetch"}
    assert len(python) == len([name for name, _ in pinned if name not in for_other_systems])
    assert all(component["properties"] for component in python)


def test_every_package_of_the_pages_scripts_is_told(npm: list[dict[str, Any]]) -> None:
    running = {name for name, one in zip(names(npm), npm, strict=True) if one["scope"] == "required"}
    assert {"/zxing-wasm", "/zxcvbn"} <= running
    assert "/esbuild" not in running
    assert "@esbuild/linux-x64" in names(npm)


def test_every_licence_of_what_runs_is_allowed(python: list[dict[str, Any]], npm: list[dict[str, Any]]) -> None:
    running = [one for one in [*python, *npm] if one["scope"] == "required"]
    assert [(one["name"], one.get("licenses")) for one in running if not_allowed(one)] == []


def test_a_licence_that_was_read_by_hand_is_of_a_package_that_is_there(python: list[dict[str, Any]]) -> None:
    assert set(READ_BY_HAND) <= {one["name"] for one in python}


@pytest.mark.parametrize(
    ("licences", "refused"),
    [
        ([{"license": {"id": "MIT"}}], False),
        ([{"expression": "EPL-2.0 OR GPL-2.0-or-later"}], False),
        ([{"expression": "MIT AND GPL-2.0-or-later"}], True),
        ([{"license": {"id": "AGPL-3.0-only"}}], True),
        ([{"license": {"name": "License :: OSI Approved :: BSD License"}}], False),
        ([], True),
    ],
)
def test_a_licence_is_read_as_spdx_means_it(licences: list[dict[str, Any]], refused: bool) -> None:
    assert not_allowed({"name": "one", "licenses": licences}) == refused


def test_no_package_is_there_twice(python: list[dict[str, Any]], npm: list[dict[str, Any]]) -> None:
    for components in (python, npm):
        assert [name for name, times in Counter(names(components)).items() if times > 1] == []
