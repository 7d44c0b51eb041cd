"""The dates of a school year, and the academic sessions in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class AcademicSession:
    """A row of academicSessions.csv; `parent` is empty for the school year itself."""

    sourced_id: str
    title: str
    type: str
    start: date
    end: date
    parent: str = ""


@dataclass(frozen=True)
class SchoolYear:
    """A school year, named as OneRoster does by the calendar year in which it ends."""

    ends_in: int

    @property
    def whole(self) -> AcademicSession:
        """The school year, 1 July to 30 June."""
        start = self.ends_in - 1
        title = f"{start}-{self.ends_in % 100:02d}"
        return AcademicSession(
            f"year-{self.ends_in}", title, "schoolYear", date(start, 7, 1), date(self.ends_in, 6, 30)
        )

    @property
    def summer(self) -> AcademicSession:
        """Summer school before the year; over, and without classes, once school has begun."""
        year = self.ends_in - 1
        return self._term("summer", f"Summer {year}", date(year, 7, 1), date(year, 7, 31))

    @property
    def full_year(self) -> AcademicSession:
        """The term of what is taught all year."""
        return self._term("full", "Full year", date(self.ends_in - 1, 8, 12), date(self.ends_in, 5, 28))

    @property
    def fall(self) -> AcademicSession:
        """First semester."""
        year = self.ends_in - 1
        return self._term("fall", f"Fall {year}", date(year, 8, 12), date(year, 12, 18))

    @property
    def spring(self) -> AcademicSession:
        """Second semester."""
        return self._term("spring", f"Spring {self.ends_in}", date(self.ends_in, 1, 5), date(self.ends_in, 5, 28))

    @property
    def sessions(self) -> tuple[AcademicSession, ...]:
        """All sessions, parents first."""
        return (self.whole, self.summer, self.full_year, self.fall, self.spring)

    def _term(self, name: str, title: str, start: date, end: date) -> AcademicSession:
        return AcademicSession(f"{name}-{self.ends_in}", title, "term", start, end, f"year-{self.ends_in}")
