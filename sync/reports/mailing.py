"""Sends the pages of a report to the people who mend what they tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from settings import District
from settings.mail import MailServer
from sync.mail import MailError, send_mail
from sync.reports.language import Language
from sync.reports.pages import file_name, html
from sync.reports.report import Page, Report

_LARGEST = 8 * 2**20
"""Bytes of attachments; many servers refuse mails of 10 MB, and attachments grow by a third on the way."""


def mail_report(report: Report, server: MailServer, languages: tuple[Language, ...]) -> list[str]:
    """Send each page to whom `reports` in district.yaml names for it.

    A mail that fails keeps none of the others back.

    Returns:
        what went wrong, a sentence each; empty if all was sent.
    """
    problems = list(_unknown_campuses(report))
    for page, to in _recipients(report):
        try:
            _send(report, page, server, to, languages)
        except MailError as failure:
            problems.append(f"the report of {_place(page, languages[0])} was not sent: {failure}")
    return problems


def is_mailed(district: District) -> bool:
    """Whether there is a server and anybody to send a report to."""
    reports = district.reports
    return district.mail is not None and bool(reports.mail_to or any(reports.campus_mail_to.values()))


def _recipients(report: Report) -> Iterator[tuple[Page, Sequence[str]]]:
    settings = report.district.reports
    if settings.mail_to:
        yield report.whole, settings.mail_to
    for page in report.campuses:
        if page.campus and (to := settings.campus_mail_to.get(page.campus.code)):
            yield page, to


def _unknown_campuses(report: Report) -> Iterator[str]:
    known = {page.campus.code for page in report.campuses if page.campus}
    for code in report.district.reports.campus_mail_to:
        if code not in known:
            yield f"reports.campus_mail_to in district.yaml names the school {code}, which is not in the roster"


def _send(report: Report, page: Page, server: MailServer, to: Sequence[str], languages: tuple[Language, ...]) -> None:
    language = languages[0]
    files = {
        file_name(page, one, languages): ("text/html", html(report, page, one, languages).encode()) for one in languages
    }
    fits = sum(len(content) for _, content in files.values()) <= _LARGEST
    closing = language.say("mail.attached") if fits else language.say("mail.too_large", file=f"{page.slug}.html")
    total = page.trend.total
    findings = language.count("mail.findings", total) if total else language.say("mail.findings.none")
    place = _place(page, language)
    subject = language.say("mail.subject", district=report.district.name, place=place, findings=findings)
    text = "\n".join([*_counts(report, page, language), "", closing, ""])
    send_mail(server, to, subject, text, files if fits else None)


def _counts(report: Report, page: Page, language: Language) -> Iterator[str]:
    """The text of a mail: what is found by whom mails pass through are counts, and nobody's name."""
    if report.rejected:
        yield from (language.say("verdict.rejected"), "")
    if not page.trend.total:
        yield language.say("mail.nothing")
        return
    yield language.say("mail.counts")
    for check, number in page.trend.now.items():
        yield f"  {number:>7,}  {language.advice(report.checks[check]).title}"


def _place(page: Page, language: Language) -> str:
    if page.campus is None:
        return language.say("of_district")
    return language.say("of_campus", name=page.campus.name, code=page.campus.code)
