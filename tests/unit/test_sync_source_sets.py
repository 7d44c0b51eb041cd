"""OneRoster 1.2 becomes the roster that 1.1 would have been, and deltas change what the bulk set before them said."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.errors import SourceError
from sync.roster import Place
from tests.support.roster_set import MANIFEST, Row, Tables, csv_bytes, person, read_set, small_tables, write_set

MANIFEST_1_2 = {**MANIFEST, "oneroster.version": "1.2", "file.roles": "bulk"}
NOTHING = {name: "absent" if name.startswith("file.") else value for name, value in MANIFEST.items()}


def role(user: str, name: str, org: str = "s1", kind: str = "primary", **values: str) -> Row:
    row = {"sourcedId": f"{user}-{name}-{org}", "userSourcedId": user, "roleType": kind, "role": name}
    return {**row, "beginDate": "", "endDate": "", "orgSourcedId": org} | values


def tables_1_2(roles: list[Row], **values: str) -> Tables:
    """One user, with some roles and values."""
    user = {name: value for name, value in person("p").items() if name not in ("role", "orgSourcedIds")}
    return {**small_tables(), "users": [user | {"primaryOrgSourcedId": ""} | values], "roles": roles}


def read_user(folder: Path, roles: list[Row], **values: str) -> tuple[str | None, str | None, str]:
    """Role, organizations and `enabledUser` of one user of a set of 1.2."""
    users = read_set(write_set(folder, tables_1_2(roles, **values), MANIFEST_1_2)).users
    return users.select("role", "orgSourcedIds", "enabledUser").row(0)


def delta(folder: Path, modified: str = "2026-11-24T01:00:00.000Z", **tables: list[Row]) -> Path:
    """A delta in which every record is active unless it says otherwise."""
    stamped = {
        name: [{**row, "status": row.get("status") or "active", "dateLastModified": modified} for row in rows]
        for name, rows in tables.items()
    }
    return write_set(folder, stamped, {**NOTHING, **{f"file.{name}": "delta" for name in tables}})


def refusal(folder: Path) -> str:
    with pytest.raises(SourceError) as caught:
        read_set(folder)
    return str(caught.value)


class TestRoles:
    @pytest.mark.parametrize(
        ("name", "read"),
        [
            ("student", "student"),
            ("counselor", "administrator"),
            ("principal", "administrator"),
            ("districtAdministrator", "administrator"),
            ("siteAdministrator", "administrator"),
            ("systemAdministrator", "administrator"),
            ("parent", "parent"),
            ("ext:coach", "ext:coach"),
        ],
    )
    def test_a_role_is_read_as_that_of_1_1(self, tmp_path: Path, name: str, read: str) -> None:
        assert read_user(tmp_path, [role("p", name)]) == (read, "s1", "true")

    def test_the_primary_role_wins(self, tmp_path: Path) -> None:
        roles = [role("p", "aide", "s1", "secondary"), role("p", "teacher", "s2")]

        assert read_user(tmp_path, roles) == ("teacher", "s2,s1", "true")

    def test_a_primary_role_at_the_primary_organization_wins(self, tmp_path: Path) -> None:
        roles = [role("p", "aide", "s1"), role("p", "teacher", "s2")]

        assert read_user(tmp_path, roles, primaryOrgSourcedId="s2") == ("teacher", "s2,s1", "true")

    def test_a_teacher_who_is_first_of_all_a_parent_has_an_account(self, tmp_path: Path) -> None:
        roles = [role("p", "parent", "s1"), role("p", "teacher", "s2", "secondary")]

        assert read_user(tmp_path, roles) == ("teacher", "s2", "true")

    def test_schools_of_a_role_of_another_kind_are_not_taken_over(self, tmp_path: Path) -> None:
        roles = [role("p", "student", "s1"), role("p", "aide", "s2", "secondary")]

        assert read_user(tmp_path, roles) == ("student", "s1", "true")

    @pytest.mark.parametrize("dates", [{"endDate": "2026-11-23"}, {"beginDate": "2026-11-25"}])
    def test_a_role_outside_its_dates_is_left_aside(self, tmp_path: Path, dates: Mapping[str, str]) -> None:
        roles = [role("p", "teacher", "s1", **dates), role("p", "aide", "s2", "secondary")]

        assert read_user(tmp_path, roles) == ("aide", "s2", "true")

    @pytest.mark.parametrize("dates", [{"endDate": "2026-11-24"}, {"beginDate": "2026-11-24"}])
    def test_a_role_holds_on_its_first_and_last_day(self, tmp_path: Path, dates: Mapping[str, str]) -> None:
        assert read_user(tmp_path, [role("p", "teacher", "s1", **dates)]) == ("teacher", "s1", "true")

    def test_whoever_has_only_roles_that_are_over_is_not_enabled(self, tmp_path: Path) -> None:
        assert read_user(tmp_path, [role("p", "teacher", endDate="2026-06-30")]) == ("teacher", "s1", "false")

    def test_whoever_has_no_role_at_all_is_left_to_the_checks(self, tmp_path: Path) -> None:
        assert read_user(tmp_path, [role("other", "teacher")]) == (None, None, "true")

    def test_roles_of_nobody_and_dates_that_are_none_are_said(self, tmp_path: Path) -> None:
        roles = [role("p", "teacher", endDate="soon"), role("nobody", "teacher")]

        notes = read_set(write_set(tmp_path, tables_1_2(roles), MANIFEST_1_2)).origin.notes

        assert "roles.csv: 1 roles are of nobody in users.csv, the first in row 3" in notes
        assert "roles.csv: 1 values of endDate are no dates, the first in row 2" in notes

    def test_a_set_without_roles_is_refused(self, tmp_path: Path) -> None:
        write_set(
            tmp_path, tables_1_2([]) | {"roles": [role("p", "student")]}, {**MANIFEST_1_2, "file.roles": "absent"}
        )

        assert "the set has no roles.csv" in refusal(tmp_path)


class TestDeltas:
    @pytest.fixture
    def sets(self, tmp_path: Path) -> Path:
        write_set(tmp_path / "2026-11-23-bulk", small_tables())
        return tmp_path

    def test_a_delta_changes_adds_and_removes(self, sets: Path) -> None:
        users = [person("pupil", givenName="Changed"), person("new"), person("other", status="tobedeleted")]
        delta(sets / "2026-11-24", users=users)

        roster = read_set(sets)

        assert roster.users["sourcedId"].to_list() == ["teacher", "clerk", "parent", "pupil", "new"]
        assert roster.users.filter(sourcedId="pupil")["givenName"].item() == "Changed"
        assert roster.classes["sourcedId"].to_list() == ["c1"]

    def test_every_row_has_its_place_in_its_own_file(self, sets: Path) -> None:
        delta(sets / "2026-11-24", users=[person("new")])

        roster = read_set(sets)

        rows = dict(roster.users.select("sourcedId", "row").rows())
        assert len(set(rows.values())) == roster.users.height
        assert roster.place("users", rows["teacher"]) == Place("2026-11-23-bulk/users.csv", 2)
        assert roster.place("users", rows["parent"]) == Place("2026-11-23-bulk/users.csv", 6)
        assert roster.place("users", rows["new"]) == Place("2026-11-24/users.csv", 2)

    def test_deltas_are_applied_in_the_order_of_their_names(self, sets: Path) -> None:
        delta(sets / "2026-11-25", "2026-11-25T01:00:00Z", users=[person("pupil", givenName="Last")])
        delta(sets / "2026-11-24", "2026-11-24T01:00:00Z", users=[person("pupil", givenName="First")])

        assert read_set(sets).users.filter(sourcedId="pupil")["givenName"].item() == "Last"

    def test_deltas_whose_names_contradict_their_dates_are_refused(self, sets: Path) -> None:
        delta(sets / "2026-11-24", "2026-11-25T01:00:00Z", users=[person("pupil")])
        delta(sets / "2026-11-25", "2026-11-24T01:00:00Z", users=[person("pupil")])

        said = "2026-11-25/manifest.csv: the last change in this set is of 2026-11-24T01:00:00+00:00, and 2026-11-24,"
        assert refusal(sets).startswith(said)

    def test_of_a_record_that_a_delta_has_twice_the_latest_counts(self, sets: Path) -> None:
        rows = [
            person("pupil", status="active", dateLastModified="2026-11-24T02:00:00Z", givenName="Late"),
            person("pupil", status="active", dateLastModified="2026-11-24T01:00:00Z", givenName="Early"),
        ]
        write_set(sets / "2026-11-24", {"users": rows}, {**NOTHING, "file.users": "delta"})

        assert read_set(sets).users.filter(sourcedId="pupil")["givenName"].to_list() == ["Late"]

    def test_what_was_before_the_last_bulk_set_is_not_read(self, sets: Path) -> None:
        (sets / "2026-11-20").mkdir()
        write_set(sets / "2026-11-20", {}, {**MANIFEST, "file.users": "delta"})
        write_set(sets / "2026-11-25", {**small_tables(), "users": [person("pupil")]})

        roster = read_set(sets)

        assert roster.users["sourcedId"].to_list() == ["pupil"]
        assert roster.place("users", 2) == Place("2026-11-25/users.csv", 2)

    def test_a_delta_may_be_a_zip(self, sets: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
        folder = delta(tmp_path_factory.mktemp("delta"), users=[person("new")])
        with zipfile.ZipFile(sets / "2026-11-24.zip", "w") as file:
            for path in folder.iterdir():
                file.write(path, path.name)

        assert "new" in read_set(sets).users["sourcedId"]

    def test_a_set_without_updates_changes_nothing(self, sets: Path) -> None:
        before = read_set(sets).users
        write_set(sets / "2026-11-24", {}, NOTHING)

        assert read_set(sets).users.equals(before)

    def test_roles_change_by_deltas_too(self, tmp_path: Path) -> None:
        write_set(
            tmp_path / "1", tables_1_2([role("p", "teacher"), role("p", "aide", "s2", "secondary")]), MANIFEST_1_2
        )
        gone = role("p", "teacher") | {"status": "tobedeleted", "dateLastModified": "2026-11-24T01:00:00Z"}
        modes = {**NOTHING, "oneroster.version": "1.2", "file.roles": "delta"}
        write_set(tmp_path / "2", {"roles": [gone]}, modes)

        assert read_set(tmp_path).users.select("role", "orgSourcedIds").row(0) == ("aide", "s2")

    def test_a_delta_without_its_bulk_set_is_refused(self, tmp_path: Path) -> None:
        delta(tmp_path / "2026-11-24", users=[person("new")])
        delta(tmp_path / "2026-11-25", users=[person("new")])

        said = "2026-11-24/manifest.csv: file.users is 'delta', and no bulk set comes before it"
        assert refusal(tmp_path).startswith(said)

    @pytest.mark.parametrize(
        ("column", "said"),
        [
            ("status", "row 2, column status: a record of a delta has to be active or tobedeleted"),
            ("dateLastModified", "row 2, column dateLastModified: a record of a delta has no date"),
            ("sourcedId", "row 2, column sourcedId: a record of a delta has no sourcedId"),
        ],
    )
    def test_a_delta_that_does_not_say_what_happened_is_refused(self, sets: Path, column: str, said: str) -> None:
        row = {**person("new"), "status": "active", "dateLastModified": "2026-11-24T01:00:00Z"} | {column: ""}
        write_set(sets / "2026-11-24", {"users": [row]}, {**NOTHING, "file.users": "delta"})

        assert refusal(sets).startswith(f"2026-11-24/users.csv, {said}")

    def test_a_delta_of_another_version_is_refused(self, sets: Path) -> None:
        user = {**person("new"), "status": "active", "dateLastModified": "2026-11-24T01:00:00Z"}
        modes = {**NOTHING, "oneroster.version": "1.2", "file.users": "delta", "file.roles": "bulk"}
        write_set(sets / "2026-11-24", {"users": [user], "roles": [role("new", "student")]}, modes)

        assert "oneroster.version is 1.1, and later sets are of 1.2" in refusal(sets)

    def test_of_several_sets_each_has_a_manifest(self, sets: Path) -> None:
        (sets / "2026-11-24").mkdir()
        (sets / "2026-11-24" / "users.csv").write_bytes(csv_bytes([person("new")]))

        assert refusal(sets).startswith(
            "2026-11-24/manifest.csv: this file is missing; of several sets each has to say"
        )

    def test_an_empty_folder_is_no_source(self, tmp_path: Path) -> None:
        assert "no files of OneRoster are here" in refusal(tmp_path)

    @settings(max_examples=30, deadline=None)
    @given(
        st.lists(st.dictionaries(st.sampled_from("abcd"), st.sampled_from(["x", "y", "gone"]), min_size=1), max_size=4)
    )
    def test_deltas_end_where_a_bulk_set_of_the_same_state_would(
        self, tmp_path_factory: pytest.TempPathFactory, changes: list[dict[str, str]]
    ) -> None:
        sets = tmp_path_factory.mktemp("sets")
        state = {"a": "x", "b": "x", "z": "x"}
        write_set(sets / "0", {**small_tables(), "users": [person(who, givenName=name) for who, name in state.items()]})
        for number, change in enumerate(changes, start=1):
            users = [
                person(who, givenName=to, status="tobedeleted" if to == "gone" else "active")
                for who, to in change.items()
            ]
            delta(sets / str(number), users=users)
            state = {who: name for who, name in (state | change).items() if name != "gone"}

        assert dict(read_set(sets).users.select("sourcedId", "givenName").rows()) == state
