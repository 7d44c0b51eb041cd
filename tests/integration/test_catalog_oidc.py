"""An application of the catalogue that goes by roster ids: what its ID token tells, and what it does not."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest

from tests.support.catalog_realm import catalog_realm
from tests.support.keycloak_server import KeycloakServer
from tests.support.school_realm import SchoolRealm, school_browser

pytestmark = pytest.mark.integration

BACK = "https://lessons.school.example/signed-in"
SECRETS = {"usual": "of-the-usual-one-in-the-tests", "named": "of-the-named-one-in-the-tests"}


@pytest.fixture(scope="module")
def school(keycloak: KeycloakServer, realm: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SchoolRealm]:
    """A realm with the template twice: as it is, and with names of claims as another product has them."""
    named = {"id_claim": "studentId", "kind_claim": "role"}
    applications = [
        {
            "id": name,
            "template": "oidc-roster",
            "title": {"en": name},
            "url": "https://lessons.school.example",
            "options": {"redirect_uris": [BACK], "secret": secret, **(named if name == "named" else {})},
        }
        for name, secret in SECRETS.items()
    ]
    made = catalog_realm(keycloak, realm, tmp_path_factory.mktemp("district"), applications)
    made.allow_unmanaged_attributes()
    attributes = {"sourcedId": ["s-42"], "personType": ["student"], "grade": ["07"], "specialEd": ["true"]}
    made.grant(made.person("ana", attributes=attributes), *SECRETS)
    yield made
    made.api.close()


def _tokens(school: SchoolRealm, client: str) -> dict[str, Any]:
    oidc = f"{school.url}/realms/{school.realm}/protocol/openid-connect"
    query = {"client_id": client, "redirect_uri": BACK, "response_type": "code", "scope": "openid", "nonce": "once"}
    with school_browser(school) as browser:
        answer = browser.sign_in(f"{oidc}/auth?{urlencode(query)}", "ana")
    (code,) = parse_qs(urlsplit(answer.headers["location"]).query)["code"]
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK}
    given = httpx.post(f"{oidc}/token", data=form, auth=(client, SECRETS[client]), timeout=30)
    assert given.status_code == 200, given.text
    tokens: dict[str, Any] = given.json()
    return tokens


def _claims(token: str) -> dict[str, Any]:
    body = token.split(".")[1]
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    return claims


@pytest.mark.parametrize(
    ("client", "id_claim", "kind_claim"), [("usual", "sis_id", "user_type"), ("named", "studentId", "role")]
)
def test_the_id_token_tells_the_roster_id_and_the_kind_of_person(
    school: SchoolRealm, client: str, id_claim: str, kind_claim: str
) -> None:
    claims = _claims(_tokens(school, client)["id_token"])

    assert (claims[id_claim], claims[kind_claim]) == ("s-42", "student")
    assert (claims["aud"], claims["nonce"]) == (client, "once")
    assert (claims["preferred_username"], claims["email"]) == ("ana", "ana@school.example")


def test_no_token_tells_more_than_it_has_to(school: SchoolRealm) -> None:
    tokens = _tokens(school, "usual")

    assert "sis_id" not in _claims(tokens["access_token"])
    assert not {"grade", "specialEd", "special_ed", "realm_access", "resource_access"} & set(
        _claims(tokens["id_token"])
    )


def test_the_userinfo_endpoint_tells_the_same(school: SchoolRealm) -> None:
    tokens = _tokens(school, "usual")

    told = httpx.get(
        f"{school.url}/realms/{school.realm}/protocol/openid-connect/userinfo",
        headers={"Authorization": f"Bearer {tokens['access_token']}"},
        timeout=30,
    ).json()

    assert told["sub"] == _claims(tokens["id_token"])["sub"]
    assert (told["sis_id"], told["user_type"]) == ("s-42", "student")
