"""The packages of `themes/package-lock.json`, installed or not."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sbom.document import Component

_ALGORITHMS = {"sha512": "SHA-512", "sha256": "SHA-256", "sha1": "SHA-1"}
_MODULES = "node_modules/"


def npm_components(root: Path) -> Iterator[Component]:
    """Every package of the lock file; what the pages' scripts contain is `required`."""
    packages = json.loads((root / "themes" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for path, package in packages.items():
        if path:  # the empty one is ours
            yield _component(path.rpartition(_MODULES)[2], package)


def _component(name: str, package: dict[str, Any]) -> Component:
    scope, _, short = name.rpartition("/")
    purl = f"pkg:npm/{quote(scope, safe='')}/{short}" if scope else f"pkg:npm/{short}"
    algorithm, _, digest = package["integrity"].partition("-")
    return {
        "type": "library",
        "bom-ref": f"{purl}@{package['version']}",
        **({"group": scope} if scope else {}),
        "name": short,
        "version": package["version"],
        "purl": f"{purl}@{package['version']}",
        "licenses": [{"expression": package["license"]}],
        "hashes": [{"alg": _ALGORITHMS[algorithm], "content": base64.b64decode(digest).hex()}],
        "scope": "excluded" if package.get("dev") else "required",
    }
