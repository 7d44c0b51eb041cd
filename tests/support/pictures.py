"""Pictures that the browser tests keep: below reports/, and the README's below docs/images/ when they are asked to."""

from __future__ import annotations

import os
from pathlib import Path

from PIL import Image

_CLONE = Path(__file__).resolve().parents[2]
REPORTS = _CLONE / "reports" / "screenshots"
"""Where every run leaves its pictures."""
UPDATE = "HOMEROOM_UPDATE_IMAGES"
"""Environment variable: if it is set, a run writes the pictures of the README and the guides anew."""
_GAP = 24


def keep_readme_picture(badge: Path, portal: Path) -> tuple[int, int]:
    """Put two screenshots of one size side by side as the README shows them.

    Args:
        badge: screenshot of the badge page.
        portal: screenshot of the portal.

    Returns:
        Width and height of the picture in pixels.
    """
    left, right = Image.open(badge), Image.open(portal)
    picture = Image.new("RGB", (left.width + _GAP + right.width, left.height), "white")
    picture.paste(left, (0, 0))
    picture.paste(right, (left.width + _GAP, 0))
    folder = _CLONE / "docs" / "images" if os.environ.get(UPDATE) else REPORTS
    folder.mkdir(parents=True, exist_ok=True)
    picture.resize((picture.width // 2, picture.height // 2)).save(folder / "badge-and-portal.png", optimize=True)
    return picture.size
