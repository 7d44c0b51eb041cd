"""The command line: quick help, and every error as a message and an exit code."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import ClassVar

import click
import pytest
from click.testing import CliRunner

from admin_api import RefusedError
from homeroom.cli import SUBCOMMANDS, main
from homeroom.errors import report
from settings import SettingsError
from settings.command import CommandError
from settings.exit_code import ExitCode


class GuardError(CommandError):
    exit_code: ClassVar[ExitCode] = ExitCode.REFUSED


def test_help_names_every_subcommand_and_imports_none() -> None:
    code = "import sys; from homeroom.cli import main, SUBCOMMANDS; main(['--help'], standalone_mode=False);" + (
        "print('imported', [s.module for s in SUBCOMMANDS.values() if s.module in sys.modules])"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "imported []" in printed
    for name, subcommand in SUBCOMMANDS.items():
        assert name in printed
        assert subcommand.summary in printed


@pytest.mark.parametrize("name", SUBCOMMANDS)
def test_a_subcommand_that_help_names_can_be_called(name: str) -> None:
    assert CliRunner().invoke(main, [name, "--help"]).exit_code == ExitCode.DONE


@pytest.mark.parametrize("arguments", [("no-such-command",), ("demo", "--no-such-option"), ("demo", "--people", "3")])
def test_wrong_usage_ends_with_2_and_names_what_is_wrong(arguments: tuple[str, ...]) -> None:
    ended = CliRunner().invoke(main, arguments)
    assert ended.exit_code == ExitCode.USAGE
    assert arguments[-1] in ended.stderr
    assert ended.stdout == ""


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (GuardError("that is too much"), ExitCode.REFUSED, "that is too much"),
        (
            SettingsError("no such key", Path("district.yaml"), 3, "badges"),
            ExitCode.REJECTED,
            "district.yaml:3: badges",
        ),
        (RefusedError("wrong secret", 401), ExitCode.FAILED, "wrong secret"),
        (click.ClickException("cannot open it"), ExitCode.FAILED, "cannot open it"),
        (click.Abort(), ExitCode.FAILED, "interrupted"),
    ],
)
def test_an_error_becomes_its_message_and_its_exit_code(
    error: Exception, code: ExitCode, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report(error) == code
    assert words in capsys.readouterr().err


def test_a_fault_of_ours_shows_no_traceback_and_says_where_it_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert report(IndexError("list index out of range")) == ExitCode.FAILED
    said = capsys.readouterr().err
    log = tmp_path / "homeroom" / "last-fault.log"
    assert "Traceback" not in said
    assert str(log) in said
    assert "IndexError" in log.read_text()


def test_an_exit_code_that_a_command_asks_for_reaches_the_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    @click.command()
    @click.pass_context
    def pending(context: click.Context) -> None:
        context.exit(ExitCode.PENDING)

    monkeypatch.setattr(main, "get_command", lambda _context, _name: pending)
    with pytest.raises(SystemExit) as ended:
        main(["pending"])
    assert ended.value.code == ExitCode.PENDING
