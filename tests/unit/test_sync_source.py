"""A OneRoster CSV set is read as real exports write it, or refused with the file, the row and the column."""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from settings.roster_source import RosterColumns
from sync.errors import SourceError
from sync.sources.oneroster_csv import read_oneroster_csv
from tests.support.roster_set import MANIFEST, csv_bytes, person, read_set, small_tables, write_set


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


def test_rows_are_numbered_as_in_a_spreadsheet(folder: Path) -> None:
    users = read_set(folder).users

    assert users.select("row", "sourcedId").rows()[:2] == [(2, "teacher"), (3, "pupil")]


def test_a_zip_is_read_like_its_folder(folder: Path, tmp_path: Path) -> None:
    from_zip = read_set(zipped(folder, tmp_path / "set.zip"))

    assert from_zip.users.equals(read_set(folder).users)
    assert from_zip.origin.checksum == read_set(folder).origin.checksum


def test_another_content_has_another_checksum(folder: Path) -> None:
    before = read_set(folder).origin.checksum
    (folder / "courses.csv").write_bytes(b"sourcedId,title\r\ncourse,Other\r\n")

    assert read_set(folder).origin.checksum != before


@pytest.mark.parametrize(
    "written",
    [
        lambda rows: b"\xef\xbb\xbf" + csv_bytes(rows),
        lambda rows: csv_bytes(rows).decode().encode("utf-16"),
        lambda rows: csv_bytes(rows).decode().encode("utf-16-le"),
        lambda rows: csv_bytes(rows).decode().encode("utf-16-be"),
        lambda rows: csv_bytes(rows).replace(b"sourcedId,", b"Sourced ID,", 1).replace(b",email,", b", E-Mail ,", 1),
        lambda rows: csv_bytes(rows).removesuffix(b"\r\n"),
        lambda rows: csv_bytes(rows, separator=";"),
        lambda rows: csv_bytes(rows, separator="\t"),
        lambda rows: csv_bytes(rows, line_end="\n"),
        lambda rows: csv_bytes(rows, line_end="\r"),
        lambda rows: csv_bytes(rows).replace(b"\r\n", b",,\r\n"),
        lambda rows: csv_bytes([dict(reversed(row.items())) for row in rows]),
        lambda rows: csv_bytes(rows, quoted=True),
        lambda rows: csv_bytes(rows) + b"\r\n\r\n",
    ],
    ids=[
        "BOM",
        "UTF-16",
        "UTF-16 little-endian",
        "UTF-16 big-endian",
        "capitals",
        "no last line end",
        "semicolons",
        "tabs",
        "LF",
        "CR",
        "blank trailing columns",
        "other order",
        "quotes",
        "blank lines",
    ],
)
def test_what_exports_do_to_a_file_is_tolerated(folder: Path, written: Callable[[list[dict[str, str]]], bytes]) -> None:
    plain = read_set(folder).users
    (folder / "users.csv").write_bytes(written(small_tables()["users"]))

    assert read_set(folder).users.equals(plain)


def test_what_was_tolerated_is_said(folder: Path) -> None:
    rows = [row | {"shoeSize": "38", "": ""} for row in small_tables()["users"]]
    (folder / "users.csv").write_bytes(csv_bytes(rows, separator=";"))

    notes = read_set(folder).origin.notes

    assert "users.csv: the separator is ';' in place of a comma" in notes
    assert "users.csv: columns that OneRoster does not have are not read: shoeSize" in notes
    assert "users.csv: 1 columns without a name are not read" in notes


def test_names_are_composed(folder: Path) -> None:
    tables = small_tables()
    tables["users"][1]["familyName"] = unicodedata.normalize("NFD", "Nguyễn")
    write_set(folder, tables)

    assert read_set(folder).users["familyName"][1] == "Nguyễn"


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1).filter(lambda t: t.strip()),
        min_size=1,
        max_size=8,
    )
)
def test_every_text_is_read_as_it_was_written(tmp_path_factory: pytest.TempPathFactory, names: list[str]) -> None:
    tables = small_tables()
    tables["users"] = [person(f"p{number}", familyName=name) for number, name in enumerate(names)]
    folder = write_set(tmp_path_factory.mktemp("set"), tables)

    assert read_set(folder).users["familyName"].to_list() == [unicodedata.normalize("NFC", name) for name in names]


def test_a_set_without_manifest_is_read_as_1_0(folder: Path) -> None:
    with_manifest = read_set(folder)
    (folder / "manifest.csv").unlink()

    roster = read_set(folder)

    assert roster.users.equals(with_manifest.users)
    assert roster.origin.notes[0] == "manifest.csv: is missing, so the set is read as a bulk set of OneRoster 1.0"


def test_names_and_statuses_of_1_0_are_understood(folder: Path) -> None:
    (folder / "manifest.csv").unlink()
    rows = [
        {"termSourcedId" if name == "termSourcedIds" else name: value for name, value in row.items()}
        for row in small_tables()["classes"]
    ]
    (folder / "classes.csv").write_bytes(csv_bytes(rows))
    people = [{name: value for name, value in row.items() if name != "enabledUser"} for row in small_tables()["users"]]
    people[0]["status"], people[1]["status"] = "active", "inactive"
    (folder / "users.csv").write_bytes(csv_bytes(people))

    roster = read_set(folder)

    assert roster.classes["termSourcedIds"].to_list() == ["year"]
    assert roster.users.select("row", "sourcedId", "enabledUser").rows()[:2] == [
        (2, "teacher", "true"),
        (4, "other", "true"),
    ]
    assert "users.csv: 1 rows with the status tobedeleted or inactive are not used" in roster.origin.notes


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("oneroster.version", "2.0", "oneroster.version is '2.0'; it has to be one of 1.1, 1.2, 1.2.1"),
        ("file.users", "delta", "file.users is 'delta', and no bulk set comes before it"),
        ("file.users", "absent", "the set has no users.csv, by what this file says"),
        ("file.users", "full", "file.users is 'full'; it has to be one of absent, bulk, delta"),
    ],
)
def test_the_manifest_is_obeyed(folder: Path, name: str, value: str, said: str) -> None:
    write_set(folder, small_tables(), {**MANIFEST, name: value})

    assert said in problems(folder)[0]


def test_a_file_that_the_manifest_calls_absent_is_not_read(folder: Path) -> None:
    (folder / "demographics.csv").write_bytes(b"sourcedId,birthDate\r\npupil,2019-01-01\r\n")

    roster = read_set(folder)

    assert roster.demographics.is_empty()
    assert "manifest.csv: says that demographics.csv are absent, so they are not read" in roster.origin.notes


def test_a_file_that_the_manifest_forgets_is_named(folder: Path) -> None:
    write_set(folder, small_tables(), {name: MANIFEST[name] for name in MANIFEST if name != "file.orgs"})

    assert "file.orgs is not there" in problems(folder)[0]


def test_all_missing_files_and_columns_are_said_at_once(folder: Path) -> None:
    (folder / "courses.csv").unlink()
    (folder / "orgs.csv").write_bytes(b"")
    (folder / "users.csv").write_bytes(
        csv_bytes([{name: row[name] for name in row if name != "username"} for row in small_tables()["users"]])
    )

    assert problems(folder) == [
        "orgs.csv: this file is empty; it needs a header, and rows below it",
        "courses.csv: this file is missing from the set",
        "users.csv, row 1, column username: this column is missing",
    ]


@pytest.mark.parametrize("typo", ["emails", "emial"])
def test_a_misspelt_column_is_never_read_as_an_empty_one(folder: Path, typo: str) -> None:
    content = (folder / "users.csv").read_bytes().replace(b",email,", f",{typo},".encode(), 1)
    (folder / "users.csv").write_bytes(content)

    said = f"users.csv, row 1, column email: this column is missing; is it the one named {typo!r}?"
    assert problems(folder) == [said]


def test_a_column_that_the_district_names_has_to_be_there(folder: Path) -> None:
    with pytest.raises(SourceError, match=r"column metadata\.iep: .*roster\.columns\.special_ed in district\.yaml"):
        read_oneroster_csv(folder, RosterColumns(special_ed="metadata.iep"))


def test_a_district_may_have_no_columns_of_its_own(folder: Path) -> None:
    roster = read_oneroster_csv(folder, RosterColumns(special_ed="", employee_type=""))

    assert roster.users["specialEd"].null_count() == roster.users.height


def test_a_column_that_is_there_twice_is_refused(folder: Path) -> None:
    (folder / "courses.csv").write_bytes(b"sourcedId,title,title\r\ncourse,A,B\r\n")

    assert problems(folder) == ["courses.csv, row 1, column title: this column is there twice"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            b"sourcedId,title\r\ncourse,Espa\x81ol\r\n",
            "courses.csv, row 2: byte 0x81 is neither UTF-8 nor Windows-1252",
        ),
        (b"sourcedId,title\r\ncourse,Espa\0ol\r\n", "courses.csv, row 2: this row has a NUL character"),
        ("sourcedId,title\r\ncourse".encode("utf-16") + b"A", "courses.csv, row 2: this file begins as UTF-16 and"),
        (b"sourcedId,title\r\ncourse,A\r\nother", "courses.csv: this file ends within a row, after 1 of 2 fields"),
        (b"sourcedId,title\r\ncourse,A,B\r\n", "courses.csv, row 2: this row has 3 fields and the header has 2"),
        (b"course-1,Algebra\r\n", "courses.csv, row 1: this row is no header; export the file with its header row"),
        (b'sourcedId,title\r\ncourse,A\r\nx,"B\r\n', "courses.csv, row 3: the quotation marks do not pair"),
    ],
    ids=["unknown encoding", "NUL", "half a character", "cut off", "too many fields", "no header", "open quote"],
)
def test_what_cannot_be_read_is_named_with_its_row(folder: Path, content: bytes, said: str) -> None:
    (folder / "courses.csv").write_bytes(content)

    assert problems(folder)[0].startswith(said)


def test_a_source_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert problems(tmp_path / "nowhere") == [f"{tmp_path / 'nowhere'}: there is no such folder or zip file"]
