"""script/bootstrap on machines where it may not install anything."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from homeroom.demo.places import CLONE

PLAIN_TOOLS = ("bash", "cat", "dirname", "env", "find", "grep", "head", "id", "readlink")


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A clone on a machine that has next to nothing; its programs are in `bin`."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in PLAIN_TOOLS:
        found = shutil.which(name)
        assert found
        (programs / name).symlink_to(found)
    (tmp_path / "script").mkdir()
    shutil.copy(CLONE / "script" / "bootstrap", tmp_path / "script")
    return tmp_path


def install(machine: Path, name: str, script: str) -> None:
    program = machine / "bin" / name
    program.unlink(missing_ok=True)
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


def bootstrap(machine: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [machine / "bin" / "bash", machine / "script" / "bootstrap", *arguments],
        env={"PATH": str(machine / "bin"), "HOME": str(machine)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def test_where_there_is_no_apt_everything_is_named_with_what_it_is_for(machine: Path) -> None:
    ended = bootstrap(machine)
    assert ended.returncode == 1
    for what in ("Python 3.11", "a JDK, 17", "Maven", "Node.js 18", "Fedora: java-21-openjdk-devel", "Homebrew: node"):
        assert what in ended.stderr
    assert not (machine / ".venv").exists()


def test_without_root_and_sudo_the_call_for_an_administrator_is_printed(machine: Path) -> None:
    install(machine, "apt-get", "echo called; exit 1")
    install(machine, "id", "echo 1000")
    ended = bootstrap(machine)
    assert ended.returncode == 1
    assert "apt-get install --no-install-recommends" in ended.stderr
    assert "openjdk-17-jdk-headless maven nodejs npm" in ended.stderr
    assert "called" not in ended.stdout


def test_a_sudo_that_asks_nobody_can_answer_is_not_waited_for(machine: Path) -> None:
    install(machine, "apt-get", "echo called")
    install(machine, "id", "echo 1000")
    install(machine, "sudo", "exit 1")
    assert "As root, call" in bootstrap(machine).stderr


def test_what_only_tests_need_is_not_asked_for_unless_tests_are_wanted(machine: Path) -> None:
    assert "zbar" not in bootstrap(machine).stderr
    assert "zbar" in bootstrap(machine, "--tests").stderr


def test_whoever_runs_playbooks_needs_ssh_and_no_browser(machine: Path) -> None:
    said = bootstrap(machine, "--playbooks").stderr
    assert "openssh-client" in said
    assert "chromium" not in said


def test_fonts_of_the_sheets_that_are_missing_are_named_with_their_packages(machine: Path) -> None:
    install(machine, "find", "exit 0")
    said = bootstrap(machine).stderr
    assert "Debian: fonts-noto-core " in said
    assert "Debian: fonts-wqy-microhei " in said


def test_an_option_that_does_not_exist_is_wrong_usage(machine: Path) -> None:
    ended = bootstrap(machine, "--test")
    assert ended.returncode == 2
    assert "Usage: script/bootstrap" in ended.stderr
