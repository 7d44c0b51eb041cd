"""The registrar's reports, in the folder into which the sync writes them: read, and never written.

Whose a report is, Keycloak says; this only finds the files of a campus, and takes no name of a file from anybody else
but the sync's own index.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from admin_api import Reach
from desk.errors import NoReportError

_INDEX = "index.json"
_TYPES = {".html": "text/html; charset=utf-8", ".csv": "text/csv; charset=utf-8"}


class PastFindings(BaseModel):
    """How many findings there were."""

    model_config = ConfigDict(frozen=True)
    when: datetime
    findings: int


class ReportPage(BaseModel):
    """The report of a campus, or of the district.

    Attributes:
        campus: code of the school; None for the district.
        name: of the school.
        html: names of files by language.
        csv: name of the file for spreadsheets.
        digests: SHA-256 by the name of each file.
        findings: how many there are.
        kept_out: for how many of them somebody is kept out of something.
        before: how many there were, the last time first.
    """

    model_config = ConfigDict(frozen=True)
    campus: str | None
    name: str
    html: Mapping[str, str]
    csv: str
    digests: Mapping[str, str]
    findings: int
    kept_out: int = Field(alias="keptOut")
    before: tuple[PastFindings, ...]

    @property
    def change(self) -> int | None:
        """How many more there are than the last time; None if that is not known."""
        return self.findings - self.before[0].findings if self.before else None

    def html_in(self, language: str) -> str:
        """The file in a language, or in the first that there is."""
        return self.html.get(language) or next(iter(self.html.values()))


class ReportIndex(BaseModel):
    """What the sync has written.

    Attributes:
        made: when.
        rejected: whether the whole set cannot be used.
        policy: content security policy of the pages.
        pages: the district's first.
    """

    model_config = ConfigDict(frozen=True)
    made: datetime
    rejected: bool
    policy: str
    pages: tuple[ReportPage, ...]

    def of(self, reach: Reach) -> tuple[ReportPage, ...]:
        """The pages for somebody who reads the reports of some campuses, or of all and the district's."""
        return tuple(page for page in self.pages if reach.everywhere or page.campus in reach.campuses)


@dataclass(frozen=True)
class ReportFile:
    """A file of a report.

    Attributes:
        content: as the sync wrote it.
        media_type: of it.
        policy: content security policy with which a browser may show it.
    """

    content: bytes
    media_type: str
    policy: str


@dataclass(frozen=True)
class ReportFolder:
    """The folder.

    Attributes:
        path: where.
    """

    path: Path

    def index(self) -> ReportIndex | None:
        """What there is; None if no report was written yet, or it cannot be read."""
        try:
            return ReportIndex.model_validate_json((self.path / _INDEX).read_bytes())
        except (OSError, ValidationError):
            return None

    def file(self, name: str, reach: Reach) -> ReportFile:
        """A file of one of the pages that somebody may read.

        Raises:
            NoReportError: it is none of theirs, or the sync is just writing another report.
        """
        index = self.index()
        digest = dict(_files(index.of(reach))).get(name) if index else None
        media_type = _TYPES.get(Path(name).suffix)
        if index is None or digest is None or media_type is None:
            raise NoReportError("no such report among those of the person")
        try:
            content = (self.path / name).read_bytes()
        except OSError:
            raise NoReportError("the file of the report cannot be read") from None
        if hashlib.sha256(content).hexdigest() != digest:
            raise NoReportError("the file is of another report than the index")
        return ReportFile(content, media_type, index.policy)


def _files(pages: tuple[ReportPage, ...]) -> Iterator[tuple[str, str]]:
    return ((name, digest) for page in pages for name, digest in page.digests.items() if Path(name).name == name)
