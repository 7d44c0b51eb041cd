"""A realm of the base files with two campuses and somebody of each role: whoever tries who may do what begins here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from realm.desired import desired_realm
from realm.engine import apply, plan
from realm.merge import merged
from realm.representation import Keyed
from settings import DistrictFolder
from tests.support.keycloak_server import KeycloakServer
from tests.support.powers import Reach, Role
from tests.support.roster_realm import (
    DESK,
    OTHER_APP,
    PASSWORD,
    RosterRealm,
    enrollment,
    person,
    public_client,
    school,
    school_class,
)

PEOPLE = {
    Role.PUPIL: [],
    Role.EMPLOYEE: ["staff"],
    Role.TEACHER: ["staff", "teacher"],
    Role.DELEGATE: ["staff", "campus-delegate"],
    Role.REGISTRAR: ["staff", "registrar"],
    Role.CAMPUS_IT: ["staff", "campus-it"],
    Role.DISTRICT_ADMIN: ["staff", "district-admin"],
}
"""Realm roles of people of the roster."""
KEEPERS = {Role.VIEWER: "view-users", Role.MANAGER: "manage-users", Role.REALM_ADMIN: "realm-admin"}
"""Roles of the admin API of accounts that are not in the roster."""
NEAR, CAMPUS, FAR = "near", "campus", "far"
"""In the teacher's class; at the same campus; at another campus. A student of grade 6 has a `6` after it."""
REACHES = {
    frozenset[str](): Reach.NOBODY,
    frozenset([NEAR]): Reach.OWN_CLASSES,
    frozenset([NEAR, CAMPUS]): Reach.OWN_CAMPUS,
    frozenset([NEAR, CAMPUS, FAR]): Reach.EVERYBODY,
}
CLASSES = {NEAR: "class", CAMPUS: "campus-class", FAR: "far-class"}
"""The teacher's class, and two that nobody teaches: at the same campus, at the other one."""
STRANGE_IDS = ("nobody-knows", "far6' or '1'='1", "../users", "%00", "é" * 300, "")


@dataclass(frozen=True)
class RolesRealm:
    """The realm, and another one.

    Attributes:
        roster: the realm.
        other: another realm, whose administrator has no business in the first.
    """

    roster: RosterRealm
    other: RosterRealm


@contextmanager
def roles_realm(keycloak: KeycloakServer, realm: str) -> Iterator[RolesRealm]:
    """The realm for as long as the context lasts.

    Args:
        keycloak: the server.
        realm: the other realm, which is there already.
    """
    name = f"{realm}-district"
    base = desired_realm(DistrictFolder.at(keycloak.district))
    wanted = merged(name, [Keyed({**base.content, "realm": name}, dict(base.origins))])
    with keycloak.connection() as connection:
        apply(plan(wanted, connection, {}), wanted, connection, {}, allowed_deletes=0)
        try:
            yield RolesRealm(_settled(RosterRealm(keycloak, name)), _other(RosterRealm(keycloak, realm)))
        finally:
            connection.delete(f"/admin/realms/{name}")


def username(role: Role) -> str:
    """The user name, and the sourcedId, of whoever has a role."""
    return role.name.lower().replace("_", "-")


def _settled(roster: RosterRealm) -> RosterRealm:
    # Nobody has to agree to anything first: that is asked for in pages only.
    attributes = roster.call("GET", "")["attributes"]
    roster.call("PUT", "", {"attributes": attributes | {"homeroom.acceptable-use.version": ""}})
    for client in (DESK, OTHER_APP):
        roster.call("POST", "/clients", public_client(client))
    staff = [
        person(username(role), kind="staff", roles=[], schools=["CV01"], attributes={"personType": ["staff"]})
        for role in PEOPLE
        if role is not Role.PUPIL
    ]
    results = roster.write(
        school("CV01"),
        school("CV02"),
        *staff,
        *(
            person(
                f"{where}{six}",
                firstName=where.title(),
                schools=[campus],
                attributes={"personType": ["student"], "grade": [grade]},
            )
            for where, campus in ((NEAR, "CV01"), (CAMPUS, "CV01"), (FAR, "CV02"), (username(Role.PUPIL), "CV01"))
            for six, grade in (("", "03"), ("6", "06"))
        ),
        *(school_class(CLASSES[where], campus) for where, campus in ((NEAR, "CV01"), (CAMPUS, "CV01"), (FAR, "CV02"))),
        enrollment(CLASSES[NEAR], username(Role.TEACHER), "teacher"),
        *(enrollment(CLASSES[where], f"{where}{six}") for where in (NEAR, CAMPUS, FAR) for six in ("", "6")),
    )
    assert {result["status"] for result in results} == {"created"}, results
    for role, names in PEOPLE.items():
        user = roster.user_id(username(role))
        for one in names:
            roster.call("POST", f"/users/{user}/role-mappings/realm", [roster.call("GET", f"/roles/{one}")])
        roster.set_password(username(role))
    for role, power in KEEPERS.items():
        _add_keeper(roster, role, power)
    run = {"id": f"run-of-{roster.name}", "started": "2026-11-26T12:00:00+00:00", "outcome": "done"}
    roster.call("PUT", f"/roster/runs/{run['id']}", run)
    return roster


def _other(roster: RosterRealm) -> RosterRealm:
    roster.call("POST", "/clients", public_client(OTHER_APP))
    _add_keeper(roster, Role.REALM_ADMIN, "realm-admin")
    return roster


def _add_keeper(roster: RosterRealm, role: Role, power: str) -> None:
    credential = {"type": "password", "value": PASSWORD, "temporary": False}
    names = {"firstName": "Ada", "lastName": "Admin", "email": f"{username(role)}@keepers.example"}
    roster.call("POST", "/users", {"username": username(role), "enabled": True, "credentials": [credential], **names})
    user = roster.call("GET", f"/users?username={username(role)}&exact=true")[0]["id"]
    client = roster.call("GET", "/clients?clientId=realm-management")[0]["id"]
    mapping = roster.call("GET", f"/clients/{client}/roles/{power}")
    roster.call("POST", f"/users/{user}/role-mappings/clients/{client}", [mapping])
