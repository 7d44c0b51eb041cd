"""The report for spreadsheets and for programs: CSV and JSON."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from sync.check import Check
from sync.reports.language import Language
from sync.reports.lines import said
from sync.reports.report import Page, Report, effect

# What a spreadsheet would run, or would take for the start of a cell of its own (OWASP: CSV injection).
_RUN_BY_SPREADSHEETS = r"^(\s*[=+\-@\x{FF1D}\x{FF0B}\x{FF0D}\x{FF20}]|[\t\r\n])"
_COLUMNS = {
    "problem": "column.problem",
    "severity": "column.severity",
    "name": "column.name",
    "number": "column.number",
    "schools": "column.school",
    "what": "column.what",
    "file": "column.file",
    "fileRow": "column.row",
    "column": "column.column",
    "sourcedId": "column.id",
    "remedy": "column.remedy",
    "check": "column.check",
}


def csv_bytes(report: Report, page: Page, language: Language) -> bytes:
    """All lines of a page as CSV, in UTF-8 with the mark by which spreadsheets know it; no cell is a formula."""
    checks = [report.checks[name] for name in page.trend.now]
    advice = pl.DataFrame(
        [_advice(check, language) for check in checks],
        schema={"check": pl.String, "problem": pl.String, "severity": pl.String, "remedy": pl.String},
        orient="row",
    )
    table = said(page.lines, language.phrases).join(advice, on="check", how="left", maintain_order="left")
    safe = (
        pl.when(pl.col(pl.String).str.contains(_RUN_BY_SPREADSHEETS))
        .then("'" + pl.col(pl.String))
        .otherwise(pl.col(pl.String))
    )
    named = table.select(_COLUMNS.keys()).with_columns(safe.name.keep())
    named = named.rename({name: language.say(key) for name, key in _COLUMNS.items()})
    content = io.BytesIO()
    named.write_csv(content, include_bom=True, quote_style="non_numeric", line_terminator="\r\n")
    return content.getvalue()


def json_bytes(report: Report) -> bytes:
    """The report for programs: counts, and every finding by ids, without names."""
    whole = report.whole
    counts = {
        "district": report.district.name,
        "made": report.made.isoformat(timespec="seconds"),
        "system": report.system,
        "rejected": report.rejected,
        "records": dict(whole.records),
        "findings": dict(whole.trend.now),
        "campuses": [
            {
                "code": page.campus.code,
                "name": page.campus.name,
                "records": dict(page.records),
                "findings": dict(page.trend.now),
            }
            for page in report.campuses
            if page.campus
        ],
        "before": [
            {"when": moment.isoformat(timespec="seconds"), "findings": dict(findings)}
            for moment, findings in whole.trend.past
        ],
    }
    checks = [_check_json(report.checks[name], whole.lines) for name in whole.trend.now]
    return _with_list(counts, "checks", checks).encode() + b"\n"


def _advice(check: Check, language: Language) -> tuple[str, str, str, str]:
    advice = language.advice(check)
    return check.name, advice.title, language.say(f"effect.{effect(check)}"), advice.remedy


def _check_json(check: Check, lines: pl.DataFrame) -> str:
    found = said(lines.filter(pl.col("check") == check.name), {})
    each = pl.struct("file", pl.col("fileRow").alias("row"), "sourcedId", "column", "schools", "what")
    about = {
        "name": check.name,
        "severity": check.severity.value,
        "keepsOut": check.keeps_out,
        "title": check.title,
    }
    return _with_list(about, "findings", found.select(each.struct.json_encode()).to_series().to_list())


def _with_list(fields: Mapping[str, Any], name: str, items: Sequence[str]) -> str:
    """An object with one more field, a list of texts that are JSON: a million findings as objects would not fit."""
    start = json.dumps(fields, ensure_ascii=False)[:-1]
    listed = ",\n".join(items)
    return f'{start}, "{name}": [\n{listed}\n]}}'
