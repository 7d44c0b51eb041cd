"""A school year with the guard's own limits: Keycloak is what the source says each day, wrong exports are refused."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import date

import pytest

from admin_api import RosterApi
from settings.exit_code import ExitCode
from tests.support.keycloak_server import KeycloakServer
from tests.support.living_district import SCHOOLS, Account, LivingDistrict
from tests.support.roster_realm import DESK, RosterRealm, public_client
from tests.support.roster_set import Tables
from tests.support.sync_district import District, sync_district

pytestmark = [pytest.mark.integration, pytest.mark.lengthy]
SETTINGS = {
    "guard": {},
    "calendar": {
        "summers": [{"first": f"{year}-06-01", "last": f"{year}-08-31"} for year in (2026, 2027)],
    },
}


class Year:
    """Exports of a living district, and what becomes of them in Keycloak."""

    def __init__(self, district: District, as_staff: RosterRealm, monkeypatch: pytest.MonkeyPatch) -> None:
        self.district = district
        self.as_staff = as_staff
        self._tokens: dict[str, str] = {}
        as_staff.call("POST", "/clients", public_client(DESK))
        as_staff.call("PUT", "", {"accessTokenLifespan": 7200})
        self.source = LivingDistrict()
        self.day = date(2026, 8, 1)
        monkeypatch.setattr("sync.reading.today", lambda _: self.day)
        profile = district.get("users/profile") | {"unmanagedAttributePolicy": "ADMIN_VIEW"}
        district.connection.put(f"/admin/realms/{district.realm}/users/profile", profile)

    def on(self, month: int, day: int, *, year: int = 2026) -> LivingDistrict:
        """It becomes another day; the source can be changed after that."""
        self.day = date(year, month, day)
        return self.source

    def runs(self) -> None:
        """The export of the day is taken over, and a second run has nothing to do."""
        ran = self.district.sync("run", self.source.tables())
        assert ran.code == ExitCode.DONE, ran.message
        self.is_equal()
        assert self.district.sync("run", self.source.tables()).document["plan"]["rows"] == 0

    def refuses(self, tables: Tables, code: ExitCode, word: str) -> None:
        """A wrong export changes nothing, and is told for what it is."""
        ran = self.district.sync("run", tables)
        assert (ran.code, word in ran.message) == (code, True), ran.message
        self.is_equal()

    def is_equal(self) -> None:
        """Keycloak has what the source says, no more and no less."""
        roster = RosterApi(self.district.connection, self.district.realm)
        assert self.accounts() == self.source.accounts(self.day)
        assert {record["sourcedId"] for record in roster.state("classes")} == self.source.classes(self.day)
        assert {record["sourcedId"] for record in roster.state("enrollments")} == self.source.enrollments(self.day)
        assert self.taught() == self.source.taught(self.day)

    def taught(self) -> dict[str, dict[str, set[str]]]:
        """The pupils of each teacher's classes, as the teacher sees them."""
        return {
            teacher.id: {
                taught["sourcedId"]: {pupil["sourcedId"] for pupil in taught["students"]}
                for taught in self.as_staff.my_classes(self._token(teacher.id)).json()
                if taught["role"] == "teacher"
            }
            for teacher in self.source.teachers.values()
            if teacher.grade
        }

    def _token(self, teacher: str) -> str:
        if teacher not in self._tokens:
            self.as_staff.set_password(teacher)
            self._tokens[teacher] = self.as_staff.token(teacher)
        return self._tokens[teacher]

    def accounts(self) -> dict[str, Account]:
        """Enabled people as the stock admin API shows them."""
        opened = dict(self._profiles())
        members = {
            user["username"]: school.upper()
            for school in SCHOOLS
            for kind in ("students", "staff")
            for user in self._members(f"/schools/{school.upper()}/{kind}")
        }
        return {
            user["username"]: Account(
                (user["firstName"], user["lastName"]),
                user["email"],
                members.get(user["username"], "none"),
                next(iter(user["attributes"].get("grade", [])), None),
                frozenset(opened.get(user["username"], ())),
            )
            for user in self.district.get("users", enabled="true", max="1000")
            if "sourcedId" in user["attributes"]
        }

    def _profiles(self) -> Iterator[tuple[str, list[str]]]:
        for profile in RosterApi(self.district.connection, self.district.realm).state("access-profiles"):
            for user in self.district.get(f"roles/{profile['name']}/users", max="1000"):
                yield user["username"], profile["launch"]

    def _members(self, path: str) -> list[dict[str, str]]:
        group = self.district.get(f"group-by-path{path}")
        return list(self.district.get(f"groups/{group['id']}/members", max="1000"))


def test_a_school_year_with_wrong_exports_in_it(
    keycloak: KeycloakServer, realm: str, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sync_district(keycloak, realm, tmp_path_factory.mktemp("year"), SETTINGS) as district:
        year = Year(district, RosterRealm(keycloak, realm), monkeypatch)
        year.runs()
        the_first_weeks(year)
        wrong_exports(year)
        the_second_term(year)
        the_summer(year)


def the_first_weeks(year: Year) -> None:
    source = year.on(8, 12)
    year.runs()

    source = year.on(9, 3)
    source.enrol("east", "02")
    source.hire("middle", None)
    year.runs()

    source = year.on(9, 14)
    source.pupils["p0002"].family = "Núñez-O'Brien"
    moving = source.pupils["p0010"]
    moving.school = "west"
    year.runs()


def wrong_exports(year: Year) -> None:
    source = year.on(10, 14)
    right = source.tables()
    half = deepcopy(right)
    half["users"] = half["users"][::2]
    there = {user["sourcedId"] for user in half["users"]}
    half["enrollments"] = [row for row in half["enrollments"] if row["userSourcedId"] in there]
    year.refuses(half, ExitCode.REFUSED, "disabled")

    without_school = deepcopy(right)
    without_school["orgs"] = [row for row in right["orgs"] if row["sourcedId"] != "west"]
    for table, column in (("users", "orgSourcedIds"), ("classes", "schoolSourcedId")):
        without_school[table] = [row for row in right[table] if row[column] != "west"]
    without_school["enrollments"] = [row for row in right["enrollments"] if row["schoolSourcedId"] != "west"]
    year.refuses(without_school, ExitCode.REFUSED, "WEST")

    other_ids = deepcopy(right)
    for row in other_ids["users"]:
        row["sourcedId"] = f"new-{row['sourcedId']}"
    for row in other_ids["enrollments"]:
        row["userSourcedId"] = f"new-{row['userSourcedId']}"
    year.refuses(other_ids, ExitCode.REFUSED, "sourcedId")

    shifted = deepcopy(right)
    addresses = [row["email"] for row in right["users"]]
    for row, address in zip(shifted["users"], addresses[1:] + addresses[:1], strict=True):
        row["email"] = address
    year.refuses(shifted, ExitCode.REFUSED, "another e-mail address")

    promoted = deepcopy(source)
    promoted.promote()
    year.refuses(promoted.tables(), ExitCode.REFUSED, "change their grade")

    header_only = deepcopy(right)
    header_only["users"] = [dict.fromkeys(right["users"][0], "")]
    header_only["enrollments"] = header_only["enrollments"][:1]
    year.refuses(header_only, ExitCode.REJECTED, "users.csv")

    year.runs()


def the_second_term(year: Year) -> None:
    source = year.on(12, 1)
    leaving = source.pupils.pop("p0021")
    teacher = next(teacher for teacher in source.teachers.values() if teacher.school == "high")
    teacher.grade = None
    source.hire("high", "09")
    year.runs()
    account = year.district.user(leaving.id)
    assert not account["enabled"]

    source = year.on(1, 5, year=2027)
    year.runs()

    source = year.on(2, 2, year=2027)
    source.pupils[leaving.id] = leaving
    year.runs()
    assert year.district.user(leaving.id)["id"] == account["id"]


def the_summer(year: Year) -> None:
    year.on(6, 2, year=2027)
    year.runs()
    assert not year.source.classes(year.day)

    source = year.on(7, 15, year=2027)
    graduates = [pupil.id for pupil in source.pupils.values() if pupil.grade == "12"]
    source.promote()
    year.runs()
    assert graduates
    assert not any(year.district.user(graduate)["enabled"] for graduate in graduates)

    year.on(8, 12, year=2027)
    year.runs()
