"""Where the roles of staff count, what they save for printing, and who sees how the sync fares."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.support.roster_realm import OTHER_APP, Keycloak, RosterRealm, enrollment, person, school, school_class

pytestmark = pytest.mark.integration

ROLES = {
    "campus-delegate": ("delegate", "both"),
    "registrar": ("registrar", "both", "roaming"),
    "district-admin": ("district",),
}
CAMPUSES = {
    "teacher": ["CV01"],
    "delegate": ["CV02"],
    "registrar": ["CV01"],
    "both": ["CV01", "CV02"],
    "roaming": [],
    "district": ["CV01"],
    "plain": ["CV01"],
}


@pytest.fixture(scope="module")
def roster(keycloak: Keycloak, realm: str) -> RosterRealm:
    made = RosterRealm(keycloak, realm)
    made.prepare()
    made.call("PUT", "", {"eventsEnabled": True})
    made.call("POST", "/roles", {"name": "registrar"})
    staff = [
        person(name, kind="staff", roles=["staff", *(["teacher"] if name == "teacher" else [])], schools=campuses)
        for name, campuses in CAMPUSES.items()
    ]
    results = made.write(
        school("CV01"),
        school("CV02"),
        *staff,
        person("ann", schools=["CV02"], attributes={"grade": ["04"], "schools": ["CV02"]}),
        school_class("art", "CV01", title="Art"),
        enrollment("art", "teacher", "teacher"),
    )
    assert {result["status"] for result in results} == {"created"}, results
    for role, names in ROLES.items():
        representation = made.call("GET", f"/roles/{role}")
        for name in names:
            made.call("POST", f"/users/{made.user_id(name)}/role-mappings/realm", [representation])
    for name in (*CAMPUSES, "ann"):
        made.set_password(name)
    return made


def ask(roster: RosterRealm, who: str, path: str, client: str | None = None) -> httpx.Response:
    token = roster.token(who, client) if client else roster.token(who)
    return roster.admin.get(path, headers={"Authorization": f"Bearer {token}"})


def tell(roster: RosterRealm, who: str, path: str, body: object) -> httpx.Response:
    return roster.admin.post(path, json=body, headers={"Authorization": f"Bearer {roster.token(who)}"})


def at(*campuses: str) -> dict[str, Any]:
    return {"everywhere": False, "campuses": list(campuses)}


EVERYWHERE = {"everywhere": True, "campuses": []}


@pytest.mark.parametrize(
    ("who", "care", "reports", "district"),
    [
        ("teacher", at(), at(), False),
        ("delegate", at("CV02"), at(), False),
        ("registrar", at(), at("CV01"), False),
        ("both", at("CV01", "CV02"), at("CV01", "CV02"), False),
        ("roaming", at(), at(), False),
        ("district", EVERYWHERE, EVERYWHERE, True),
    ],
)
def test_roles_count_at_the_campuses_that_the_roster_says(
    roster: RosterRealm, who: str, care: dict[str, Any], reports: dict[str, Any], district: bool
) -> None:
    assert ask(roster, who, "/duties").json() == {"care": care, "reports": reports, "district": district}


@pytest.mark.parametrize("who", ["plain", "ann"])
def test_whoever_has_no_duties_is_refused(roster: RosterRealm, who: str) -> None:
    assert ask(roster, who, "/duties").status_code == 403
    assert ask(roster, who, "/duties/printing-sets").status_code == 403


@pytest.mark.parametrize("path", ["/duties", "/duties/printing-sets", "/roster/runs", "/roster/lease"])
def test_a_token_for_another_application_opens_nothing(roster: RosterRealm, path: str) -> None:
    assert ask(roster, "district", path, OTHER_APP).status_code == 403


@pytest.mark.parametrize("path", ["/roster/runs", "/roster/lease"])
def test_how_the_sync_fares_is_for_the_district_alone(roster: RosterRealm, path: str) -> None:
    readers = {who for who in CAMPUSES if ask(roster, who, path).is_success}

    assert readers == {"district"}


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "/roster/runs/12345678", {"id": "12345678"}),
        ("POST", "/roster/lease", {"holder": "somebody", "seconds": 30}),
        ("GET", "/roster/state", None),
    ],
)
def test_whoever_sees_how_the_sync_fares_changes_nothing_of_it(
    roster: RosterRealm, method: str, path: str, body: object
) -> None:
    headers = {"Authorization": f"Bearer {roster.token('district')}", "Homeroom-Lease": "a" * 32}

    assert roster.admin.request(method, path, json=body, headers=headers).status_code == 403


def test_what_is_saved_for_printing_is_the_persons_own(roster: RosterRealm) -> None:
    for name, parameters in (("Niños nuevos", "{}"), ("First grade", '{"a":1}'), ("Niños nuevos", '{"b":2}')):
        assert tell(
            roster, "teacher", "/duties/printing-sets/save", {"name": name, "parameters": parameters}
        ).is_success

    assert ask(roster, "teacher", "/duties/printing-sets").json() == [
        {"name": "First grade", "parameters": '{"a":1}'},
        {"name": "Niños nuevos", "parameters": '{"b":2}'},
    ]
    assert ask(roster, "delegate", "/duties/printing-sets").json() == []

    for name in ("First grade", "Niños nuevos", "never saved"):
        assert tell(roster, "teacher", "/duties/printing-sets/remove", {"name": name}).is_success
    assert ask(roster, "teacher", "/duties/printing-sets").json() == []


def test_nobody_saves_without_end(roster: RosterRealm) -> None:
    statuses = [
        tell(
            roster, "delegate", "/duties/printing-sets/save", {"name": f"set {number}", "parameters": "{}"}
        ).status_code
        for number in range(13)
    ]

    assert statuses == [200] * 12 + [409]


def test_a_person_finds_in_the_own_history_who_helped(roster: RosterRealm) -> None:
    assert tell(roster, "delegate", "/care/unlock", {"people": ["ann"]}).is_success
    assert tell(roster, "delegate", "/care/sign-out", {"people": ["ann"]}).is_success

    told = ask(roster, "delegate", "/care/events?person=ann").json()

    details = [event["details"] for event in told if "action" in event["details"]]
    assert details == [
        {"action": action, "by_user_id": roster.user_id("delegate")} for action in ("sign-out", "unlock")
    ]


@pytest.mark.parametrize(
    "body",
    [
        {"name": "two\nlines", "parameters": "{}"},
        {"name": "n" * 61, "parameters": "{}"},
        {"name": " ", "parameters": "{}"},
        {"name": "long", "parameters": "p" * 1501},
        {"name": "no parameters"},
        {"name": "of somebody else", "parameters": "{}", "person": "ann"},
    ],
)
def test_what_cannot_be_kept_is_refused(roster: RosterRealm, body: dict[str, str]) -> None:
    assert tell(roster, "both", "/duties/printing-sets/save", body).status_code == 400
    assert ask(roster, "both", "/duties/printing-sets").json() == []
