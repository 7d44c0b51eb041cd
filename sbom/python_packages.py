"""The Python packages of `requirements.txt`, as they are installed here, with the hashes that are pinned."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from sbom.document import Component

_PIN = re.compile(r"^(?P<name>[A-Za-z0-9_.-]+)(?:\[[^]]*\])?==(?P<version>[^\s;]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_WANTED = ("type", "bom-ref", "name", "version", "description", "licenses")


def python_components(root: Path) -> Iterator[Component]:
    """Every pinned package that is installed; one that is for another system is not."""
    pinned = hashes(root / "requirements.txt")
    for installed in _installed():
        if digests := pinned.get((canonical(installed["name"]), installed["version"])):
            component = {key: installed[key] for key in _WANTED if key in installed}
            purl = f"pkg:pypi/{canonical(installed['name'])}@{installed['version']}"
            yield component | {"purl": purl, "scope": "required", "properties": _as_properties(digests)}


def hashes(requirements: Path) -> dict[tuple[str, str], list[str]]:
    """SHA-256 of every file of a package that is taken, by canonical name and version."""
    found = {}
    for entry in re.split(r"\n(?=\S)", requirements.read_text(encoding="utf-8")):
        if pin := _PIN.match(entry):
            found[canonical(pin["name"]), pin["version"]] = _HASH.findall(entry)
    return found


def canonical(name: str) -> str:
    """A package's name as PEP 503 has it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _as_properties(digests: list[str]) -> list[dict[str, str]]:
    """The hashes, one for each of the package's files: CycloneDX's `hashes` are of one file."""
    return [{"name": "homeroom:pinned-sha256", "value": digest} for digest in digests]


def _installed() -> list[Component]:
    """What the tool of CycloneDX sees in this environment, licences included."""
    command = [sys.executable, "-m", "cyclonedx_py", "environment", "--output-format", "JSON", "--output-reproducible"]
    answer = subprocess.run([*command, sys.executable], check=True, capture_output=True, text=True)
    components: list[Component] = json.loads(answer.stdout)["components"]
    return components
