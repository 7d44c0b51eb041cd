"""Letters with which examples of the demo claim their accounts."""

from __future__ import annotations

from admin_api import ClaimApi
from tests.support.keycloak_server import KeycloakServer
from tests.support.people import example


def letter_for(keycloak: KeycloakServer, kind: str) -> dict[str, str]:
    """Username and code of an example of the demo who claims, as on the first day: no password, nothing agreed to.

    Args:
        keycloak: with the example district in it.
        kind: `claiming_student` or `claiming_employee`.
    """
    person = example(keycloak, kind)
    with keycloak.connection() as connection:
        claims = ClaimApi(connection, keycloak.demo["realm"])
        (claim,) = claims.reset([person["sourced_id"]], reopen_second_factor=True).issued
        accounts = f"/admin/realms/{keycloak.demo['realm']}/users/{claim.user_id}"
        user = connection.get(accounts)
        attributes = {key: value for key, value in user["attributes"].items() if key != "acceptableUse"}
        connection.put(accounts, {**user, "attributes": attributes, "requiredActions": []})
    return {"username": claim.username, "code": claim.code}
