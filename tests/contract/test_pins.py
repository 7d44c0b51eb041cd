"""What is pinned is pinned once, with hashes, and names no place to fetch it from."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
POM = ROOT / "extensions" / "pom.xml"


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "themes/package-lock.json"])
def test_a_lock_file_holds_no_address(name: str) -> None:
    assert re.findall(r"\w+://\S+", (ROOT / name).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_python_package_is_pinned_with_a_hash(name: str) -> None:
    entries = re.split(r"\n(?=\S)", (ROOT / name).read_text(encoding="utf-8").strip())

    assert [entry for entry in entries if "==" not in entry.split("\n")[0] or "--hash=sha256:" not in entry] == []


def test_every_script_package_is_pinned_with_a_hash() -> None:
    packages = json.loads((ROOT / "themes" / "package-lock.json").read_text(encoding="utf-8"))["packages"]

    assert [name for name, package in packages.items() if name and "integrity" not in package] == []


def test_the_extension_is_compiled_against_the_minor_version_of_keycloak_that_runs() -> None:
    keycloak = json.loads((ROOT / "contracts" / "versions.json").read_text(encoding="utf-8"))["keycloak"]
    compiled = re.search(r"<keycloak\.api\.version>(\d+\.\d+)\.", POM.read_text(encoding="utf-8"))

    assert compiled
    assert keycloak["version"].startswith(f"{compiled.group(1)}.")
    assert keycloak["version"] in keycloak["artifact"]
