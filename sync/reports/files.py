"""The files of a report in a folder."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from settings.whole_file import write_whole
from sync.errors import SyncError
from sync.reports.index import INDEX, index_bytes
from sync.reports.language import Language
from sync.reports.pages import file_name, html
from sync.reports.report import Report
from sync.reports.tables import csv_bytes, json_bytes

_OWNER_READS, _GROUP_READS = 0o600, 0o640


class ReportError(SyncError):
    """The registrar's report could not be written."""


def write_report(report: Report, folder: Path, languages: tuple[Language, ...]) -> list[Path]:
    """Write a report, each file in one step: whoever reads one meanwhile sees the one before.

    Args:
        report: what is written.
        folder: made if it is not there; files of an earlier report are replaced.
        languages: a page of each in HTML; the tables are in the first.

    Returns:
        the files, the district's page first.

    Raises:
        ReportError: the folder cannot be written; files that were not written yet are as they were.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o750)
    except OSError as failure:
        raise ReportError(_reason(folder, failure)) from None
    mode = _GROUP_READS if report.district.reports.group_reads else _OWNER_READS
    digests: dict[str, str] = {}
    for name, content in _contents(report, languages):
        _write(folder / name, content, mode)
        digests[name] = hashlib.sha256(content).hexdigest()
    _write(folder / INDEX, index_bytes(report, languages, digests), mode)
    return [folder / name for name in (*digests, INDEX)]


def _write(path: Path, content: bytes, mode: int) -> None:
    try:
        write_whole(path, content, mode)
    except OSError as failure:
        raise ReportError(_reason(path, failure)) from None


def _contents(report: Report, languages: tuple[Language, ...]) -> Iterator[tuple[str, bytes]]:
    for page in report.pages:
        for language in languages:
            yield file_name(page, language, languages), html(report, page, language, languages).encode()
        yield f"{page.slug}.csv", csv_bytes(report, page, languages[0])
    yield "district.json", json_bytes(report)


def _reason(path: Path, failure: OSError) -> str:
    why = failure.strerror or str(failure)
    full = failure.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
    todo = "make room on the disk" if full else "look at the folder"
    return f"{os.fspath(path)}: the report cannot be written here: {why}; {todo}, and run the command again"
