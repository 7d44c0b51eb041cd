"""The roster of a district, from wherever its settings say."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from settings import DistrictFolder
from sync.roster import Roster
from sync.sources.oneroster_csv import read_oneroster_csv


def open_source(folder: DistrictFolder, source: str | None = None) -> Roster:
    """Read the roster.

    Args:
        folder: the district.
        source: a folder, zip file or address in place of the one that district.yaml names.

    Raises:
        SourceError: the source cannot be read as a roster.
        SettingsError: a file of the district is wrong.
    """
    path = Path(source) if source else folder.roster_path()
    today = datetime.now(ZoneInfo(folder.district.time_zone)).date()
    return read_oneroster_csv(path, folder.district.roster.columns, today)
