"""A realm in which forgotten passwords are recovered, and the pages of that over plain HTTP."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import secrets
from html import unescape
from typing import Any

import httpx

from tests.support.authenticator import next_code
from tests.support.mailbox import Mailbox
from tests.support.questions_realm import ANSWERS, FORM, LIST, QuestionsRealm, filled_in
from tests.support.school_realm import PASSWORD, Keycloak, SchoolBrowser, school_browser

NEW_PASSWORD = "another-password-of-the-tests"
PASSWORD_CREDENTIAL = {"type": "password", "value": PASSWORD, "temporary": False}
_FLOW = "recovery"
_DONE = "homeroom-recovery-done"
_ANSWER_TO = {texts[language]: ANSWERS.get(name, "") for name, texts in LIST.items() for language in texts}


def new_authenticator() -> tuple[dict[str, Any], str]:
    """An authenticator app of somebody, as Keycloak's credential, and its secret in Base32."""
    value = secrets.token_hex(10)
    parameters = {"subType": "totp", "digits": 6, "period": 30, "counter": 0, "algorithm": "HmacSHA1"}
    credential = {
        "type": "otp",
        "userLabel": "phone",
        "secretData": json.dumps({"value": value}),
        "credentialData": json.dumps(parameters),
    }
    return credential, base64.b32encode(value.encode()).decode()


def recovery_codes(*codes: str) -> dict[str, Any]:
    """Recovery codes of somebody, as Keycloak's credential: they are asked for in this order."""
    hashed = [base64.b64encode(hashlib.sha512(code.encode()).digest()).decode() for code in codes]
    kept = [{"number": number, "encodedHashedValue": one} for number, one in enumerate(hashed, start=1)]
    parameters = {"algorithm": "RS512", "totalCodes": len(codes), "remainingCodes": len(codes)}
    return {
        "type": "recovery-authn-codes",
        "secretData": json.dumps({"codes": kept}),
        "credentialData": json.dumps(parameters),
    }


def _required(authenticator: str) -> dict[str, Any]:
    return {"requirement": "REQUIRED", "authenticator": authenticator}


_PROOF = {
    "alias": "recovery proof",
    "description": "",
    "providerId": "basic-flow",
    "steps": [
        _required("homeroom-recovery-needs-proof"),
        {"requirement": "ALTERNATIVE", "authenticator": "auth-otp-form"},
        {"requirement": "ALTERNATIVE", "authenticator": "auth-recovery-authn-code-form"},
        {"requirement": "ALTERNATIVE", "authenticator": "homeroom-recovery-mail"},
    ],
}
_STEPS = {
    "description": "",
    "providerId": "basic-flow",
    "steps": [
        _required("homeroom-recovery-person"),
        _required("homeroom-recovery-questions"),
        {"requirement": "CONDITIONAL", "flow": _PROOF},
        _required("homeroom-recovery-end"),
    ],
}


def questions_on(page: httpx.Response) -> list[str]:
    """The questions that a page asks, in their order."""
    return [unescape(text).strip() for text in re.findall(r'<label for="answer-\d+"[^>]*>([^<]*)', page.text)]


def right_answers(page: httpx.Response) -> dict[str, str]:
    """What somebody of these tests types on the page."""
    return {f"answer-{n}": _ANSWER_TO[question] for n, question in enumerate(questions_on(page), start=1)}


def wrong_answers(page: httpx.Response) -> dict[str, str]:
    """What somebody else would type."""
    return {f"answer-{n}": f"a guess {n}" for n, _ in enumerate(questions_on(page), start=1)}


class RecoveryRealm(QuestionsRealm):
    """Students of grades 6 to 12 recover with two of their questions, employees with one proof more."""

    def __init__(self, keycloak: Keycloak, realm: str, mailbox: Mailbox) -> None:
        """Set a new realm up."""
        super().__init__(keycloak, realm)
        self.call("PUT", f"/configuration/flows/{_FLOW}", json=_STEPS)
        action = {"providerId": _DONE, "name": "End all sessions after a recovery"}
        self.call("POST", "/authentication/register-required-action", json=action)
        done = self.call("GET", f"/authentication/required-actions/{_DONE}")
        self.call("PUT", f"/authentication/required-actions/{_DONE}", json={**done, "priority": 45})
        # Names and addresses are the roster's: nobody is asked for one that is missing.
        profile = self.call("GET", "/authentication/required-actions/VERIFY_PROFILE")
        self.call("PUT", "/authentication/required-actions/VERIFY_PROFILE", json={**profile, "enabled": False})
        self.configure(
            emailTheme="homeroom",
            resetPasswordAllowed=True,
            resetCredentialsFlow=_FLOW,
            bruteForceProtected=True,
            failureFactor=20,
            quickLoginCheckMilliSeconds=0,
            smtpServer={"host": "127.0.0.1", "port": str(mailbox.port), "from": "school@school.example"},
        )
        self.set_recovery()

    def set_recovery(
        self, *, students: str = "questions", grades: str = "06,07,08", ask: str = "2", by_email: str = "false"
    ) -> None:
        """The realm's policy, as realm-as-code would write it."""
        values = {"students": students, "grades": grades, "ask": ask, "by-email": by_email}
        self.configure(attributes={f"homeroom.recovery.{name}": value for name, value in values.items()})

    def student(self, grade: str = "07", **settings: Any) -> tuple[str, str]:
        """A student who chose questions; answers id and username."""
        return self._with_questions({"personType": ["student"], "grade": [grade]}, **settings)

    def employee(self, **settings: Any) -> tuple[str, str]:
        """An employee who chose questions; answers id and username."""
        return self._with_questions({"personType": ["staff"]}, **settings)

    def employee_with_app(self) -> tuple[str, str]:
        """An employee with an authenticator app who chose questions; answers the username and the app's secret."""
        app, secret = new_authenticator()
        credentials = [PASSWORD_CREDENTIAL, app]
        _, username = self._with_questions({"personType": ["staff"]}, secret, credentials=credentials)
        return username, secret

    def _with_questions(
        self, attributes: dict[str, list[str]], secret: str | None = None, **settings: Any
    ) -> tuple[str, str]:
        person, username = self.newcomer(attributes=attributes, **settings)
        with school_browser(self) as browser:
            page = browser.sign_in(self.address, username)
            if secret:
                page = browser.send(page, "kc-otp-login-form", otp=next_code(secret))
            browser.send(page, FORM, **filled_in())
        self.call("POST", f"/users/{person}/logout")
        return person, username

    def change(self, person: str, **settings: Any) -> None:
        """Change an account."""
        self.call("PUT", f"/users/{person}", json={**self.call("GET", f"/users/{person}"), **settings})

    def reasons(self) -> list[str]:
        """Why recoveries were refused, the newest first."""
        return [str(event["details"]["reason"]) for event in self.events("RESET_PASSWORD_ERROR")]


class Recovery:
    """A recovery in a browser, as far as it got."""

    def __init__(self, browser: SchoolBrowser) -> None:
        """Begin on the sign-in page."""
        self.browser = browser
        page = browser.open(browser.school.address)
        link = re.search(r'href="([^"]+reset-credentials[^"]*)"', page.text)
        assert link
        self.page = browser.open(browser.school.url + unescape(link[1]))

    def say(self, username: str) -> httpx.Response:
        """Type a username."""
        self.page = self.browser.send(self.page, "recovery-person-form", username=username)
        return self.page

    def answer(self, answers: dict[str, str]) -> httpx.Response:
        """Answer the questions of the page."""
        self.page = self.browser.send(self.page, "recovery-questions-form", **answers)
        return self.page

    def answer_wrongly(self, username: str) -> httpx.Response:
        """Guess."""
        return self.answer(wrong_answers(self.say(username)))

    def answer_rightly(self, username: str) -> httpx.Response:
        """Come as far as the questions bring somebody."""
        return self.answer(right_answers(self.say(username)))

    def choose(self, password: str = NEW_PASSWORD) -> httpx.Response:
        """Choose a password."""
        fields = {"password-new": password, "password-confirm": password}
        self.page = self.browser.send(self.page, "kc-passwd-update-form", **fields)
        return self.page

    @property
    def asks_for_password(self) -> bool:
        """Whether a new password is to be chosen now."""
        return 'id="kc-passwd-update-form"' in self.page.text

    @property
    def says_wrong(self) -> bool:
        """Whether the answers were not right."""
        return "That is not right" in self.page.text

    @property
    def says_rest(self) -> bool:
        """Whether there were too many tries."""
        return 'id="recovery-rest"' in self.page.text


def signs_in(school: RecoveryRealm, username: str, password: str) -> bool:
    """Whether somebody without a second factor gets to the portal with a password."""
    with school_browser(school) as browser:
        page = browser.send(browser.open(school.address), "kc-form-login", username=username, password=password)
    return str(page.url).startswith(school.address)
