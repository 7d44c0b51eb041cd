"""What an application gets as CSV files: no more than it needs, in an order that never changes, old records kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.errors import GuardError
from sync.outbound.csv_files import CsvFile, as_text, read, write
from sync.outbound.csv_target import CsvPlan, csv_format, guard_csv, plan_csv, send_csv
from sync.outbound.destination import LocalFolder
from tests.support.outbound import rows_of, school_tables, selection, target
from tests.support.roster_set import TODAY, Tables, enrollment, person, school_class

Send = Callable[..., CsvPlan]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def send(tmp_path: Path, out: Path) -> Send:
    """Sends what follows from a set to the folder `out`, as the settings of a target say."""

    def run(kind: str, tables: Tables | None = None, **options: Any) -> CsvPlan:
        accounts = options.pop("accounts", ())
        made = target(kind, **options)
        chosen = selection(
            tmp_path, tables, application=made.application, schools=tuple(made.schools), accounts=accounts
        )
        form, there = csv_format(made), LocalFolder(out)
        planned = plan_csv(chosen, form, there, TODAY)
        guard_csv("app", planned, chosen, made.guard)
        send_csv(planned, form, there)
        return planned

    return run


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def ids(folder: Path, file: str, column: str = "sourcedId") -> list[str]:
    return [row[column] for row in rows_of(folder / file)]


def test_clever_gets_its_required_files_and_headers(send: Send, out: Path) -> None:
    send("clever-csv")

    required = {
        "schools.csv": {"School_id", "School_name", "School_number"},
        "students.csv": {"School_id", "Student_id", "Last_name", "First_name"},
        "teachers.csv": {"School_id", "Teacher_id", "Last_name", "First_name"},
        "sections.csv": {"School_id", "Section_id", "Teacher_id"},
        "enrollments.csv": {"School_id", "Section_id", "Student_id"},
    }
    assert required.keys() <= set(contents(out))
    for name, columns in required.items():
        for row in rows_of(out / name):
            assert all(row[column] for column in columns)
    assert (
        rows_of(out / "sections.csv")[0] | {"Name": "Class c1", "Grade": "Kindergarten", "Teacher_id": "teacher"}
        == (rows_of(out / "sections.csv")[0])
    )
    assert rows_of(out / "sections.csv")[0]["Term_end"] == "05/28/2027"
    assert ids(out, "enrollments.csv", "Student_id") == ["other", "pupil"]


def test_a_clever_section_without_a_teacher_who_may_open_it_is_left_out(send: Send, out: Path) -> None:
    tables = school_tables()
    tables["classes"].append(school_class("c2"))
    tables["enrollments"].append(enrollment("pupil", "c2"))

    send("clever-csv", tables)

    assert ids(out, "sections.csv", "Section_id") == ["c1"]
    assert set(ids(out, "enrollments.csv", "Section_id")) == {"c1"}


@pytest.mark.parametrize("kind", ["oneroster-csv", "clever-csv"])
def test_nothing_personal_is_sent_that_was_not_asked_for(send: Send, out: Path, kind: str) -> None:
    send(kind)

    everything = b"\n".join(contents(out).values())
    for never in (
        b"secret",
        b"2020-02-03",
        b"female",
        b"555",
        b"Medial",
        b"n-pupil",
        b"pupil@example.org",
        b"Front office",
    ):
        assert never not in everything
    assert b"teacher@example.org" in everything


@pytest.mark.parametrize("kind", ["oneroster-csv", "clever-csv"])
def test_what_is_asked_for_is_sent(send: Send, out: Path, kind: str) -> None:
    send(kind, fields=["student-email", "number", "middle-name", "employee-type"])

    everything = b"\n".join(contents(out).values())
    for asked in (b"pupil@example.org", b"n-pupil", b"Medial"):
        assert asked in everything
    assert b"teacher@example.org" not in everything
    assert b"KG" not in contents(out).get("users.csv", b"")


@pytest.mark.parametrize("kind", ["oneroster-csv", "clever-csv"])
def test_a_second_run_writes_the_same_bytes(send: Send, out: Path, kind: str) -> None:
    tables = school_tables()
    send(kind, tables)
    before = contents(out)
    for rows in tables.values():
        rows.reverse()

    planned = send(kind, tables)

    assert contents(out) == before
    assert not any(difference.any for difference in planned.differences)


def test_only_who_may_open_the_application_is_sent(send: Send, out: Path) -> None:
    send("oneroster-csv", application="office")

    assert ids(out, "users.csv") == ["clerk", "teacher"]
    assert ids(out, "enrollments.csv") == ["teacher-c1"]


def test_only_the_schools_that_were_named_are_sent(send: Send, out: Path) -> None:
    tables = school_tables()
    tables["users"].append(person("far", orgSourcedIds="s1,s2"))
    tables["classes"].append(school_class("c2", schoolSourcedId="s2"))
    tables["enrollments"] += [enrollment("far", "c1"), enrollment("far", "c2", schoolSourcedId="s2")]

    send("oneroster-csv", tables, schools=["s2"])

    assert ids(out, "users.csv") == ["far"]
    assert ids(out, "users.csv", "orgSourcedIds") == ["s2"]
    assert ids(out, "classes.csv") == ["c2"]
    assert ids(out, "orgs.csv") == ["d", "s2"]


@pytest.mark.parametrize(
    ("kind", "file", "key"), [("oneroster-csv", "users.csv", "sourcedId"), ("clever-csv", "students.csv", "Student_id")]
)
@pytest.mark.parametrize(
    "flaw",
    [{"grades": "K"}, {"email": "broken"}, {"orgSourcedIds": "gone"}, {"sourcedId": ""}, {"username": "other"}],
    ids=str,
)
def test_a_person_in_doubt_stays_as_the_application_has_it(
    send: Send, out: Path, kind: str, file: str, key: str, flaw: dict[str, str]
) -> None:
    send(kind)
    before = contents(out)
    tables = school_tables()
    tables["users"][1] |= flaw | {"familyName": "Changed"}

    planned = send(kind, tables, accounts=("teacher", "pupil", "other", "clerk"))

    assert "pupil" in ids(out, file, key)
    assert contents(out) == before
    assert sum(difference.removed for difference in planned.differences) == 0


def test_a_person_in_doubt_who_was_never_sent_is_not_sent(send: Send, out: Path) -> None:
    tables = school_tables()
    tables["users"][1] |= {"grades": "K"}

    send("oneroster-csv", tables)

    assert "pupil" not in ids(out, "users.csv")


def test_a_class_in_doubt_stays_with_its_pupils(send: Send, out: Path) -> None:
    send("oneroster-csv")
    tables = school_tables()
    tables["classes"][0]["termSourcedIds"] = "gone"

    send("oneroster-csv", tables)

    assert ids(out, "classes.csv") == ["c1"]
    assert len(ids(out, "enrollments.csv")) == 3
    assert ids(out, "academicSessions.csv") == ["year"]


def test_what_stood_behind_a_class_in_doubt_goes_with_its_last_pupil(send: Send, out: Path) -> None:
    send("oneroster-csv")
    tables = school_tables()
    tables["classes"][0]["termSourcedIds"] = "gone"
    tables["users"] = [person("new")]

    send("oneroster-csv", tables, guard={"people_percent": 100, "classes_percent": 100})

    left = {"classes.csv", "enrollments.csv", "academicSessions.csv", "courses.csv"}
    assert left & {path.name for path in out.iterdir()} == set()


def test_somebody_in_doubt_is_sent_no_more_than_is_asked_for_now(send: Send, out: Path) -> None:
    send("oneroster-csv", fields=["grade", "student-email", "number"])
    tables = school_tables()
    tables["users"][1] |= {"grades": "K"}

    send("oneroster-csv", tables, fields=["grade"])

    (pupil,) = [row for row in rows_of(out / "users.csv") if row["sourcedId"] == "pupil"]
    assert (pupil["grades"], pupil["email"], pupil["identifier"]) == ("KG", "", "")


def test_who_has_left_is_no_longer_sent(send: Send, out: Path) -> None:
    send("oneroster-csv")
    tables = school_tables()
    tables["users"][1]["enabledUser"] = "false"
    del tables["users"][2], tables["enrollments"][1:]

    send("oneroster-csv", tables)

    assert ids(out, "users.csv") == ["clerk", "teacher"]


def many(count: int) -> Tables:
    tables = school_tables()
    tables["users"] += [person(f"p{number:03}") for number in range(count)]
    tables["enrollments"] += [enrollment(f"p{number:03}", "c1") for number in range(count)]
    return tables


@pytest.mark.parametrize("kind", ["oneroster-csv", "clever-csv"])
def test_an_application_that_would_lose_too_many_is_sent_nothing(send: Send, out: Path, kind: str) -> None:
    send(kind, many(200))
    before = contents(out)

    with pytest.raises(
        GuardError, match=r"app would lose 60 of 20\d people [\s\S]*outbound.app.guard.people_percent"
    ) as refused:
        send(kind, many(140))

    assert "  p140\n" in str(refused.value)
    assert "and 50 more" in str(refused.value)
    assert refused.value.exit_code == 4
    assert contents(out) == before


def test_changed_ids_are_a_loss_even_if_the_number_is_the_same(send: Send) -> None:
    send("oneroster-csv", many(100))
    tables = many(100)
    for row in tables["users"]:
        row["sourcedId"] += "x"
    for row in tables["enrollments"]:
        row["userSourcedId"] += "x"

    with pytest.raises(GuardError, match="would lose 104 of 104 people"):
        send("oneroster-csv", tables)


def test_a_first_set_is_not_sent_if_too_many_are_in_doubt(send: Send) -> None:
    tables = many(100)
    for row in tables["users"][10:50]:
        row["grades"] = "K"

    with pytest.raises(GuardError, match="40 of 104 people of the roster are in doubt"):
        send("oneroster-csv", tables, accounts=tuple(row["sourcedId"] for row in tables["users"]))

    send("oneroster-csv", tables, accounts=("teacher", "clerk"))


def test_empty_files_are_never_sent(send: Send, out: Path) -> None:
    with pytest.raises(GuardError, match="nobody would be in the files of app"):
        send("oneroster-csv", application="unknown")

    assert not out.exists()


@pytest.mark.parametrize("kind", ["oneroster-csv", "clever-csv"])
def test_classes_whose_term_ended_are_no_loss(send: Send, out: Path, kind: str) -> None:
    tables = many(60)
    tables["academicSessions"].append(
        {"sourcedId": "t2", "title": "Second", "type": "term", "startDate": "2026-11-01", "endDate": "2027-05-28"}
    )
    send(kind, tables)
    ended = many(60)
    ended["academicSessions"] = tables["academicSessions"]
    ended["classes"] = [school_class("c2", termSourcedIds="t2")]
    for row in ended["enrollments"]:
        row["classSourcedId"] = "c2"
        row["sourcedId"] += "2"

    with pytest.raises(GuardError, match=r"would lose 6\d of 6\d enrollments"):
        send(kind, ended)

    file = "sections.csv" if kind == "clever-csv" else "academicSessions.csv"
    told = (
        (out / file).read_text(encoding="utf-8").replace("2027-05-28", "2026-10-30").replace("05/28/2027", "10/30/2026")
    )
    (out / file).write_text(told, encoding="utf-8", newline="")
    send(kind, ended)


def test_the_manifest_says_what_is_there(send: Send, out: Path) -> None:
    send("oneroster-csv", version="1.2")
    assert {row["propertyName"]: row["value"] for row in rows_of(out / "manifest.csv")}["file.roles"] == "bulk"

    send("oneroster-csv", version="1.1")

    manifest = {row["propertyName"]: row["value"] for row in rows_of(out / "manifest.csv")}
    assert manifest["oneroster.version"] == "1.1"
    assert manifest["file.demographics"] == "absent"
    assert not (out / "roles.csv").exists()


_TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12) | st.sampled_from(
    ["=1+1", '"', "a,b", " ", "'", "@x", "-1", ";", "\t"]
)
_TWO = CsvFile("x.csv", ("key", "first", "second"), ("key",))


@settings(deadline=None)
@given(rows=st.dictionaries(_TEXTS.filter(bool), st.tuples(_TEXTS, _TEXTS), min_size=1))
def test_what_was_written_is_read_back_unchanged(
    tmp_path_factory: pytest.TempPathFactory, rows: dict[str, tuple[str, str]]
) -> None:
    path = tmp_path_factory.mktemp("csv") / "x.csv"
    frame = as_text(
        pl.DataFrame([(key, *values) for key, values in rows.items()], schema=["key", "first", "second"], orient="row"),
        _TWO,
    )

    write(frame, path, _TWO.columns)

    again = read(path, _TWO)
    assert again is not None
    assert again.equals(frame)
    assert {row["key"]: (row["first"], row["second"]) for row in rows_of(path)} == rows
