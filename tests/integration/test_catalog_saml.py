"""Applications of the catalogue that start SAML sign-ins: each asks by its entity id and is told what it needs."""

from __future__ import annotations

import re
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from xml.etree.ElementTree import Element, fromstring

import pytest

from realm.catalog import catalog_entry, templates
from tests.support.catalog_realm import catalog_realm
from tests.support.keycloak_server import KeycloakServer
from tests.support.school_realm import SchoolRealm, school_browser

pytestmark = pytest.mark.integration

SAML = "{urn:oasis:names:tc:SAML:2.0:assertion}"
FORMAT = "urn:oasis:names:tc:SAML:{}:nameid-format:{}"


@dataclass(frozen=True)
class Service:
    """A service, and what it has to be told of somebody."""

    entity_id: str
    options: dict[str, str]
    posts_to: str
    name_format: str
    name: str
    attributes: frozenset[tuple[str, str]] = frozenset()


SERVICES = {
    "microsoft-365": Service(
        "urn:federation:MicrosoftOnline",
        {},
        "https://login.microsoftonline.com/login.srf",
        FORMAT.format("2.0", "persistent"),
        "s-42",
        frozenset({("IDPEmail", "ana@school.example")}),
    ),
    "google-workspace": Service(
        "google.com/a/school.example",
        {"domain": "school.example"},
        "https://www.google.com/a/school.example/acs",
        FORMAT.format("1.1", "emailAddress"),
        "ana@school.example",
    ),
    "clever": Service(
        "https://clever.com/oauth/saml/metadata.xml",
        {},
        "https://clever.com/oauth/saml/assert",
        FORMAT.format("1.1", "unspecified"),
        "ana",
        frozenset({("clever.any.sis_id", "s-42")}),
    ),
    "schoology": Service(
        "urn:school.example:schoology",
        {"domain": "school.schoology.com"},
        "https://school.schoology.com/login/saml/receive",
        FORMAT.format("1.1", "unspecified"),
        "ana",
        frozenset({("sourcedId", "s-42")}),
    ),
    "skyward": Service(
        "https://skyward.school.example/SchoolSTS",
        {"acs_url": "https://skyward.school.example/SchoolSTS/acs"},
        "https://skyward.school.example/SchoolSTS/acs",
        FORMAT.format("1.1", "unspecified"),
        "ana",
    ),
    "saml": Service(
        "https://any.example/metadata",
        {"acs_url": "https://any.example/acs", "audience": "https://any.example/metadata"},
        "https://any.example/acs",
        FORMAT.format("1.1", "unspecified"),
        "ana",
    ),
}


@pytest.fixture(scope="module")
def school(keycloak: KeycloakServer, realm: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SchoolRealm]:
    """A realm with an application of each template, and Ana, who may open all of them."""
    applications = [
        {
            "id": template,
            "client_id": service.entity_id,
            "template": template,
            "title": {"en": "A"},
            "url": "https://a.example",
            "options": service.options,
        }
        for template, service in SERVICES.items()
    ]
    made = catalog_realm(keycloak, realm, tmp_path_factory.mktemp("district"), applications)
    profile = made.call("GET", "/users/profile")
    made.call("PUT", "/users/profile", json={**profile, "unmanagedAttributePolicy": "ADMIN_EDIT"})
    ana = made.person("ana", attributes={"sourcedId": ["s-42"]})
    made.grant(ana, *(service.entity_id for service in SERVICES.values()))
    yield made
    made.api.close()


def _request(service: Service) -> str:
    text = (
        '<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1" Version="2.0"'
        ' IssueInstant="2030-01-01T00:00:00Z"><Issuer xmlns="urn:oasis:names:tc:SAML:2.0:assertion">'
        f"{service.entity_id}</Issuer></samlp:AuthnRequest>"
    )
    packed = zlib.compressobj(wbits=-15)
    return b64encode(packed.compress(text.encode()) + packed.flush()).decode()


def test_every_template_with_an_entity_id_is_tried_here() -> None:
    assert {template for template in templates() if catalog_entry(template).client_id} == set(SERVICES)


@pytest.mark.parametrize("template", SERVICES)
def test_a_service_that_asks_by_its_entity_id_is_told_what_it_needs(school: SchoolRealm, template: str) -> None:
    service = SERVICES[template]
    with school_browser(school) as browser:
        address = browser.client.build_request(
            "GET", f"{school.url}/realms/{school.realm}/protocol/saml", params={"SAMLRequest": _request(service)}
        ).url
        page = browser.sign_in(str(address), "ana")
    assert page.status_code == 200, page.text
    response = _response(page.text)
    assert response.get("Destination") == service.posts_to
    assertion = response.find(f"{SAML}Assertion")
    assert assertion is not None
    name = assertion.find(f"{SAML}Subject/{SAML}NameID")
    assert name is not None
    assert (name.get("Format"), name.text) == (service.name_format, service.name)
    assert service.entity_id in {audience.text for audience in assertion.iter(f"{SAML}Audience")}
    assert assertion.find("{http://www.w3.org/2000/09/xmldsig#}Signature") is not None
    assert service.attributes == {
        (attribute.get("Name"), value.text)
        for attribute in assertion.iter(f"{SAML}Attribute")
        for value in attribute.iter(f"{SAML}AttributeValue")
    }


def _response(page: str) -> Element:
    found = re.search(r'name="SAMLResponse" value="([^"]+)"', page, re.IGNORECASE)
    assert found, page
    return fromstring(b64decode(unescape(found[1])))  # noqa: S314 - the Keycloak of this run wrote it
