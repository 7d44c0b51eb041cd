"""What the extension's jar contains, as Maven knows it, and the Keycloak that it runs in."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from sbom.document import Component

_PLUGIN = "org.cyclonedx:cyclonedx-maven-plugin:2.9.1:makeBom"
_WANTED = ("type", "bom-ref", "group", "name", "version", "purl", "description", "licenses", "hashes")


def java_components(root: Path) -> Iterator[Component]:
    """Libraries inside the jar, then Keycloak's distribution."""
    yield from _in_the_jar(root)
    yield keycloak_component(root)


def keycloak_component(root: Path) -> Component:
    """The distribution that is pinned; what is inside of it, its own bill of materials says."""
    pinned = json.loads((root / "contracts" / "versions.json").read_text(encoding="utf-8"))["keycloak"]
    group, artifact, version, kind = pinned["artifact"].split(":")
    purl = f"pkg:maven/{group}/{artifact}@{version}?type={kind}"
    return {
        "type": "application",
        "bom-ref": purl,
        "group": group,
        "name": artifact,
        "version": version,
        "purl": purl,
        "licenses": [{"license": {"id": "Apache-2.0"}}],
        "hashes": [{"alg": "SHA-256", "content": pinned["sha256"]}],
        "scope": "required",
    }


def _in_the_jar(root: Path) -> Iterator[Component]:
    scopes = [f"-Dinclude{scope}Scope=false" for scope in ("Provided", "Test", "System")]
    written = ["-DoutputName=bom", "-DoutputFormat=json", "-DincludeBomSerialNumber=false"]
    subprocess.run(
        [shutil.which("mvn") or "mvn", "-B", "-ntp", "-q", _PLUGIN, *scopes, *written],
        cwd=root / "extensions",
        check=True,
    )
    bom = json.loads((root / "extensions" / "target" / "bom.json").read_text(encoding="utf-8"))
    for component in bom.get("components", []):
        yield {key: component[key] for key in _WANTED if key in component} | {"scope": "required"}
