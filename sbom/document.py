"""What all three documents have in common."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

Component = dict[str, Any]
"""A component as CycloneDX has it."""
_SCHEMA = "http://cyclonedx.org/schema/bom-1.6.schema.json"


def document(root: Path, components: Iterable[Component]) -> dict[str, Any]:
    """A bill of materials of the project at `root`, always in the same order."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {
        "$schema": _SCHEMA,
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "homeroom",
                "name": project["name"],
                "version": project["version"],
                "licenses": [{"license": {"id": project["license"]}}],
            }
        },
        "components": sorted(components, key=lambda component: str(component["purl"])),
    }
