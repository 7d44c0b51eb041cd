"""Credential cards: what is stored, what becomes the password and when, who may, and what is told."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.roster_realm import DESK, OTHER_APP, PASSWORD, Keycloak, RosterRealm
from tests.support.two_classes import FORBIDDEN, roster_of, two_classes

pytestmark = pytest.mark.integration

WORDS = Path(__file__).parents[2] / "extensions/src/main/resources/org/homeroom/keycloak/cards"
PUPILS = ("ann", "ben", "cleo", "special", "sixth-grader")


@pytest.fixture(scope="module")
def roster(keycloak: Keycloak, realm: str) -> RosterRealm:
    """Two teachers with a class each, and pupils."""
    policy = {"homeroom.card.grades": "KG,01", "homeroom.card.special-ed": "true"}
    made = roster_of(keycloak, realm, two_classes(), policy)
    made.set_password("teacher")
    return made


@pytest.fixture(autouse=True)
def old_passwords(roster: RosterRealm) -> None:
    """Every test begins with pupils who have a password and no card."""
    send(roster, "void", {"people": list(PUPILS)})
    for name in PUPILS:
        roster.set_password(name)


def send(roster: RosterRealm, call: str, body: object, token: str | None = None) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return roster.admin.post(f"/cards/{call}", json=body, headers=headers)


def answer_of(roster: RosterRealm, call: str, body: object, token: str | None = None) -> dict[str, Any]:
    answer = send(roster, call, body, token)
    assert answer.status_code == 200, answer.text
    result: dict[str, Any] = answer.json()
    return result


def issue(roster: RosterRealm, *people: str, token: str | None = None, **more: object) -> list[dict[str, Any]]:
    issued: list[dict[str, Any]] = answer_of(roster, "issue", {"people": list(people), **more}, token)["issued"]
    return issued


def activate(roster: RosterRealm, *cards: dict[str, Any], token: str | None = None) -> int:
    return int(answer_of(roster, "activate", {"cards": [card["cardId"] for card in cards]}, token)["activated"])


def signs_in(roster: RosterRealm, username: str, password: str) -> bool:
    form = {"grant_type": "password", "client_id": DESK, "username": username, "password": password}
    url = f"{roster.keycloak.url}/realms/{roster.name}/protocol/openid-connect/token"
    return httpx.post(url, data=form, timeout=60).status_code == 200


def credentials_of(roster: RosterRealm, sourced_id: str) -> list[dict[str, Any]]:
    """As Keycloak's admin console lists them."""
    found: list[dict[str, Any]] = roster.call("GET", f"/users/{roster.user_id(sourced_id)}/credentials")
    return found


def stored(roster: RosterRealm) -> str:
    """All that Keycloak tells an administrator of a pupil, of what was done, and of the realm."""
    exported = roster.call("POST", "/partial-export?exportClients=true&exportGroupsAndRoles=true")
    return json.dumps([credentials_of(roster, "ann"), roster.call("GET", "/admin-events?max=50"), exported])


def words_of(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+", text))


def test_a_card_has_a_phrase_and_what_is_printed_with_it(roster: RosterRealm) -> None:
    (card,) = answer_of(roster, "issue", {"classes": ["class-2"]})["issued"]

    assert re.fullmatch(r"([a-z]{3,6}-){3}[2-9]{2}", card.pop("phrase"))
    assert card.pop("cardId") in {credential["id"] for credential in credentials_of(roster, "cleo")}
    assert card == {
        "sourcedId": "cleo",
        "userId": roster.user_id("cleo"),
        "username": "cleo",
        "firstName": "Ana",
        "lastName": "Núñez-O'Brien",
        "grade": "KG",
        "class": "class-2",
        "classTitle": "class-2",
    }


def test_until_it_is_activated_a_card_signs_nobody_in_and_the_old_password_does(roster: RosterRealm) -> None:
    (card,) = issue(roster, "ann")

    assert not signs_in(roster, "ann", card["phrase"])
    assert signs_in(roster, "ann", PASSWORD)


def test_an_activated_card_is_the_password_and_the_only_one(roster: RosterRealm) -> None:
    issue(roster, "ann")
    (card,) = issue(roster, "ann")

    assert activate(roster, card) == 1

    assert signs_in(roster, "ann", card["phrase"])
    assert not signs_in(roster, "ann", PASSWORD)
    assert [(one["type"], one["id"]) for one in credentials_of(roster, "ann")] == [("password", card["cardId"])]


def test_a_card_takes_the_place_of_an_older_card(roster: RosterRealm) -> None:
    (old,) = issue(roster, "ann")
    activate(roster, old)
    (new,) = issue(roster, "ann")
    activate(roster, new)

    assert signs_in(roster, "ann", new["phrase"])
    assert not signs_in(roster, "ann", old["phrase"])


def test_a_pupil_without_a_password_gets_one(roster: RosterRealm) -> None:
    send(roster, "void", {"people": ["ann"]})
    (card,) = issue(roster, "ann")
    activate(roster, card)

    assert signs_in(roster, "ann", card["phrase"])


def test_nobody_is_asked_for_a_new_password_after_signing_in_with_a_card(roster: RosterRealm) -> None:
    path = f"/users/{roster.user_id('ann')}"
    user = roster.call("GET", path)
    roster.call("PUT", path, {**user, "requiredActions": ["UPDATE_PASSWORD", "VERIFY_EMAIL"]})
    (card,) = issue(roster, "ann")
    activate(roster, card)

    assert roster.call("GET", path)["requiredActions"] == ["VERIFY_EMAIL"]
    roster.call("PUT", path, {**user, "requiredActions": []})


def test_activating_again_does_nothing(roster: RosterRealm) -> None:
    (card,) = issue(roster, "ann")
    assert activate(roster, card) == 1

    assert activate(roster, card) == 0
    assert signs_in(roster, "ann", card["phrase"])


def test_of_two_activations_at_once_one_password_is_left(roster: RosterRealm) -> None:
    cards = [issue(roster, "ann")[0] for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        activated = sum(threads.map(lambda card: activate(roster, card), cards))

    left = credentials_of(roster, "ann")
    assert activated >= 1
    assert [one["type"] for one in left] == ["password"]
    phrases = {card["cardId"]: card["phrase"] for card in cards}
    assert signs_in(roster, "ann", phrases[left[0]["id"]])


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_words_are_of_the_language_asked_for(roster: RosterRealm, language: str) -> None:
    (card,) = issue(roster, "ann", language=language)

    assert set(card["phrase"].split("-")[:3]) <= set((WORDS / f"words-{language}.txt").read_text().split())


def test_nothing_readable_is_stored(roster: RosterRealm) -> None:
    (first,) = issue(roster, "ann")
    activate(roster, first)
    before = stored(roster)
    (card,) = issue(roster, "ann")
    activate(roster, card)

    after = stored(roster)

    assert card["phrase"] not in after
    words = set(card["phrase"].split("-")[:3])
    assert words & (words_of(after) - words_of(before)) == set()


def test_the_events_name_the_people(roster: RosterRealm) -> None:
    (card,) = issue(roster, "ann")

    (event,) = roster.call("GET", "/admin-events?resourcePath=cards/issue&max=1")

    assert (event["operationType"], event["resourceType"]) == ("CREATE", "CARD")
    assert json.loads(event["representation"]) == {"people": [card["userId"]]}


def test_who_may_have_a_card_follows_from_the_realms_attributes(roster: RosterRealm) -> None:
    answer = answer_of(roster, "issue", {"people": ["ann", "sixth-grader", "special", "teacher", "gone", "nobody"]})

    assert [card["sourcedId"] for card in answer["issued"]] == ["ann", "special"]
    assert {refused["sourcedId"]: refused["error"] for refused in answer["refused"]} == {
        "sixth-grader": "policy",
        "teacher": "policy",
        "gone": "disabled",
        "nobody": "not_allowed",
    }


def test_a_class_gets_cards_by_name(roster: RosterRealm) -> None:
    answer = answer_of(roster, "issue", {"classes": ["class-1", "class-9"]})

    assert [card["sourcedId"] for card in answer["issued"]] == ["ben", "ann"]
    assert [(one["sourcedId"], one["error"]) for one in answer["refused"]] == [
        ("class-9", "not_allowed"),
        ("sixth-grader", "policy"),
    ]


class TestVoiding:
    def test_a_void_card_signs_nobody_in(self, roster: RosterRealm) -> None:
        (card,) = issue(roster, "ann")
        activate(roster, card)

        assert answer_of(roster, "void", {"people": ["ann"]}) == {"voided": 1}
        assert not signs_in(roster, "ann", card["phrase"])

    def test_the_one_who_found_it_is_signed_out(self, roster: RosterRealm) -> None:
        (card,) = issue(roster, "ann")
        activate(roster, card)
        form = {"grant_type": "password", "client_id": DESK, "username": "ann", "password": card["phrase"]}
        url = f"{roster.keycloak.url}/realms/{roster.name}/protocol/openid-connect/token"
        session = httpx.post(url, data=form, timeout=60).json()

        send(roster, "void", {"people": ["ann"], "signOut": True})

        assert roster.refresh(session["refresh_token"]).status_code == 400

    def test_a_card_that_was_not_printed_is_void_and_the_password_stays(self, roster: RosterRealm) -> None:
        (card,) = issue(roster, "ann")

        assert answer_of(roster, "void", {"cards": [card["cardId"]]}) == {"voided": 1}
        assert activate(roster, card) == 0
        assert signs_in(roster, "ann", PASSWORD)

    def test_a_student_who_may_have_no_card_keeps_the_password(self, roster: RosterRealm) -> None:
        assert answer_of(roster, "void", {"people": ["sixth-grader"]}) == {"voided": 0}
        assert signs_in(roster, "sixth-grader", PASSWORD)


class TestPermission:
    def test_a_teacher_issues_for_the_own_pupils_only(self, roster: RosterRealm) -> None:
        answer = answer_of(roster, "issue", {"people": ["ann", "cleo"]}, roster.token("teacher"))

        assert [card["sourcedId"] for card in answer["issued"]] == ["ann"]
        assert answer["refused"] == [{"sourcedId": "cleo", "error": "not_allowed"}]

    def test_a_card_of_somebody_elses_pupil_is_not_activated(self, roster: RosterRealm) -> None:
        (card,) = issue(roster, "cleo")

        assert activate(roster, card, token=roster.token("teacher")) == 0
        assert signs_in(roster, "cleo", PASSWORD)

    def test_a_password_of_somebody_elses_pupil_is_not_void(self, roster: RosterRealm) -> None:
        token = roster.token("teacher")
        (password,) = credentials_of(roster, "cleo")

        assert send(roster, "void", {"people": ["ann", "cleo"]}, token).status_code == FORBIDDEN
        assert answer_of(roster, "void", {"cards": [password["id"]]}, token) == {"voided": 0}
        assert signs_in(roster, "cleo", PASSWORD)
        assert signs_in(roster, "ann", PASSWORD)

    @pytest.mark.parametrize("call", ["issue", "activate", "void"])
    @pytest.mark.parametrize(("username", "client"), [("ann", DESK), ("teacher", OTHER_APP)])
    def test_whoever_is_not_at_work_is_forbidden_before_the_body_is_read(
        self, roster: RosterRealm, call: str, username: str, client: str
    ) -> None:
        assert send(roster, call, "not an object", roster.token(username, client)).status_code == FORBIDDEN


@pytest.mark.parametrize(
    ("call", "body", "status", "words"),
    [
        ("issue", {"people": ["ann"], "language": "tlh"}, 400, "'language' must be one of: en, es"),
        ("issue", {"people": ["ann"], "language": 7}, 400, "'language' must be a text"),
        ("issue", {"people": ["ann"], "expires": "2099-01-01"}, 400, "Unknown key 'expires'"),
        ("issue", {"people": ["x"] * 1_001}, 413, "1000"),
        ("activate", {"credentials": []}, 400, "Unknown key 'credentials'"),
        ("void", {}, 400, "'people' or 'cards'"),
    ],
)
def test_what_cannot_be_understood_is_said(
    roster: RosterRealm, call: str, body: object, status: int, words: str
) -> None:
    answer = send(roster, call, body)

    assert answer.status_code == status
    assert words in answer.json()["message"]
