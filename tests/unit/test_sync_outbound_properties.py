"""Whatever a roster is like: sets refer to nothing that is not in them, and what was sent is not sent again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scim2_models import PatchOp, User

from settings.roster_source import RosterColumns
from sync.errors import GuardError
from sync.outbound.csv_target import CsvFormat, csv_format, guard_csv, plan_csv, send_csv
from sync.outbound.destination import LocalFolder
from sync.outbound.scim.accounts import Account, new_account, operations
from sync.sources.oneroster_csv import read_oneroster_csv
from tests.support.outbound import rows_of, selection, target
from tests.support.roster_set import TODAY, Tables, enrollment, person, school_class, small_tables

_FREE = {"guard": {"people_percent": 100, "classes_percent": 100}}
_NAMES = st.sampled_from(["Ann", "=1+1", 'Zoë "Z"', "O'Brien, Jr", "Núñez", "-x"])
_PEOPLE = st.lists(
    st.builds(
        person,
        st.sampled_from([f"p{number}" for number in range(6)]),
        st.sampled_from(["student", "student", "teacher", "aide", "parent"]),
        orgSourcedIds=st.sampled_from(["s1", "s2", "s1,s2", "d", "gone"]),
        enabledUser=st.sampled_from(["true", "true", "true", "false"]),
        grades=st.sampled_from(["", "KG", "05", "K"]),
        familyName=_NAMES,
        email=st.sampled_from(["", "ann@example.org", "zoë@example.org", "broken"]),
    ),
    min_size=1,
    max_size=6,
)
_CLASSES = st.lists(
    st.builds(
        school_class,
        st.sampled_from(["c1", "c2", "c3"]),
        title=_NAMES,
        schoolSourcedId=st.sampled_from(["s1", "s2"]),
        termSourcedIds=st.sampled_from(["year", "year", "past", "year,past", "gone"]),
    ),
    min_size=1,
    max_size=3,
)
_ENROLLMENTS = st.lists(
    st.builds(
        enrollment,
        st.sampled_from([f"p{number}" for number in range(7)]),
        st.sampled_from(["c1", "c2", "c3", "c9"]),
        st.sampled_from(["student", "teacher"]),
    ),
    min_size=1,
    max_size=8,
)


@st.composite
def _sets(draw: st.DrawFn) -> Tables:
    return {**small_tables(), "users": draw(_PEOPLE), "classes": draw(_CLASSES), "enrollments": draw(_ENROLLMENTS)}


def dangling(folder: Path, form: CsvFormat) -> list[str]:
    """Ids in a set that lead nowhere."""
    rows = {file.name: rows_of(folder / file.name) if (folder / file.name).exists() else [] for file in form.layout}
    found = []
    for file in form.layout:
        for reference in file.references:
            known = {row[column] for name, column in reference.targets for row in rows[name]}
            for row in rows[file.name]:
                value = row[reference.column]
                ids = value.split(",") if reference.listed else [value] if value or reference.required else []
                found += [
                    f"{file.name} {reference.column} {sourced_id}" for sourced_id in ids if sourced_id not in known
                ]
    return found


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    nights=st.lists(_sets(), min_size=1, max_size=2),
    kind=st.sampled_from([("oneroster-csv", "1.1"), ("oneroster-csv", "1.2"), ("clever-csv", None)]),
    schools=st.sampled_from([(), ("S01",)]),
)
def test_every_set_is_whole_and_is_not_sent_twice(
    tmp_path_factory: pytest.TempPathFactory,
    nights: list[Tables],
    kind: tuple[str, str | None],
    schools: tuple[str, ...],
) -> None:
    folder = tmp_path_factory.mktemp("district")
    made = target(kind[0], **({"version": kind[1]} if kind[1] else {}), **_FREE)
    form, there = csv_format(made), LocalFolder(folder / "out")
    for tables in nights:
        chosen = selection(folder, tables, schools=schools)
        planned = plan_csv(chosen, form, there, TODAY)
        try:
            guard_csv("app", planned, chosen, made.guard)
        except GuardError:
            continue
        send_csv(planned, form, there)

        again = plan_csv(chosen, form, there, TODAY)
        assert not any(difference.any for difference in again.differences)
        assert dangling(folder / "out", form) == []
        if kind[0] == "oneroster-csv":
            present = {name for name in planned.files if name != "manifest.csv"}
            if len(present) >= 6:
                read = read_oneroster_csv(folder / "out", RosterColumns(special_ed="", employee_type=""), TODAY)
                assert set(chosen.people["sourcedId"]) - set(read.users["sourcedId"]) == set()


_WORDS = st.none() | st.sampled_from(["Ann", "ann", "Núñez", " ", "x@example.org", "X@example.org"])
_VALUES = st.fixed_dictionaries(
    {"userName": st.sampled_from(["ann", "bob"])},
    optional={
        "name.givenName": _WORDS,
        "name.familyName": _WORDS,
        "name.middleName": _WORDS,
        "title": _WORDS,
        "userType": _WORDS,
        "emails": st.none() | st.sampled_from(["x@school.org", "y@school.org"]),
    },
)


@settings(deadline=None)
@given(before=_VALUES, after=_VALUES, active=st.booleans(), own_address=st.booleans())
def test_operations_make_an_account_what_it_is_to_be(
    before: dict[str, Any], after: dict[str, Any], active: bool, own_address: bool
) -> None:
    resource = new_account("p1", before) | {"active": active}
    if own_address:
        resource.setdefault("emails", []).append({"value": "me@home.org", "type": "home"})
    user: User[Any] = User.model_validate(resource)
    asked = operations(Account(resource), after)

    if asked:
        PatchOp[User].model_validate({"operations": asked}).patch(user)  # type: ignore[type-arg]

    changed = user.model_dump(mode="json", by_alias=True, exclude_none=True)
    assert operations(Account(changed), after) == []
    assert changed["active"]
    if own_address:
        assert "me@home.org" in [email["value"] for email in changed["emails"]]
