"""What the demo fetches and builds: checked, kept, and built anew only when something changed."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeroom.demo import distribution
from homeroom.demo.distribution import PinnedKeycloak, pinned_keycloak, unpacked
from homeroom.demo.errors import DemoError
from homeroom.demo.fingerprint import fingerprint, sha256_of
from homeroom.demo.keycloak_build import link_or_copy
from homeroom.demo.keycloak_server import start_failure
from homeroom.demo.progress import Progress
from homeroom.demo.tool import run_tool

NAMES = st.text(alphabet="abc", min_size=1, max_size=3)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "archive.zip"
    with zipfile.ZipFile(path, "w") as content:
        content.writestr("keycloak-1.0/bin/kc.sh", "#!/bin/sh\n")
        content.writestr("keycloak-1.0/version.txt", "1.0")
    return path


@pytest.fixture
def repository(archive: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A Maven that puts the archive where it is told; what it was called with."""
    calls: list[str] = []

    def maven(command: list[str], **_: object) -> None:
        calls.append(str(command[0]))
        target = next(part.removeprefix("-DoutputDirectory=") for part in command if "outputDirectory" in part)
        (Path(target) / "keycloak-dist-1.0.zip").write_bytes(archive.read_bytes())

    monkeypatch.setattr(distribution, "run_tool", maven)
    return calls


def pin(archive: Path) -> PinnedKeycloak:
    return PinnedKeycloak(version="1.0", artifact="org.example:keycloak-dist:1.0:zip", sha256=sha256_of(archive))


def test_keycloak_is_fetched_once_and_its_scripts_can_be_run(
    archive: Path, repository: list[str], tmp_path: Path
) -> None:
    for _ in range(2):
        home = unpacked(pin(archive), tmp_path / "cache", 0, Progress())
    assert (home / "version.txt").read_text() == "1.0"
    assert (home / "bin" / "kc.sh").stat().st_mode & 0o111
    assert repository == ["mvn"]


def test_a_download_that_is_not_what_was_pinned_is_refused_and_not_kept(
    archive: Path, repository: list[str], tmp_path: Path
) -> None:
    other = pin(archive).model_copy(update={"sha256": "0" * 64})
    with pytest.raises(DemoError, match=r"contracts/versions\.json says 0000"):
        unpacked(other, tmp_path / "cache", 0, Progress())
    assert not list((tmp_path / "cache").glob("distributions/keycloak-*"))


def test_what_a_killed_run_left_behind_is_in_nobodys_way(archive: Path, repository: list[str], tmp_path: Path) -> None:
    wanted = pin(archive)
    partial = tmp_path / "cache" / "distributions" / f".partial-keycloak-1.0-{wanted.sha256[:8]}"
    (partial / "keycloak-1.0").mkdir(parents=True)
    assert (unpacked(wanted, tmp_path / "cache", 0, Progress()) / "version.txt").is_file()
    assert not partial.exists()


def test_the_contract_pins_one_version_in_coordinates_and_number() -> None:
    keycloak = pinned_keycloak()
    assert keycloak.artifact.split(":")[2] == keycloak.version


@given(st.dictionaries(NAMES, st.binary(max_size=4), min_size=1, max_size=4))
def test_a_fingerprint_changes_with_content_and_names_and_with_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]
) -> None:
    first, second = (tmp_path_factory.mktemp("tree") / "src" for _ in range(2))
    for folder in (first, second):
        folder.mkdir()
        for name, content in files.items():
            (folder / name).write_bytes(content)
    assert fingerprint([first]) == fingerprint([second])
    name = sorted(files)[0]
    (second / name).write_bytes(files[name] + b"!")
    assert fingerprint([first]) != fingerprint([second])
    (second / name).write_bytes(files[name])
    (second / name).rename(second / "renamed")
    assert fingerprint([first]) != fingerprint([second])
    assert fingerprint([first]) != fingerprint([first], "--db=postgres")


def test_a_file_gets_a_second_name_or_a_copy(tmp_path: Path) -> None:
    (tmp_path / "source").write_text("content")
    link_or_copy(str(tmp_path / "source"), str(tmp_path / "target"))
    assert (tmp_path / "target").read_text() == "content"


def test_a_tool_that_is_missing_is_named_with_the_way_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(DemoError, match=r"no-such-tool is not installed: run script/bootstrap"):
        run_tool(["no-such-tool"], folder=tmp_path, log=tmp_path / "log")


def test_a_tool_that_fails_is_shown_with_the_end_of_its_log(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with pytest.raises(DemoError) as failed:
        run_tool(["sh", "-c", "echo it went wrong >&2; exit 3"], folder=tmp_path, log=log)
    assert "it went wrong" in str(failed.value)
    assert str(log) in str(failed.value)


def test_the_reason_why_keycloak_did_not_come_up_is_told_without_its_wrapping(tmp_path: Path) -> None:
    log = tmp_path / "keycloak.log"
    error = "2026-11-24 10:00:01,000 ERROR [org.keycloak.quarkus.Handler] (main)"
    log.write_text(
        "2026-11-24 10:00:00,000 INFO  [org.keycloak] (main) starting\n"
        f"{error} ERROR: Failed to start server in (production) mode\n"
        f"{error} ERROR: Port 8080 is in use\n"
        f"{error} ERROR: Port 8080 is in use\n"
        f"{error} For more details run the same command\n"
    )
    said = str(start_failure(log))
    assert said.count("Port 8080 is in use") == 1
    assert "Failed to start" not in said
    assert "For more details" not in said
    assert str(log) in said


def test_a_keycloak_that_said_nothing_of_errors_is_shown_with_the_end_of_its_log(tmp_path: Path) -> None:
    log = tmp_path / "keycloak.log"
    log.write_text("/bin/sh: 1: java: not found\n")
    assert "java: not found" in str(start_failure(log))
