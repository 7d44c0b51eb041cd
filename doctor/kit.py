"""What this kit was made for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

_VERSIONS = Path(__file__).resolve().parents[1] / "contracts" / "versions.json"


@dataclass(frozen=True)
class Pinned:
    """Versions that are pinned.

    Attributes:
        keycloak: the server's.
    """

    keycloak: str


PINNED = Pinned(json.loads(_VERSIONS.read_text(encoding="utf-8"))["keycloak"]["version"])
"""From `contracts/versions.json` of the clone or release that this runs from."""
