"""The quick read of a realm: everything of it, no secret, and only for who may export it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from admin_api import AdminApiError, AdminConnection, RefusedError
from realm.secret_digest import SecretDigest, new_nonce, nonce_text, with_digests
from settings.deployment import KeycloakAccess
from tests.support.keycloak_server import KeycloakServer

pytestmark = pytest.mark.integration

SECRET = "a-secret-of-the-tests"


@pytest.fixture(scope="module")
def connection(keycloak: KeycloakServer, realm: str) -> Iterator[AdminConnection]:
    """A connection to a realm with a secret of each sort."""
    with keycloak.connection() as opened:
        address = f"/admin/realms/{realm}"
        opened.put(address, {"smtpServer": {"host": "mail", "from": "a@b.example", "auth": "true", "password": SECRET}})
        opened.post(f"{address}/clients", {"clientId": "shop", "secret": SECRET, "serviceAccountsEnabled": True})
        opened.post(f"{address}/clients", {"clientId": "saml", "protocol": "saml"})
        chess = {
            "name": "chess/go",
            "attributes": {"day": ["Monday", "Friday"]},
            "clientRoles": {"account": ["view-profile"]},
        }
        clubs = {"name": "clubs", "description": "after school", "realmRoles": ["offline_access"], "subGroups": [chess]}
        opened.post(f"{address}/configuration/groups", {"groups": [clubs, {"name": "empty"}]})
        provider = {"alias": "other", "providerId": "oidc", "config": {"clientId": "a", "clientSecret": SECRET}}
        opened.post(f"{address}/identity-provider/instances", provider)
        opened.post(
            f"{address}/components",
            {
                "name": "directory",
                "providerId": "ldap",
                "providerType": "org.keycloak.storage.UserStorageProvider",
                "config": {
                    key: [value]
                    for key, value in {
                        "vendor": "other",
                        "connectionUrl": "ldap://localhost:1",
                        "bindDn": "cn=a",
                        "bindCredential": SECRET,
                        "usersDn": "ou=people",
                        "usernameLDAPAttribute": "uid",
                        "rdnLDAPAttribute": "uid",
                        "uuidLDAPAttribute": "entryUUID",
                        "userObjectClasses": "person",
                        "authType": "simple",
                        "editMode": "READ_ONLY",
                        "enabled": "false",
                    }.items()
                },
            },
        )
        yield opened


def read(connection: AdminConnection, realm: str, nonce: bytes) -> Any:
    return connection.get(f"/admin/realms/{realm}/configuration", {"nonce": nonce_text(nonce)})


def without_order(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_order(item) for key, item in value.items()}
    if isinstance(value, list):
        return sorted((without_order(item) for item in value), key=lambda item: json.dumps(item, sort_keys=True))
    return value


def without_secrets(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_secrets(item) for key, item in value.items() if "private.key" not in key}
    if isinstance(value, list):
        return [without_secrets(item) for item in value]
    return "**********" if isinstance(value, SecretDigest) else value


def test_it_answers_what_the_stock_export_answers(connection: AdminConnection, realm: str) -> None:
    stock = connection.post(
        f"/admin/realms/{realm}/partial-export", query={"exportClients": True, "exportGroupsAndRoles": True}
    )
    # The stock export leaves its masks in Keycloak's own cache.
    connection.post(f"/admin/realms/{realm}/clear-realm-cache")
    nonce = new_nonce()
    ours = with_digests(read(connection, realm, nonce), nonce)
    assert without_order(without_secrets(ours)) == without_order(without_secrets(stock))


@pytest.mark.parametrize("_reading", ["first", "second"])
def test_no_secret_is_in_the_answer_and_each_can_be_recognized(
    connection: AdminConnection, realm: str, _reading: str
) -> None:
    nonce = new_nonce()
    answer = read(connection, realm, nonce)
    text = json.dumps(answer)
    assert SECRET not in text
    assert "**********" not in text
    found = with_digests(answer, nonce)
    clients = {client["clientId"]: client for client in found["clients"]}
    (directory,) = found["components"]["org.keycloak.storage.UserStorageProvider"]
    secrets = (
        found["smtpServer"]["password"],
        clients["shop"]["secret"],
        found["identityProviders"][0]["config"]["clientSecret"],
        directory["config"]["bindCredential"][0],
    )
    assert [secret.matches(SECRET) for secret in secrets] == [True] * len(secrets)
    assert isinstance(clients["saml"]["attributes"]["saml.signing.private.key"], SecretDigest)


@pytest.mark.parametrize("query", [{}, {"nonce": "AAAA"}, {"nonce": "no base64!"}, {"nonce": "A" * 200}])
def test_a_nonce_that_is_none_is_refused(connection: AdminConnection, realm: str, query: dict[str, str]) -> None:
    with pytest.raises(AdminApiError, match="nonce") as caught:
        connection.get(f"/admin/realms/{realm}/configuration", query)
    assert caught.value.status == 400


def test_whoever_may_not_manage_the_realm_may_neither_read_nor_write(
    keycloak: KeycloakServer, connection: AdminConnection, realm: str
) -> None:
    (management,) = connection.get(f"/admin/realms/{realm}/clients", {"clientId": "realm-management"})
    (shop,) = connection.get(f"/admin/realms/{realm}/clients", {"clientId": "shop"})
    account = connection.get(f"/admin/realms/{realm}/clients/{shop['id']}/service-account-user")
    roles = f"/admin/realms/{realm}/users/{account['id']}/role-mappings/clients/{management['id']}"
    role = connection.get(f"/admin/realms/{realm}/clients/{management['id']}/roles/view-realm")
    connection.post(roles, [role])
    access = KeycloakAccess(url=keycloak.url, client_id="shop", client_secret=SECRET, auth_realm=realm)
    with AdminConnection.of_account(access) as viewer:
        assert viewer.get(f"/admin/realms/{realm}")["realm"] == realm
        with pytest.raises(RefusedError):
            read(viewer, realm, new_nonce())
        with pytest.raises(RefusedError):
            viewer.put(f"/admin/realms/{realm}/configuration/flows/by-hand", {"steps": []})
    flows = connection.get(f"/admin/realms/{realm}/authentication/flows")
    assert "by-hand" not in {flow["alias"] for flow in flows}
