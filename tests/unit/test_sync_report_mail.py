"""The report by e-mail: whom it goes to, what is in it, and what happens when it cannot be sent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from click.testing import CliRunner
from structlog.testing import capture_logs

from homeroom.cli import main
from settings import District, DistrictFolder
from sync.examine import Verdict
from sync.reports import mailing
from sync.reports.delivery import deliver, wished_report
from sync.reports.language import load
from sync.reports.mailing import mail_report
from sync.reports.report import Report, report_of
from sync.roster import Roster
from tests.support.mailbox import Mailbox, running_mailbox
from tests.support.roster_checks import examined_roster, put
from tests.support.roster_set import small_tables, write_set

NOW = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
LANGUAGES = load(["en", "es"])


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with running_mailbox() as taken:
        yield taken


def settings_of(port: int, **reports: object) -> dict[str, object]:
    return {
        "name": "Test Schools",
        "realm": "test",
        "help_contact": "us",
        "mail": {"host": "127.0.0.1", "port": port, "security": "none", "sender": "sync@example.org"},
        "reports": reports,
    }


def report(folder: Path, port: int, **reports: object) -> Report:
    roster, verdict = examined_roster(folder, put("users", 1, givenName="Ana", email="office@"))
    return report_of(District.model_validate(settings_of(port, **reports)), roster, verdict, NOW)


def sent(made: Report) -> list[str]:
    assert made.district.mail is not None
    return mail_report(made, made.district.mail, LANGUAGES)


def text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_district_and_campus_get_their_own_pages_with_the_counts_in_the_text(tmp_path: Path, mailbox: Mailbox) -> None:
    by_campus = {"S01": ["one@example.org"], "s2": ["two@example.org"]}
    made = report(tmp_path, mailbox.port, mail_to=["all@example.org"], campus_mail_to=by_campus)

    assert sent(made) == []
    whole, one, two = (mailbox.mails[f"{name}@example.org"] for name in ("all", "one", "two"))
    assert whole["Subject"] == "Test Schools: roster report of The whole district, 1 finding"
    assert "1  An e-mail address cannot be one" in text(one)
    assert "Nothing was found." in text(two)
    assert [part.get_filename() for part in one.iter_attachments()] == ["campus-S01.html", "campus-S01.es.html"]
    assert "Ana" in next(part.get_content() for part in whole.iter_attachments())
    assert "Ana" not in text(whole)
    assert "Ana" not in "".join(part.get_content() for part in two.iter_attachments())


def test_a_mail_that_is_refused_keeps_no_other_back_and_is_told(tmp_path: Path, mailbox: Mailbox) -> None:
    made = report(tmp_path, mailbox.port, mail_to=["refused@example.org"], campus_mail_to={"S01": ["one@example.org"]})

    (problem,) = sent(made)

    assert problem.startswith("the report of The whole district was not sent: ")
    assert list(mailbox.mails) == ["one@example.org"]


def test_a_campus_that_is_not_in_the_roster_is_told(tmp_path: Path, mailbox: Mailbox) -> None:
    made = report(tmp_path, mailbox.port, campus_mail_to={"S9": ["nine@example.org"]})

    (problem,) = sent(made)

    assert "names the school S9, which is not in the roster" in problem


def test_a_report_that_is_too_large_is_told_in_place_of_attached(
    tmp_path: Path, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailing, "_LARGEST", 1000)

    assert sent(report(tmp_path, mailbox.port, mail_to=["all@example.org"])) == []
    assert list(mailbox.mails["all@example.org"].iter_attachments()) == []
    assert "in the file district.html" in text(mailbox.mails["all@example.org"])


def test_a_server_that_does_not_answer_changes_nothing_but_what_is_told(tmp_path: Path) -> None:
    write_set(tmp_path / "roster", small_tables())
    settings = settings_of(9, mail_to=["all@example.org"])  # the discard port: nobody listens
    (tmp_path / "district.yaml").write_text(json.dumps(settings), encoding="utf-8")

    result = CliRunner().invoke(main, ["sync", "check", "--district", str(tmp_path), "--mail"])

    assert result.exit_code == 0
    assert (
        "homeroom: the report of The whole district was not sent: 127.0.0.1:9 did not take an e-mail" in result.stderr
    )


def test_a_run_mails_what_is_new_and_not_again_what_is_known(tmp_path: Path, mailbox: Mailbox) -> None:
    folder = district_folder(tmp_path, mailbox, mail_every_hours=0)

    deliver_of(folder, *examined_roster(tmp_path / "one", put("users", 1, email="office@")))
    assert mailbox.mails.popitem()[1]["Subject"].endswith("1 finding")
    deliver_of(folder, *examined_roster(tmp_path / "two", put("users", 1, email="office@@")))
    assert not mailbox.mails
    deliver_of(folder, *examined_roster(tmp_path / "three", put("users", 2, email="office@")))
    assert mailbox.mails.popitem()[1]["Subject"].endswith("1 finding")
    assert (tmp_path / "reports" / "campus-S01.html").is_file()


def test_a_run_mails_no_more_often_than_the_district_wants(tmp_path: Path, mailbox: Mailbox) -> None:
    folder = district_folder(tmp_path, mailbox, mail_every_hours=20)

    deliver_of(folder, *examined_roster(tmp_path / "one", put("users", 1, email="office@")))
    mailbox.mails.clear()
    deliver_of(folder, *examined_roster(tmp_path / "two"))

    assert not mailbox.mails
    assert "Nothing was found" in (tmp_path / "reports" / "district.html").read_text(encoding="utf-8")


def test_a_report_that_cannot_be_written_fails_no_run(tmp_path: Path, mailbox: Mailbox) -> None:
    folder = district_folder(tmp_path, mailbox)
    (tmp_path / "reports").write_text("a file")

    with capture_logs() as logs:
        deliver_of(folder, *examined_roster(tmp_path / "set"))

    assert [log["event"] for log in logs] == ["the registrar's report could not be made"]
    assert not mailbox.mails


def deliver_of(folder: DistrictFolder, roster: Roster, verdict: Verdict) -> None:
    report = wished_report(folder, roster, verdict)
    assert report
    deliver(folder, report)


def district_folder(path: Path, mailbox: Mailbox, **reports: object) -> DistrictFolder:
    settings = settings_of(mailbox.port, folder="reports", mail_to=["all@example.org"], **reports)
    (path / "district.yaml").write_text(json.dumps(settings), encoding="utf-8")
    return DistrictFolder.at(path)
