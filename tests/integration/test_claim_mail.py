"""Claim codes by e-mail: what is sent, to whom, and that a code works only when its mail was taken."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator

import pytest

from badge_tool.letters.words import letter_words_in
from tests.support.claim_realm import ClaimRealm, asks_for_password
from tests.support.mailbox import Mailbox, running_mailbox
from tests.support.school_realm import Keycloak

pytestmark = pytest.mark.integration

CODE = re.compile(r"^([0-9A-Z]{4}-){2}[0-9A-Z]{4}\b", re.MULTILINE)


@pytest.fixture(scope="module")
def mailbox() -> Iterator[Mailbox]:
    with running_mailbox() as mailbox:
        yield mailbox


@pytest.fixture(scope="module")
def claims(keycloak: Keycloak, realm: str, mailbox: Mailbox) -> ClaimRealm:
    made = ClaimRealm(keycloak, realm)
    server = {"host": "127.0.0.1", "port": str(mailbox.port), "from": "school@x.test"}
    made.configure(smtpServer=server, emailTheme="homeroom")
    return made


def test_a_code_that_was_mailed_claims_the_account(claims: ClaimRealm, mailbox: Mailbox) -> None:
    person = claims.add_person(f"m{uuid.uuid4().hex[:8]}")

    answer = claims.call("POST", "/claims/send", json={"people": [person.sourced_id]})

    text = mailbox.text_for(f"{person.username}@x.test")
    found = CODE.search(text)
    assert found, text
    assert found[0] not in str(answer)
    assert [one["sourcedId"] for one in answer["sent"]] == [person.sourced_id]
    assert f"/realms/{claims.realm}/claim" in text
    assert asks_for_password(claims.with_code(found[0]))


def test_the_mail_is_in_the_language_that_the_person_chose(claims: ClaimRealm, mailbox: Mailbox) -> None:
    name = f"m{uuid.uuid4().hex[:8]}"
    attributes = {"sourcedId": [f"sid-{name}"], "personType": ["student"], "grade": ["06"], "locale": ["es"]}
    user = {"username": name, "enabled": True, "email": f"{name}@x.test", "attributes": attributes}
    assert claims.api.post("/users", json=user).status_code == 201

    claims.call("POST", "/claims/send", json={"people": [f"sid-{name}"]})

    assert mailbox.mails[f"{name}@x.test"]["Subject"] == "Active su cuenta de la escuela"


@pytest.mark.parametrize("kind", ["student", "staff"])
def test_the_mail_says_what_a_letter_would_say(claims: ClaimRealm, mailbox: Mailbox, kind: str) -> None:
    guides = "https://desk.cedar-valley.example/guides/{language}/"
    claims.configure(
        displayName="Cedar Valley Schools",
        attributes={"homeroom.help-contact": "the front office", "homeroom.guides": guides},
    )
    person = claims.add_person(f"m{uuid.uuid4().hex[:8]}", kind=kind)
    words = letter_words_in("en")
    assert words

    claims.call("POST", "/claims/send", json={"people": [person.sourced_id]})

    text = " ".join(mailbox.text_for(f"{person.username}@x.test").split())
    asked = words.staff if kind == "staff" else words.student
    sentences = [asked.intro.format(name="Ada", district="Cedar Valley Schools"), words.type_code, asked.password]
    assert [sentence for sentence in (*sentences, *words.rules) if sentence not in text] == []
    assert words.help.format("the front office") in text
    assert words.guides.format(guides.format(language="en")) in text
    assert (words.birth_date in text) == (kind == "staff")


def test_who_has_no_address_or_whose_mail_is_refused_gets_no_code(claims: ClaimRealm) -> None:
    without = claims.add_person(f"m{uuid.uuid4().hex[:8]}", email="")
    refused = claims.add_person(f"m{uuid.uuid4().hex[:8]}", email="refused@x.test")

    answer = claims.call("POST", "/claims/send", json={"people": [without.sourced_id, refused.sourced_id]})

    errors = {one["sourcedId"]: one["error"] for one in answer["refused"]}
    assert errors == {without.sourced_id: "no_email", refused.sourced_id: "mail_failed"}
    assert claims.call("GET", f"/users/{refused.id}/credentials") == []
