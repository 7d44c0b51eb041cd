"""Accounts of the example district's realm that are there for one test: its own people stay as they are."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.support.keycloak_server import KeycloakServer

PASSWORD = "quiet lantern 52 harbor"


@dataclass(frozen=True)
class PassingAccount:
    """Somebody who signs in with `PASSWORD`.

    Attributes:
        id: Keycloak's id.
        username: of this account alone.
        email: of this account alone; may be empty.
    """

    id: str
    username: str
    email: str


@contextmanager
def passing_account(
    keycloak: KeycloakServer,
    kind: str,
    *,
    credentials: tuple[dict[str, Any], ...] = (),
    actions: tuple[str, ...] = (),
    email: bool = True,
) -> Iterator[PassingAccount]:
    """A student of grade 7, or an employee, for as long as the context lasts, who has agreed to the rules.

    Args:
        keycloak: with the example district in it.
        kind: `student` or `staff`.
        credentials: besides the password, in Keycloak's own representation.
        actions: required actions at the next sign-in.
        email: whether there is an address.
    """
    realm = keycloak.demo["realm"]
    username = f"p{uuid.uuid4().hex[:10]}"
    attributes = {"personType": [kind], "sourcedId": [username], **({"grade": ["07"]} if kind == "student" else {})}
    user: dict[str, Any] = {
        "username": username,
        "email": f"{username}@school.example" if email else "",
        "firstName": "Noor",
        "lastName": "Haddad",
        "enabled": True,
        "attributes": attributes,
        "credentials": [{"type": "password", "value": PASSWORD, "temporary": False}, *credentials],
        "requiredActions": list(actions),
    }
    with keycloak.connection() as connection:
        rules = connection.get(f"/admin/realms/{realm}")["attributes"].get("homeroom.acceptable-use.version", "")
        attributes["acceptableUse"] = [rules]
        connection.post(f"/admin/realms/{realm}/users", user)
        (made,) = connection.get(f"/admin/realms/{realm}/users", {"username": username, "exact": "true"})
        try:
            yield PassingAccount(str(made["id"]), username, str(user["email"]))
        finally:
            connection.delete(f"/admin/realms/{realm}/users/{made['id']}")


@contextmanager
def mail_through(keycloak: KeycloakServer, port: int) -> Iterator[None]:
    """The realm sends its mail to a server on this machine for as long as the context lasts."""
    path = f"/admin/realms/{keycloak.demo['realm']}"
    with keycloak.connection() as connection:
        live = connection.get(path)
        server = {"host": "127.0.0.1", "port": str(port), "from": "school@school.example"}
        connection.put(path, {**live, "smtpServer": server})
        yield
        connection.put(path, {**connection.get(path), "smtpServer": live.get("smtpServer", {})})
