"""How a district's sheets look, by its settings."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from badge_tool.layouts import Look
from badge_tool.pictures import Picture, read_logo
from badge_tool.words import Words, words_in
from settings import District, DistrictFolder


def look_of(district: District, words: Words | None = None, logo: Picture | None = None) -> Look:
    """Name, colours and privacy of a district's sheets.

    Args:
        district: its settings.
        words: language of the sheets; None for the district's first.
        logo: printed beside its name.
    """
    return Look(
        district.name,
        district.branding.color,
        words or words_in(district.languages[0]),
        accent=district.branding.accent,
        logo=logo,
        full_names=district.badges.privacy == "full",
    )


def logo_of(folder: DistrictFolder, file: Path | None = None) -> Picture | None:
    """The logo in a file, or else in `logo.png` of the folder, which need not be there. Raises PictureError."""
    chosen = file or folder.path / "logo.png"
    return read_logo(chosen) if file or chosen.is_file() else None


def today(district: District) -> date:
    """The date that a sheet printed now names."""
    return datetime.now(ZoneInfo(district.time_zone)).date()
