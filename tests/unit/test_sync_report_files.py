"""A report as files: whole or not at all, in every language, and where nothing leads out of the folder."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from homeroom.cli import main
from settings import District
from sync.records import Outcome, RunFiles, RunRecord
from sync.reports.files import ReportError, write_report
from sync.reports.language import load
from sync.reports.report import Report, report_of
from tests.support.roster_checks import Change, examined_roster, put
from tests.support.roster_set import small_tables, write_set

DISTRICT = District(name="Test <Schools>", realm="test", help_contact="us")
NOW = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
BOTH = load(["en", "es"])
ENGLISH = BOTH[0]
ROOT = Path(__file__).parents[2]


def report(folder: Path, *changes: Change) -> Report:
    roster, verdict = examined_roster(folder, *changes)
    return report_of(DISTRICT, roster, verdict, NOW)


def test_a_report_speaks_the_languages_of_the_district(tmp_path: Path) -> None:
    made = report(tmp_path / "set", put("users", 2, username="PUPIL", orgSourcedIds="s2"))
    files = write_report(made, tmp_path / "report", BOTH)
    spanish = (tmp_path / "report" / "campus-S01.es.html").read_text(encoding="utf-8")

    assert files[0] == tmp_path / "report" / "district.html"
    assert sorted(file.name for file in files if file.suffix == ".html") == [
        *("campus-S01.es.html", "campus-S01.html", "campus-s2.es.html", "campus-s2.html"),
        *("district.es.html", "district.html"),
    ]
    assert '<html lang="es">' in spanish
    assert "Dos personas tienen el mismo nombre de usuario" in spanish
    assert "pupil es también de alguien de otra escuela" in spanish
    assert 'href="campus-S01.html"' in spanish
    assert load(["fr"])[0].code == "en"


@pytest.mark.parametrize("code", ["../../etc", "a/b", "", "x" * 70, "CON\x07"])
def test_a_hostile_school_code_leads_to_no_other_folder(tmp_path: Path, code: str) -> None:
    made = report(tmp_path / "set", put("orgs", 1, identifier=code))
    files = write_report(made, tmp_path / "report", (ENGLISH,))

    assert {file.parent for file in files} == {tmp_path / "report"}
    assert len(set(files)) == len(files) == 3 * 2 + 2


def test_a_report_can_be_read_by_whoever_made_it_and_nobody_else(tmp_path: Path) -> None:
    files = write_report(report(tmp_path / "set"), tmp_path / "report", (ENGLISH,))

    assert {file.stat().st_mode & 0o077 for file in files} == {0}


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "report").write_text("a file")

    with pytest.raises(ReportError, match=r"the report cannot be written here: .*; look at the folder"):
        write_report(report(tmp_path / "set"), tmp_path / "report", (ENGLISH,))


def test_a_full_disk_is_told_and_leaves_the_report_before(tmp_path: Path) -> None:
    made = report(tmp_path / "set")
    write_report(made, tmp_path / "report", (ENGLISH,))
    before = {path: path.read_bytes() for path in (tmp_path / "report").iterdir()}

    ran = full_disk(tmp_path)

    assert ran.returncode == 1
    assert "the report cannot be written here: File too large; make room on the disk" in ran.stderr
    assert {path: path.read_bytes() for path in (tmp_path / "report").iterdir()} == before


def full_disk(folder: Path) -> subprocess.CompletedProcess[str]:
    """Write the report anew by a process that may write no file of more than a kilobyte."""
    write_set(folder / "roster", small_tables())
    (folder / "district.yaml").write_text("{name: Test Schools, realm: test, help_contact: us}", encoding="utf-8")
    command = [sys.executable, "-B", "-m", "homeroom", "sync", "check", "--district", str(folder), "--report", "report"]
    return subprocess.run(
        command,
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": "", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024)),
    )


@pytest.fixture
def check(tmp_path: Path) -> Callable[..., Result]:
    (tmp_path / "district.yaml").write_text("{name: Test Schools, realm: test, help_contact: us}", encoding="utf-8")

    def run(*options: str) -> Result:
        tables = small_tables()
        tables["users"][1]["role"] = "Pupil"
        write_set(tmp_path / "roster", tables)
        return CliRunner().invoke(main, ["sync", "check", "--district", str(tmp_path), *options])

    return run


def test_the_command_writes_a_report_and_ends_as_without_one(check: Callable[..., Result], tmp_path: Path) -> None:
    result = check("--report", str(tmp_path / "report"))

    assert result.exit_code == 3
    assert f"The report is in {tmp_path / 'report' / 'district.html'} and 10 files beside it." in result.stderr
    assert "A role does not exist" in (tmp_path / "report" / "district.html").read_text(encoding="utf-8")


def test_mail_that_nobody_set_up_is_wrong_usage(check: Callable[..., Result]) -> None:
    result = check("--mail")

    assert result.exit_code == 2
    assert "--mail needs `mail`" in result.stderr


def test_the_last_good_run_is_what_a_check_compares_with(check: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "deployment.yaml").write_text(
        "{keycloak: {url: 'http://localhost', client_secret: x}, desk: {url: 'http://localhost', client_secret: x,"
        " session_secret: x}, state: state}",
        encoding="utf-8",
    )
    earlier = datetime(2026, 11, 23, 5, tzinfo=UTC)
    runs = RunFiles(tmp_path / "state")
    runs.keep(run_of(earlier, "done", {"users": 40}, {"unknown_role": 3}), 9999)
    runs.keep(run_of(earlier.replace(hour=9), "refused", {"users": 1}, {"unknown_role": 9}), 9999)

    result = check("--report", str(tmp_path / "report"))

    assert "users.csv, row 1: 5 records, and 40 before" in result.stdout
    assert "unknown_role" in (tmp_path / "report" / "district.json").read_text(encoding="utf-8")
    assert "7 fewer than on November 23, 2026." in " ".join(
        (tmp_path / "report" / "district.html").read_text(encoding="utf-8").split()
    )


def run_of(when: datetime, outcome: Outcome, records: dict[str, int], findings: dict[str, int]) -> RunRecord:
    name = f"{when:%Y%m%dT%H%M%SZ}-00000000"
    return RunRecord(name, when, when, 1.0, "here", "command", outcome, source={"records": records}, findings=findings)
