"""A realm in which people claim their accounts, and its claim pages over plain HTTP."""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from typing import Any

import httpx

from tests.support.badge_realm import Person, SignIn, new_browser
from tests.support.school_realm import Keycloak, SchoolRealm

REFUSED = "That did not work"
OWN_PASSWORD = "four-otters-at-breakfast"
_FLOW = "claims"
_ACTIONS = ("homeroom-acceptable-use", "homeroom-claim-password", "homeroom-claim-done")


def old_letter(realm_id: str, code: str) -> dict[str, str]:
    """The credential of a letter with these twelve characters, which ended long ago, as Keycloak stores it."""
    kept = hashlib.pbkdf2_hmac("sha512", code.encode(), f"homeroom-claim:{realm_id}".encode(), 500, 48)
    about = {
        "algorithm": "pbkdf2-sha512-500",
        "issued": "2020-08-01T12:00:00Z",
        "expires": "2020-08-31",
        "issuedBy": "somebody",
        "state": "active",
    }
    return {
        "id": str(uuid.UUID(bytes=kept[:16])),
        "type": "claim-code",
        "secretData": json.dumps({"check": kept[16:].hex()}),
        "credentialData": json.dumps(about),
    }


class ClaimRealm(SchoolRealm):
    """Students of grade 6 claim with a code, those of grade 7 with facts, employees with both."""

    def __init__(self, keycloak: Keycloak, realm: str) -> None:
        """Set a new realm up."""
        super().__init__(keycloak, realm)
        profile = self.call("GET", "/users/profile")
        self.call("PUT", "/users/profile", json={**profile, "unmanagedAttributePolicy": "ENABLED"})
        flow = {"alias": _FLOW, "providerId": "basic-flow", "topLevel": True, "builtIn": False}
        self.call("POST", "/authentication/flows", json=flow)
        self.call("POST", f"/authentication/flows/{_FLOW}/executions/execution", json={"provider": "homeroom-claim"})
        (step,) = self.call("GET", f"/authentication/flows/{_FLOW}/executions")
        self.call("PUT", f"/authentication/flows/{_FLOW}/executions", json={**step, "requirement": "REQUIRED"})
        for action in _ACTIONS:
            body = {"providerId": action, "name": action}
            self.call("POST", "/authentication/register-required-action", json=body)
        self.set_policy(students="code")
        self.configure(registrationFlow=_FLOW, registrationAllowed=True, eventsEnabled=True, bruteForceProtected=True)

    def set_policy(self, *, students: str, **attributes: str) -> None:
        """What students of grades 6 and 7 prove; other attributes of the realm besides."""
        policy = {"homeroom.claim.grades": "06,07", "homeroom.claim.students": students, "homeroom.claim.staff": "both"}
        self.configure(attributes=policy | attributes)

    def add_person(self, name: str, *, grade: str = "06", kind: str = "student", **more: Any) -> Person:
        """An account that nobody has claimed; its date of birth is 7 March 2012."""
        attributes = {
            "sourcedId": [f"sid-{name}"],
            "personType": [kind],
            "grade": [grade],
            "birthDate": ["2012-03-07"],
        }
        user = {"username": name, "enabled": True, "firstName": "Ada", "lastName": name, "email": f"{name}@x.test"}
        answer = self.api.post("/users", json={**user, "attributes": attributes, **more})
        assert answer.status_code == 201, answer.text
        return Person(answer.headers["location"].rsplit("/", 1)[1], f"sid-{name}", name)

    def letter(self, person: Person, *, active: bool = True, **more: Any) -> str:
        """The code of a new letter."""
        answer = self.call("POST", "/claims/issue", json={"people": [person.sourced_id], **more})
        (claim,) = answer["issued"]
        if active:
            self.call("POST", "/claims/activate", json={"claims": [claim["claimId"]]})
        return str(claim["code"])

    def add_person_with_old_letter(self, name: str, code: str) -> Person:
        """An account whose letter has these twelve characters, and ended long ago."""
        return self.add_person(name, credentials=[old_letter(self.call("GET", "")["id"], code)])

    def reset(self, person: Person) -> str:
        """The code that a delegate's reset gives."""
        (claim,) = self.call("POST", "/claims/reset", json={"people": [person.sourced_id]})["issued"]
        return str(claim["code"])

    def begin(self, address: str | None = None) -> SignIn:
        """The first page of a claim in a new browser, at 127.0.0.1 or another address of loopback."""
        browser = new_browser(address)
        browser.follow_redirects = True
        return SignIn(browser, browser.get(f"{self.url}/realms/{self.realm}/claim"))

    def with_code(self, code: str, **more: str) -> SignIn:
        """What follows the code in a new browser."""
        return self.begin().post(code=code, **more)

    def sends_password(self, claim: SignIn, password: str = OWN_PASSWORD) -> SignIn:
        """What follows a new password."""
        return claim.post(**{"password-new": password, "password-confirm": password})

    def signs_in(self, username: str, password: str = OWN_PASSWORD) -> bool:
        """Whether somebody gets in with a password, straight to the last step of a claim or to the portal."""
        browser = new_browser()
        browser.follow_redirects = True
        page = SignIn(browser, browser.get(self.address)).post(username=username, password=password)
        return "claimed-username" in page.page.text or page.page.url.path.endswith("/portal")

    def reasons(self) -> list[str]:
        """Why claims were refused, the last one first, as events tell administrators."""
        events = self.call("GET", "/events?type=REGISTER_ERROR&max=20")
        return [event["details"]["claim_refused_reason"] for event in events]


def asks_for_password(claim: SignIn) -> bool:
    """Whether this is the page that asks for a new password."""
    return 'id="password-new"' in claim.page.text


def is_refused(claim: SignIn) -> bool:
    """Whether this is the first page again, saying that it did not work."""
    return 'id="claim-code"' in claim.page.text and REFUSED in claim.page.text


def comparable(page: httpx.Response) -> tuple[int, str]:
    """Status and text of a page without what is different each time it is made, and without what was typed."""
    text = re.sub(r"(session_code|tab_id|execution|client_data)=[\w.-]+|data-auth-session=\"[^\"]*\"", "", page.text)
    return page.status_code, re.sub(r'value="[^"]*"', "", text)
