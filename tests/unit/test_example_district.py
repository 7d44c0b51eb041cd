"""The clean roster of Cedar Valley: what every set of it promises, whatever its size and seed."""

from __future__ import annotations

import csv
import hashlib
import os
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from example_district import generate
from example_district.sites import Campus, Level, sites

Tables = dict[str, list[dict[str, str]]]
GRADES = ("PR", "PK", "KG", *(f"{n:02d}" for n in range(1, 13)))

# Typed from the specification's tables, not taken from the code under test.
SPECIFIED = {
    "academicSessions": "title,type,startDate,endDate,parentSourcedId,schoolYear",
    "orgs": "name,type,identifier,parentSourcedId",
    "courses": "schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes",
    "classes": "title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,"
    "subjectCodes,periods",
    "users": "enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,"
    "phone,agentSourcedIds,grades,password",
    "enrollments": "classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate",
    "demographics": "birthDate,sex,americanIndianOrAlaskaNative,asian,blackOrAfricanAmerican,"
    "nativeHawaiianOrOtherPacificIslander,white,demographicRaceTwoOrMoreRaces,hispanicOrLatinoEthnicity,"
    "countryOfBirthCode,stateOfBirthAbbreviation,cityOfBirth,publicSchoolResidenceStatus",
}


def read(folder: Path) -> Tables:
    tables = {}
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            tables[path.stem] = list(csv.DictReader(file, strict=True))
    return tables


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def ids(tables: Tables, table: str) -> set[str]:
    return {row["sourcedId"] for row in tables[table]}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cedar-valley")
    generate(people=5000, seed=1, folder=folder)
    return folder


@pytest.fixture(scope="module")
def tables(folder: Path) -> Tables:
    return read(folder)


def test_the_same_seed_gives_the_same_bytes_in_another_process(folder: Path, tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    command = [sys.executable, "-m", "example_district", str(tmp_path), "--people", "5000", "--seed", "1"]
    subprocess.run(command, check=True, cwd=root, env={**os.environ, "PYTHONHASHSEED": "4711"})
    assert digests(tmp_path) == digests(folder)


def test_another_seed_gives_other_people(tables: Tables, tmp_path: Path) -> None:
    generate(people=5000, seed=2, folder=tmp_path)
    mine = [(row["givenName"], row["familyName"]) for row in tables["users"]]
    others = [(row["givenName"], row["familyName"]) for row in read(tmp_path)["users"]]
    assert sum(one == other for one, other in zip(mine, others, strict=True)) < 250


@pytest.mark.parametrize("table", SPECIFIED)
def test_columns_stand_in_the_order_of_the_specification_and_metadata_last(folder: Path, table: str) -> None:
    header = (folder / f"{table}.csv").read_text(encoding="utf-8").splitlines()[0]
    metadata = ",metadata.employeeType,metadata.specialEd" if table == "users" else ""
    assert header == f"sourcedId,status,dateLastModified,{SPECIFIED[table]}{metadata}"


def test_the_manifest_declares_a_bulk_set_of_exactly_the_files_that_are_there(folder: Path, tables: Tables) -> None:
    manifest = {row["propertyName"]: row["value"] for row in tables["manifest"]}
    assert manifest["oneroster.version"] == "1.1"
    declared = {name for name, value in manifest.items() if name.startswith("file.") and value == "bulk"}
    assert declared == {f"file.{path.stem}" for path in folder.glob("*.csv")} - {"file.manifest"}
    assert set(manifest.values()).isdisjoint({"delta"})


def test_status_and_modification_date_are_blank_in_a_bulk_set(tables: Tables) -> None:
    for table in SPECIFIED:
        assert {row["status"] + row["dateLastModified"] for row in tables[table]} == {""}


def test_an_earlier_key_does_not_outlive_the_set_that_it_belonged_to(tmp_path: Path) -> None:
    generate(people=400, seed=1, folder=tmp_path, planted=True)
    generate(people=400, seed=1, folder=tmp_path)
    assert not (tmp_path / "planted.json").exists()


@settings(max_examples=12, deadline=None)
@given(people=st.integers(100, 3000), seed=st.integers(0, 2**32))
def test_every_set_is_whole_and_consistent(people: int, seed: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        generate(people=people, seed=seed, folder=Path(name))
        tables = read(Path(name))
    assert len(tables["users"]) == people
    assert_ids_are_unique(tables)
    assert_references_resolve(tables)
    assert_accounts_are_unique(tables)
    assert_everybody_can_be_scheduled(tables)
    assert_birth_dates_fit_grades(tables)
    assert_schools_are_staffed(tables)


def assert_ids_are_unique(tables: Tables) -> None:
    for table in SPECIFIED:
        assert len(ids(tables, table)) == len(tables[table]), table
        assert all(0 < len(sourced_id) < 256 for sourced_id in ids(tables, table))


def assert_references_resolve(tables: Tables) -> None:
    orgs, sessions, classes, users = (ids(tables, name) for name in ("orgs", "academicSessions", "classes", "users"))
    courses = ids(tables, "courses")
    for table in ("orgs", "academicSessions"):
        assert {row["parentSourcedId"] for row in tables[table]} - {""} <= ids(tables, table)
    for row in tables["courses"]:
        assert row["orgSourcedId"] in orgs
        assert row["schoolYearSourcedId"] in sessions
        assert bool(row["subjects"]) == bool(row["subjectCodes"])
    for row in tables["classes"]:
        assert row["courseSourcedId"] in courses
        assert row["schoolSourcedId"] in orgs
        assert set(row["termSourcedIds"].split(",")) <= sessions
    for row in tables["users"]:
        assert set(row["orgSourcedIds"].split(",")) <= orgs
    schools = {row["sourcedId"]: row["schoolSourcedId"] for row in tables["classes"]}
    for row in tables["enrollments"]:
        assert row["userSourcedId"] in users
        assert schools[row["classSourcedId"]] == row["schoolSourcedId"]
    assert ids(tables, "demographics") == users
    assert {row["classSourcedId"] for row in tables["enrollments"]} == classes


def assert_accounts_are_unique(tables: Tables) -> None:
    for column in ("username", "email", "identifier", "userIds"):
        values = [row[column].casefold() for row in tables["users"] if row[column]]
        assert len(values) == len(set(values)), column
    born = {row["sourcedId"]: row["birthDate"] for row in tables["demographics"]}
    people = {(row["givenName"], row["familyName"], born[row["sourcedId"]]) for row in tables["users"]}
    assert len(people) == len(tables["users"]), "two people share name and birth date"


def assert_everybody_can_be_scheduled(tables: Tables) -> None:
    classes = {row["sourcedId"]: row for row in tables["classes"]}
    busy: Counter[tuple[str, str, str]] = Counter()
    taught: dict[str, list[str]] = defaultdict(list)
    for row in tables["enrollments"]:
        school_class = classes[row["classSourcedId"]]
        if school_class["periods"]:
            busy[row["userSourcedId"], school_class["periods"], school_class["termSourcedIds"]] += 1
        taught[row["classSourcedId"]].append(row["primary"])
    assert not [place for place, count in busy.items() if count > 1]
    assert all(primaries.count("true") == 1 for primaries in taught.values())
    students = {row["sourcedId"] for row in tables["users"] if row["role"] == "student"}
    assert students == {row["userSourcedId"] for row in tables["enrollments"] if row["role"] == "student"}


def assert_birth_dates_fit_grades(tables: Tables) -> None:
    start = date(2026, 9, 1)
    grades = {row["sourcedId"]: row["grades"] for row in tables["users"] if row["role"] == "student"}
    for row in tables["demographics"]:
        if grade := grades.get(row["sourcedId"]):
            born = date.fromisoformat(row["birthDate"])
            age = start.year - born.year - ((start.month, start.day) < (born.month, born.day))
            assert age - GRADES.index(grade) - 3 in (0, 1), (grade, born)


def assert_schools_are_staffed(tables: Tables) -> None:
    staff: dict[str, set[str]] = defaultdict(set)
    for row in tables["users"]:
        staff[row["orgSourcedIds"].split(",")[0]].add(row["metadata.employeeType"])
    kindergartens = {row["schoolSourcedId"] for row in tables["classes"] if "KG" in row["grades"].split(",")}
    for row in tables["orgs"]:
        if row["type"] == "school":
            assert {"Principal", "Front office", "Registrar", "Teacher", "Aide"} <= staff[row["sourcedId"]]
            assert ("Elementary" in row["name"]) == (row["sourcedId"] in kindergartens)
        else:
            assert "District administrator" in staff[row["sourcedId"]]


def test_a_larger_district_keeps_everybody_of_the_smaller_ones_full_campuses(tables: Tables, tmp_path: Path) -> None:
    generate(people=9000, seed=1, folder=tmp_path)
    larger = {row["sourcedId"]: row for row in read(tmp_path)["users"]}
    last = max(ids(tables, "orgs"))
    kept = [row for row in tables["users"] if not row["orgSourcedIds"].startswith(last)]
    assert len(kept) > 3900
    assert all(larger[row["sourcedId"]] == row for row in kept)


def test_fifty_thousand_people_make_sixty_campuses_of_all_levels() -> None:
    campuses = [site for site in sites(50_000) if isinstance(site, Campus)]
    assert Counter(campus.level for campus in campuses) == {Level.ELEMENTARY: 36, Level.MIDDLE: 12, Level.HIGH: 12}
    assert sum(site.people for site in sites(50_000)) == 50_000
    assert len({campus.name for campus in campuses}) == 60


@given(st.integers(100, 1_100_000))
@settings(max_examples=30, deadline=None)
def test_a_district_has_exactly_the_people_asked_for_and_no_tiny_campus(people: int) -> None:
    laid_out = list(sites(people))
    assert sum(site.people for site in laid_out) == people
    assert all(site.people >= 95 for site in laid_out if isinstance(site, Campus))


def test_too_few_people_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least 400 people, not 399"):
        generate(people=399, seed=1, folder=tmp_path / "roster", planted=True)
    assert not (tmp_path / "roster").exists()


def test_names_come_in_all_forms_that_trouble_software(tables: Tables) -> None:
    given_names = {row["givenName"] for row in tables["users"]}
    family_names = {row["familyName"] for row in tables["users"]}
    letters = "".join(given_names | family_names)
    assert {"'", "-", " "} <= set(letters)
    assert min(map(len, given_names)) == 1
    assert min(map(len, family_names)) == 1
    assert max(map(len, family_names)) > 30
    scripts = {unicodedata.name(letter).split()[0] for letter in letters if letter.isalpha()}
    assert {"LATIN", "ARABIC", "CJK"} <= scripts
    assert {"ễ", "í", "ü"} <= set(letters)


def test_usernames_are_plain_letters_and_digits_whatever_the_name(tables: Tables) -> None:
    for row in tables["users"]:
        assert row["username"].isascii(), row["username"]
        assert row["username"].replace(".", "").isalnum(), row["username"]


def test_every_campus_has_namesakes(tables: Tables) -> None:
    namesakes = Counter((row["orgSourcedIds"], row["givenName"], row["familyName"]) for row in tables["users"])
    campuses_with = {orgs for (orgs, _, _), count in namesakes.items() if count > 1}
    assert {row["sourcedId"] for row in tables["orgs"] if row["type"] == "school"} <= campuses_with


def test_students_have_an_email_address_from_grade_three_on(tables: Tables) -> None:
    with_email = {row["grades"] for row in tables["users"] if row["role"] == "student" and row["email"]}
    without = {row["grades"] for row in tables["users"] if row["role"] == "student" and not row["email"]}
    assert with_email == set(GRADES[5:])
    assert without == set(GRADES[:5])


def test_teachers_are_with_and_without_schedule_and_email(tables: Tables) -> None:
    scheduled = {row["userSourcedId"] for row in tables["enrollments"] if row["role"] == "teacher"}
    teachers = [row for row in tables["users"] if row["role"] == "teacher"]
    kinds = Counter((row["sourcedId"] in scheduled, row["email"] != "") for row in teachers)
    assert set(kinds) == {(True, True), (True, False), (False, True), (False, False)}
    assert kinds[True, True] > 0.8 * len(teachers)


def test_some_people_belong_to_two_campuses_and_aides_are_in_classes(tables: Tables) -> None:
    assert any("," in row["orgSourcedIds"] for row in tables["users"])
    aides = {row["sourcedId"] for row in tables["users"] if row["metadata.employeeType"] == "Aide"}
    assert aides & {row["userSourcedId"] for row in tables["enrollments"] if row["role"] == "proctor"}


def test_the_special_ed_mark_is_a_boolean_of_students_and_blank_for_employees(tables: Tables) -> None:
    marks = Counter((row["role"] == "student", row["metadata.specialEd"]) for row in tables["users"])
    assert set(marks) == {(True, "true"), (True, "false"), (False, "")}
    assert 0.08 < marks[True, "true"] / (marks[True, "true"] + marks[True, "false"]) < 0.16


def test_another_year_moves_every_date(tmp_path: Path) -> None:
    generate(people=100, seed=1, folder=tmp_path, year=2031)
    tables = read(tmp_path)
    assert {row["schoolYear"] for row in tables["academicSessions"]} == {"2031"}
    assert {row["beginDate"][:4] for row in tables["enrollments"]} == {"2030"}
