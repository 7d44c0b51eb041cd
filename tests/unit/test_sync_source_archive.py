"""A zip file of a roster is unpacked without going where it leads, or refused."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.errors import SourceError
from sync.sources import archive
from tests.support.roster_set import read_set, small_tables, write_set


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_set(tmp_path / "set", small_tables())


def zipped(folder: Path, target: Path, prefix: str = "") -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for path in sorted(folder.iterdir()):
            file.write(path, f"{prefix}{path.name}")
    return target


def problems(path: Path) -> list[str]:
    with pytest.raises(SourceError) as caught:
        read_set(path)
    assert caught.value.exit_code == 5
    return str(caught.value).splitlines()


@pytest.mark.parametrize("name", ["../users.csv", "/etc/users.csv", "..\\users.csv", "C:users.csv"])
def test_a_zip_that_leads_out_of_itself_is_refused(folder: Path, tmp_path: Path, name: str) -> None:
    path = zipped(folder, tmp_path / "set.zip")
    with zipfile.ZipFile(path, "a") as file:
        file.writestr(name, "hostile")

    assert "leads out of the archive" in problems(path)[0]
    assert not (tmp_path / "users.csv").exists()


def test_a_link_in_a_zip_is_refused(folder: Path, tmp_path: Path) -> None:
    path = zipped(folder, tmp_path / "set.zip")
    link = zipfile.ZipInfo("demographics.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "a") as file:
        file.writestr(link, "/etc/passwd")

    assert problems(path) == ["set.zip: demographics.csv is a link; put the file itself into the archive"]


def test_an_encrypted_zip_is_refused(folder: Path, tmp_path: Path) -> None:
    path = zipped(folder, tmp_path / "set.zip")
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)

    assert "is encrypted; export the set without a password" in problems(path)[0]


def test_a_zip_of_very_many_files_is_refused(folder: Path, tmp_path: Path) -> None:
    path = zipped(folder, tmp_path / "set.zip")
    with zipfile.ZipFile(path, "a") as file:
        for number in range(1000):
            file.writestr(f"{number}.txt", "")

    assert "and a set has fewer than 1,000" in problems(path)[0]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_damaged_zip_is_refused_or_read_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, damage: list[tuple[float, int]]
) -> None:
    path = zipped(write_set(tmp_path_factory.mktemp("set"), small_tables()), tmp_path_factory.mktemp("zip") / "set.zip")
    whole = read_set(path).users
    content = bytearray(path.read_bytes())
    for place, byte in damage:
        content[int(place * len(content))] = byte
    path.write_bytes(content)

    try:
        assert read_set(path).users.equals(whole)
    except SourceError:
        return


def test_files_in_a_folder_of_a_zip_are_not_found(folder: Path, tmp_path: Path) -> None:
    path = zipped(folder, tmp_path / "set.zip", prefix="export/")

    assert "at a zip's root" in problems(path)[0]


def test_a_zip_bomb_is_not_unpacked(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "set.zip"
    (folder / "users.csv").write_bytes(b"0" * 30_000_000)

    assert "unpacks to more than" in problems(zipped(folder, path))[0]


def test_a_file_too_large_for_any_roster_is_not_unpacked(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MAX_FILE_BYTES", 100)

    assert "unpacks to more than 100 bytes" in problems(zipped(folder, tmp_path / "set.zip"))[0]


def test_a_file_twice_in_a_zip_is_refused(folder: Path, tmp_path: Path) -> None:
    path = zipped(folder, tmp_path / "set.zip")
    with zipfile.ZipFile(path, "a") as file, pytest.warns(UserWarning, match="Duplicate name"):
        file.write(folder / "users.csv", "users.csv")

    assert problems(path) == ["set.zip: the archive has a file twice"]


def test_what_is_no_zip_is_refused(tmp_path: Path) -> None:
    (tmp_path / "set.zip").write_text("not a zip")

    assert "this is not a sound zip file" in problems(tmp_path / "set.zip")[0]
