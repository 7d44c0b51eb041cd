"""Districts whose rosters come from elsewhere."""

from __future__ import annotations

import zipfile
from pathlib import Path

from settings import DistrictFolder


def district(folder: Path, **roster: object) -> DistrictFolder:
    """A district with some keys of `roster`, written as YAML has them."""
    lines = ["name: Test", "realm: test", "help_contact: us", "roster:", "  type: oneroster-csv"]
    lines += [f"  {name}: {value}" for name, value in roster.items()]
    folder.mkdir(exist_ok=True)
    (folder / "district.yaml").write_text("\n".join(lines), encoding="utf-8")
    return DistrictFolder.at(folder)


def zipped(folder: Path, target: Path) -> Path:
    """The files of a folder at the root of a zip file."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for path in sorted(folder.iterdir()):
            file.write(path, path.name)
    return target
