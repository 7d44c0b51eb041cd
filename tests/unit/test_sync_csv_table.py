"""A CSV file comes out as it went in, in every encoding, separator and line end; what was guessed is said."""

from __future__ import annotations

import contextlib
import csv
import io
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.errors import SourceError
from sync.sources.csv_header import FileColumns
from sync.sources.csv_table import CsvTable, read_csv_table

COLUMNS = FileColumns(("sourcedId", "title"), (), ("sourcedId", "title"))
HOSTILE = [
    '"', '""', "a,b", 'say "hi"', "semi;colon", "tab\tbed", "a|b", "line\nbreak", "=1+1", "'", "''", "\\", '\\"', "#",
    "NULL", " spaces ", "0012", "1E+05", "Nguyễn", "Zoë", "李", "😀", "a\u2028b", "\u200b", "<script>", "${env:X}",
]  # fmt: skip


def rendered(rows: list[tuple[str, str]], separator: str = ",", line_end: str = "\r\n") -> str:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator, lineterminator=line_end).writerows([("sourcedId", "title"), *rows])
    return file.getvalue()


def read(folder: Path, content: bytes) -> CsvTable:
    path = folder / "courses.csv"
    path.write_bytes(content)
    return read_csv_table(path, COLUMNS)


def texts(encoding: str) -> st.SearchStrategy[str]:
    drawn = st.text(st.characters(codec=encoding, exclude_categories=["Cc", "Cs"]), min_size=1, max_size=12)
    hostile = [text for text in HOSTILE if encodes(text, encoding)]
    return st.one_of(st.sampled_from(hostile), drawn)


def encodes(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@settings(deadline=None)
@given(data=st.data(), separator=st.sampled_from(",;\t|"), line_end=st.sampled_from(["\r\n", "\n"]))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_what_was_rendered_is_read(
    tmp_path_factory: pytest.TempPathFactory, encoding: str, data: st.DataObject, separator: str, line_end: str
) -> None:
    titles = data.draw(st.lists(texts("utf-8"), min_size=1, max_size=6))
    rows = [(f"c{number}", title) for number, title in enumerate(titles)]

    table = read(tmp_path_factory.mktemp("csv"), rendered(rows, separator, line_end).encode(encoding))

    assert table.frame["title"].to_list() == [unicodedata.normalize("NFC", title) for title in titles]
    assert table.frame["row"].to_list() == list(range(2, len(rows) + 2))


@settings(deadline=None)
@given(titles=st.lists(texts("cp1252"), min_size=1, max_size=6), line_end=st.sampled_from(["\r\n", "\n"]))
def test_windows_1252_is_read(tmp_path_factory: pytest.TempPathFactory, titles: list[str], line_end: str) -> None:
    rows = [(f"c{number}", f"ñ{title}ñ ") for number, title in enumerate(titles)]

    table = read(tmp_path_factory.mktemp("csv"), rendered(rows, line_end=line_end).encode("cp1252"))

    assert table.frame["title"].to_list() == [unicodedata.normalize("NFC", title) for _, title in rows]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_the_encoding_is_named(tmp_path: Path, encoding: str) -> None:
    table = read(tmp_path, rendered([("c", "Zoë")]).encode(encoding))

    assert table.notes == (f"courses.csv: is {encoding.upper()} and was read as such",)


def test_rows_of_another_encoding_are_counted_and_the_first_is_named(tmp_path: Path) -> None:
    rows = [
        rendered([("a", "Zoë")]).encode(),
        "b,Núñez\r\n".encode("cp1252"),
        "c,José\r\n".encode("cp1252"),
        b"d,Ana\r\n",
    ]

    table = read(tmp_path, b"".join(rows))

    assert table.frame["title"].to_list() == ["Zoë", "Núñez", "José", "Ana"]
    said = "courses.csv: 2 rows are not UTF-8 and read as Windows-1252, first row 3; export the file as UTF-8"
    assert table.notes == (said,)


def test_rows_of_another_encoding_are_counted_where_lines_end_in_cr(tmp_path: Path) -> None:
    table = read(tmp_path, "sourcedId,title\ra,Ana\rb,Núñez\r".encode("cp1252"))

    assert "1 row is not UTF-8 and read as Windows-1252, first row 3" in table.notes[0]


def test_a_quotation_mark_in_a_bare_value_is_part_of_it(tmp_path: Path) -> None:
    table = read(tmp_path, b'sourcedId,title\r\na,O"Brien\r\nb,5\'2" tall, really\r\n'.replace(b", really", b""))

    assert table.frame["title"].to_list() == ['O"Brien', "5'2\" tall"]
    assert table.frame["row"].to_list() == [2, 3]
    assert table.notes == ("courses.csv: has quotation marks in values that are not in quotes",)


@settings(deadline=None)
@given(st.lists(st.one_of(st.just("good"), st.text('",ab ', max_size=6)), min_size=1, max_size=8))
def test_quotes_that_do_not_belong_together_never_swallow_a_row(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    rows = [f"g{number},good" if line == "good" else line for number, line in enumerate(lines)]
    content = "\r\n".join(["sourcedId,title", *rows, ""]).encode()

    try:
        table = read(tmp_path_factory.mktemp("csv"), content)
    except SourceError:
        return

    strict = csv.reader(io.StringIO(content.decode(), newline=""), strict=True)
    whole = [number for number, line in enumerate(lines) if line == "good"]
    with contextlib.suppress(csv.Error):
        whole = [int(fields[0][1:]) for fields in strict if fields[1:] == ["good"]]
    found = table.frame.filter(title="good")["sourcedId"].to_list()
    assert [f"g{number}" for number in whole] == found


def test_blank_rows_are_counted_and_left_out(tmp_path: Path) -> None:
    table = read(tmp_path, b"sourcedId,title\r\na,A\r\n\r\n,\r\nb,B\r\n")

    assert table.frame.rows() == [(2, "a", "A"), (5, "b", "B")]


def test_a_line_break_in_a_value_does_not_shift_the_rows_below(tmp_path: Path) -> None:
    table = read(tmp_path, b'sourcedId,title\r\na,"A\r\nB"\r\nb,B\r\n')

    assert table.frame["row"].to_list() == [2, 3]


def test_a_file_that_ends_without_a_line_end_after_a_line_break_in_a_value_is_whole(tmp_path: Path) -> None:
    table = read(tmp_path, b'sourcedId,title\r\na,"A\r\nB"')

    assert table.frame["title"].to_list() == ["A\r\nB"]


@pytest.mark.parametrize("end", [b"b", b'b,"B', b'b,"B\r\nC', b"b\r\nc"])
def test_a_file_that_ends_within_a_row_is_refused(tmp_path: Path, end: bytes) -> None:
    with pytest.raises(SourceError, match=r"ends within a row|do not pair"):
        read(tmp_path, b"sourcedId,title\r\na,A\r\n" + end)


def test_a_name_in_other_letters_is_said(tmp_path: Path) -> None:
    table = read(tmp_path, b"SourcedID, title\r\na,A\r\n")

    assert table.notes == ("courses.csv: the column 'SourcedID' is read as sourcedId",)


def test_a_file_of_another_name_is_suggested(tmp_path: Path) -> None:
    (tmp_path / "Courses.csv").write_bytes(b"sourcedId,title\r\na,A\r\n")

    with pytest.raises(SourceError, match=r"missing from the set; is it the one named Courses\.csv\?"):
        read_csv_table(tmp_path / "courses.csv", COLUMNS)
