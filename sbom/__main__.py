"""Writes the three documents into a folder."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from sbom.document import document
from sbom.java_packages import java_components
from sbom.npm_packages import npm_components
from sbom.python_packages import python_components

ROOT = Path(__file__).resolve().parents[1]
KINDS = {"python": python_components, "npm": npm_components, "java": java_components}


def main() -> None:
    """Write `python.cdx.json`, `npm.cdx.json` and `java.cdx.json` into the folder that is the one argument."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for kind, components in KINDS.items():
        written = json.dumps(document(ROOT, components(ROOT)), indent=2, ensure_ascii=False)
        (folder / f"{kind}.cdx.json").write_text(f"{written}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
