"""The report as HTML: a file that needs no other, for a screen, a screen reader and paper."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sync.check import Check
from sync.reports.language import Language
from sync.reports.lines import said
from sync.reports.report import EFFECTS, Page, Report, effect

SHOWN = 2_000
"""Lines of a check that a page has; a wrong export has as many as rows, and no browser shows a million."""
_FOLDER = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Section:
    """What one check found, for a page.

    Attributes:
        check: which.
        count: how many findings there are.
        lines: the first of them; `name`, `number`, `schools`, `file`, `fileRow` and `what` each.
    """

    check: Check
    count: int
    lines: Sequence[Mapping[str, object]]


def file_name(page: Page, language: Language, languages: tuple[Language, ...]) -> str:
    """What the file of a page is called: `district.html`, and `district.es.html` in a further language."""
    return f"{page.slug}.html" if language == languages[0] else f"{page.slug}.{language.code}.html"


def html(report: Report, page: Page, language: Language, languages: tuple[Language, ...]) -> str:
    """A page in one language.

    Args:
        report: the whole report.
        page: one of its pages.
        language: that of the text.
        languages: all of the district's, for links to the others.
    """
    style, script = _asset("report.css"), _asset("report.js")
    sections = list(_sections(report, page, language))
    text = (
        _environment()
        .get_template("report.html")
        .render(
            report=report,
            page=page,
            groups=[(name, [one for one in sections if effect(one.check) == name]) for name in EFFECTS],
            sections=sections,
            mended=[
                language.advice(report.checks[name]).title for name in page.trend.mended() if name in report.checks
            ],
            kept_out=kept_out(report, page),
            language=language,
            say=language.say,
            count=language.count,
            when=lambda moment: _when(report, moment, language),
            others=[(one, file_name(page, one, languages)) for one in languages if one != language],
            campus_pages=[(one, file_name(one, language, languages), kept_out(report, one)) for one in report.campuses],
            csv=f"{page.slug}.csv",
            shown=SHOWN,
            style=style,
            script=script,
            policy=policy(),
        )
    )
    return _without_indents(text)


def policy() -> str:
    """The content security policy of the pages: their own style and script, and nothing else."""
    style, script = _hash(_asset("report.css")), _hash(_asset("report.js"))
    return f"default-src 'none'; style-src {style}; script-src {script}"


def kept_out(report: Report, page: Page) -> int:
    """Findings of a page for which somebody is kept out of something."""
    return sum(count for check, count in page.trend.now.items() if effect(report.checks[check]) != "warn")


def _sections(report: Report, page: Page, language: Language) -> Iterator[Section]:
    for check, count in page.trend.now.items():
        first = page.lines.filter(page.lines["check"] == check).head(SHOWN)
        yield Section(report.checks[check], count, said(first, language.phrases).to_dicts())


def _when(report: Report, moment: datetime, language: Language) -> str:
    local = moment.astimezone(report.made.tzinfo)
    return f"{language.day(local.date())}, {local:%H:%M}"


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _asset(name: str) -> str:
    return _without_indents((_FOLDER / name).read_text(encoding="utf-8"))


def _without_indents(text: str) -> str:
    """The text without white space before lines: of a long report it is half of the file."""
    return re.sub(r"\n\s+", "\n", text)


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
