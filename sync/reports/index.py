"""What there is in the folder of a report, and how the findings have changed; for the desk, which shows it to people.

It is written last. Each file is named with its digest, so that whoever shows one shows that of this report: the files
of a school can be another school's in the next report.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from sync.reports.language import Language
from sync.reports.pages import file_name, kept_out, policy
from sync.reports.report import Page, Report

INDEX = "index.json"


def index_bytes(report: Report, languages: tuple[Language, ...], digests: Mapping[str, str]) -> bytes:
    """The index as JSON: files and numbers, nobody's name or id.

    Args:
        report: what was written.
        languages: those of its pages.
        digests: SHA-256 by the name of each file.
    """
    document = {
        "district": report.district.name,
        "made": report.made.isoformat(timespec="seconds"),
        "system": report.system,
        "rejected": report.rejected,
        "policy": policy(),
        "pages": [_page(report, page, languages, digests) for page in report.pages],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def _page(report: Report, page: Page, languages: tuple[Language, ...], digests: Mapping[str, str]) -> dict[str, object]:
    files = {language.code: file_name(page, language, languages) for language in languages}
    table = f"{page.slug}.csv"
    return {
        "campus": page.campus.code if page.campus else None,
        "name": page.campus.name if page.campus else "",
        "html": files,
        "csv": table,
        "digests": {name: digests[name] for name in (*files.values(), table)},
        "findings": page.trend.total,
        "keptOut": kept_out(report, page),
        "before": [
            {"when": moment.isoformat(timespec="seconds"), "findings": sum(findings.values())}
            for moment, findings in page.trend.past
        ],
    }
