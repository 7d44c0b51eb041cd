"""A realm with what the roster endpoint refers to, and short forms of the rows that tests send to it."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from typing import Any, Protocol

import httpx

PASSWORD = "a-password-of-the-tests"
DESK, OTHER_APP, LIBRARY = "roster-desk", "roster-other-app", "roster-library"
STAFF_ROLES = ("teacher", "campus-delegate", "district-admin")
Row = dict[str, Any]


class Keycloak(Protocol):
    """The one Keycloak of a test run."""

    @property
    def url(self) -> str: ...

    def admin_token(self) -> str: ...


@dataclass
class RosterRealm:
    """A realm whose roster is written through the endpoint under test."""

    keycloak: Keycloak
    name: str
    _http: httpx.Client = field(init=False)
    _renew_at: float = 0

    def __post_init__(self) -> None:
        self._http = httpx.Client(base_url=f"{self.keycloak.url}/admin/realms/{self.name}", timeout=120)

    @property
    def admin(self) -> httpx.Client:
        """A client of the realm's admin API, with a token that is good for at least half of its minute."""
        if time.monotonic() > self._renew_at:
            self._http.headers["Authorization"] = f"Bearer {self.keycloak.admin_token()}"
            self._renew_at = time.monotonic() + 30
        return self._http

    def prepare(self) -> None:
        """Make the roles, clients and settings that the tests use."""
        self.call(
            "PUT", "", {"attributes": {"homeroom.roster.roles": "student,staff,teacher"}, "adminEventsEnabled": True}
        )
        profile = self.call("GET", "/users/profile")
        self.call("PUT", "/users/profile", {**profile, "unmanagedAttributePolicy": "ADMIN_EDIT"})
        for role in ("student", "staff", *STAFF_ROLES):
            self.call("POST", "/roles", {"name": role})
        for client in (DESK, OTHER_APP, LIBRARY):
            self.call("POST", "/clients", public_client(client))
        library = self.call("GET", f"/clients?clientId={LIBRARY}")[0]["id"]
        self.call("POST", f"/clients/{library}/roles", {"name": "launch"})
        self.call("POST", "/groups", {"name": "everybody"})
        everybody = self.call("GET", "/groups?search=everybody")[0]["id"]
        self.call("PUT", f"/default-groups/{everybody}")

    def call(self, method: str, path: str, body: object = None) -> Any:
        answer = self.admin.request(method, path, json=body)
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else None

    def send(self, body: str, media_type: str = "application/json") -> httpx.Response:
        return self.admin.post("/roster/batch", content=body, headers={"Content-Type": media_type})

    def write(self, *rows: Row) -> list[Row]:
        """Send rows and give their results."""
        answer = self.send(json.dumps(rows))
        assert answer.status_code == 200, answer.text
        results: list[Row] = answer.json()["results"]
        assert [result["row"] for result in results] == list(range(len(rows)))
        return results

    def state(self, of: str = "people") -> dict[str, Row]:
        """What the endpoint streams, by sourcedId, code or name."""
        answer = self.admin.get(f"/roster/state?of={of}")
        assert answer.status_code == 200, answer.text
        records: list[Row] = [json.loads(line) for line in answer.text.splitlines()]
        return {
            next(record[key] for key in ("sourcedId", "code", "name") if key in record): record for record in records
        }

    def user_id(self, sourced_id: str) -> str:
        return str(self.state()[sourced_id]["id"])

    def user(self, sourced_id: str) -> Row:
        user: Row = self.call("GET", f"/users/{self.user_id(sourced_id)}")
        return user

    def groups(self, sourced_id: str) -> set[str]:
        return {group["path"] for group in self.call("GET", f"/users/{self.user_id(sourced_id)}/groups")}

    def roles(self, sourced_id: str) -> set[str]:
        return {role["name"] for role in self.call("GET", f"/users/{self.user_id(sourced_id)}/role-mappings/realm")}

    def set_password(self, sourced_id: str) -> None:
        credential = {"type": "password", "value": PASSWORD, "temporary": False}
        self.call("PUT", f"/users/{self.user_id(sourced_id)}/reset-password", credential)

    def sign_in(self, username: str, client: str = DESK, scope: str = "openid") -> httpx.Response:
        form = {
            "grant_type": "password",
            "client_id": client,
            "username": username,
            "password": PASSWORD,
            "scope": scope,
        }
        return httpx.post(f"{self._oidc}/token", data=form, timeout=60)

    def can_sign_in(self, username: str) -> bool:
        answer = self.sign_in(username)
        assert answer.status_code == 200 or answer.json()["error"] == "invalid_grant", answer.text
        return answer.status_code == 200

    def token(self, username: str, client: str = DESK) -> str:
        answer = self.sign_in(username, client)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["access_token"])

    def refresh(self, refresh_token: str) -> httpx.Response:
        form = {"grant_type": "refresh_token", "client_id": DESK, "refresh_token": refresh_token}
        return httpx.post(f"{self._oidc}/token", data=form, timeout=60)

    def userinfo(self, token: str) -> httpx.Response:
        return httpx.get(f"{self._oidc}/userinfo", headers={"Authorization": f"Bearer {token}"}, timeout=60)

    def my_classes(self, token: str) -> httpx.Response:
        url = f"{self.keycloak.url}/realms/{self.name}/roster/classes"
        return httpx.get(url, headers={"Authorization": f"Bearer {token}"}, timeout=60)

    @property
    def _oidc(self) -> str:
        return f"{self.keycloak.url}/realms/{self.name}/protocol/openid-connect"


def public_client(client_id: str) -> Row:
    """A client that people can sign in to with a password; the desk's may ask for classes."""
    mapper = {
        "name": "audience",
        "protocol": "openid-connect",
        "protocolMapper": "oidc-audience-mapper",
        "config": {"included.custom.audience": "homeroom", "access.token.claim": "true"},
    }
    return {
        "clientId": client_id,
        "publicClient": True,
        "directAccessGrantsEnabled": True,
        "protocolMappers": [mapper] if client_id == DESK else [],
    }


def school(code: str, **fields: Any) -> Row:
    row = {
        "type": "school",
        "op": "put",
        "sourcedId": f"org-{code}",
        "rosterHash": "1",
        "code": code,
        "name": f"{code} School",
    }
    return {**row, **fields}


def profile(name: str, *launch: str) -> Row:
    return {"type": "access-profile", "op": "put", "name": name, "launch": list(launch)}


def person(sourced_id: str, **fields: Any) -> Row:
    row = {
        "type": "person",
        "op": "put",
        "sourcedId": sourced_id,
        "rosterHash": "1",
        "username": sourced_id,
        "email": f"{sourced_id}@cedar.example",
        "firstName": "Ana",
        "lastName": "Núñez-O'Brien",
        "enabled": True,
        "attributes": {"personType": ["student"], "grade": ["03"]},
        "schools": [],
        "kind": "students",
        "roles": ["student"],
    }
    return {key: value for key, value in {**row, **fields}.items() if value is not None}


def disable(sourced_id: str) -> Row:
    return {"type": "person", "op": "disable", "sourcedId": sourced_id}


def school_class(sourced_id: str, code: str, **fields: Any) -> Row:
    row = {
        "type": "class",
        "op": "put",
        "sourcedId": sourced_id,
        "rosterHash": "1",
        "title": sourced_id,
        "school": code,
    }
    return {**row, **fields}


def enrollment(class_id: str, person_id: str, role: str = "student", **fields: Any) -> Row:
    key = f"{class_id}/{person_id}"
    row = {
        "type": "enrollment",
        "op": "put",
        "sourcedId": key,
        "rosterHash": "1",
        "class": class_id,
        "person": person_id,
    }
    return {**row, "role": role, **fields}


def remove(kind: str, sourced_id: str) -> Row:
    return {"type": kind, "op": "remove", "sourcedId": sourced_id}
