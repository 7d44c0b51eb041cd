"""What was found before, for whoever compares."""

from __future__ import annotations

from collections.abc import Mapping

from settings import DistrictFolder, SettingsError
from sync.records import RunFiles, RunRecord

_LATEST = 12


def past_runs(folder: DistrictFolder) -> list[RunRecord]:
    """The last runs from this machine that came to an end, the newest first; none where the folder is not known."""
    files = _run_files(folder)
    latest = files.latest(_LATEST) if files else []
    return [run for run in latest if run.command == "run" and run.outcome != "interrupted"]


def known_records(folder: DistrictFolder) -> Mapping[str, int]:
    """How many records each table had the last time that a run went well; empty if that is not known."""
    files = _run_files(folder)
    good = files.last_good() if files else None
    return good.source.get("records", {}) if good else {}


def _run_files(folder: DistrictFolder) -> RunFiles | None:
    """Where records are; None where it is not known where the district runs."""
    try:
        return RunFiles(folder.state_path())
    except SettingsError:
        return None
