"""A realm with security questions, and people who have some."""

from __future__ import annotations

import json
import re
import uuid
from html import unescape
from typing import Any

import httpx

from tests.support.school_realm import Keycloak, SchoolBrowser, SchoolRealm

ACTION = "homeroom-questions"
TYPE = "security-questions"
LIST = {
    "toy": {"en": "Which toy did you love?", "es": "¿Qué juguete querías?"},
    "dish": {"en": "Which dish did you hate?", "es": "¿Qué plato odiabas?"},
    "song": {"en": "Which song did you sing?", "es": "¿Qué canción cantabas?"},
    "lost": {"en": "Where did you get lost?", "es": "¿Dónde te perdiste?"},
    "book": {"en": "Which book did you read?", "es": "¿Qué libro leías?"},
    "broke": {"en": "What did you break?", "es": "¿Qué rompiste?"},
}
ANSWERS = {"toy": "Wooden duck", "dish": "Liver", "song": "La Bamba"}
"""What people of these tests answer."""
FORM = "homeroom-questions-form"


def filled_in(answers: dict[str, str] = ANSWERS) -> dict[str, str]:
    """The fields of the page on which questions are chosen."""
    fields: dict[str, str] = {}
    for number, (question, answer) in enumerate(answers.items(), start=1):
        fields |= {f"question-{number}": question, f"answer-{number}": answer}
    return fields


def errors_on(page: httpx.Response) -> dict[str, str]:
    """What the page says is wrong, by field."""
    error = r'id="input-error-((?:question|own|answer)-\d+)">.*?<span>([^<]+)</span></span>'
    found = re.findall(error, page.text, re.DOTALL)
    return {field: unescape(words) for field, words in found}


class QuestionsRealm(SchoolRealm):
    """Three questions to choose of six; whoever has to may do it at the next sign-in."""

    def __init__(self, keycloak: Keycloak, realm: str) -> None:
        """Set a new realm up."""
        super().__init__(keycloak, realm)
        profile = self.call("GET", "/users/profile")
        self.call("PUT", "/users/profile", json={**profile, "unmanagedAttributePolicy": "ENABLED"})
        action = {"providerId": ACTION, "name": "Choose security questions"}
        self.call("POST", "/authentication/register-required-action", json=action)
        self.call("PUT", f"/authentication/required-actions/{ACTION}/config", json={"config": {"max_auth_age": "0"}})
        self.configure(eventsEnabled=True, adminEventsEnabled=True)
        self.set_questions()

    def set_questions(self, **attributes: str) -> None:
        """The realm's policy, as realm-as-code would write it, but for what is named."""
        policy = {"enabled": "true", "choose": "3", "min-length": "3", "own": "false", "list": json.dumps(LIST)}
        values = {**policy, **attributes}
        self.configure(attributes={f"homeroom.questions.{name.replace('_', '-')}": v for name, v in values.items()})

    def newcomer(self, **settings: Any) -> tuple[str, str]:
        """Somebody who has to choose questions at the next sign-in; answers id and username."""
        username = f"p{uuid.uuid4().hex[:10]}"
        return self.person(username, requiredActions=[ACTION], **settings), username

    def credentials_of(self, person: str) -> list[dict[str, Any]]:
        """The security questions of somebody, as the admin console gets them."""
        every: list[dict[str, Any]] = self.call("GET", f"/users/{person}/credentials")
        return [one for one in every if one["type"] == TYPE]

    def events(self, kind: str, person: str | None = None) -> list[dict[str, Any]]:
        """Events of a kind, the newest first."""
        found: list[dict[str, Any]] = self.call("GET", "/events", params={"type": kind, "user": person, "max": 20})
        return found

    def choose(self, browser: SchoolBrowser, username: str, answers: dict[str, str] = ANSWERS) -> httpx.Response:
        """Sign in somebody who has to choose questions, and choose them."""
        return browser.send(browser.sign_in(self.address, username), FORM, **filled_in(answers))
