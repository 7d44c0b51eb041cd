"""Signing in with a badge: who gets in, and that everybody else is told the same."""

from __future__ import annotations

import base64
import hashlib
import json
import uuid
from functools import partial

import httpx
import pyotp
import pytest

from tests.support.badge_realm import BadgeRealm, Person, make_code, new_browser, without_tokens
from tests.support.keycloak_server import KeycloakServer
from tests.support.lockout import lock

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def school(keycloak: KeycloakServer, realm: str) -> BadgeRealm:
    return BadgeRealm(keycloak, realm)


def stored_badge(secret: bytes, **data: str) -> dict[str, object]:
    """A credential as Keycloak imports it with an account."""
    public = {"algorithm": "SHA-256", "issued": "2025-08-20T12:00:00Z", "issuedBy": "x", "state": "active", **data}
    return {
        "type": "badge",
        "credentialData": json.dumps(public),
        "secretData": json.dumps({"digest": hashlib.sha256(secret).hexdigest()}),
    }


def test_an_active_badge_signs_in(school: BadgeRealm) -> None:
    pupil = school.add_person()

    assert school.hold_up(school.active_badge(pupil)).greeted().is_done

    (event,) = school.call("GET", f"/events?type=LOGIN&user={pupil.id}")
    assert event["details"]["auth_method"] == "badge"


def test_the_history_of_a_badge_tells_when_it_was_used_and_refused(school: BadgeRealm) -> None:
    pupil = school.add_person()
    code = school.active_badge(pupil)
    assert school.hold_up(code).greeted().is_done
    school.call("POST", "/badges/void", json={"people": [pupil.sourced_id]})
    assert school.hold_up(code).is_refused

    told = school.call("GET", f"/badges/history?person={pupil.sourced_id}")

    assert [entry["what"] for entry in told] == ["refused", "voided", "used", "activated", "issued"]
    assert told[0]["reason"] == "wrong_secret"


def test_small_letters_and_white_space_are_read_too(school: BadgeRealm) -> None:
    code = school.active_badge(school.add_person())

    assert school.hold_up(f" {code.lower()}\r\n").greeted().is_done


def test_a_special_ed_student_of_a_higher_grade_signs_in(school: BadgeRealm) -> None:
    assert school.hold_up(school.active_badge(school.add_person(grade="09", special_ed=True))).greeted().is_done


def test_a_hand_scanner_that_types_into_the_username_signs_in_and_leaves_no_trace(school: BadgeRealm) -> None:
    code = school.active_badge(school.add_person())

    assert school.begin().post(username=code, password="").greeted().is_done
    assert school.begin().post(username=make_code(str(uuid.uuid4()), bytes(16)), password="").is_refused
    assert "HB1" not in json.dumps(school.call("GET", "/events?max=100"))


def a_voided_badge(school: BadgeRealm) -> str:
    pupil = school.add_person()
    code = school.active_badge(pupil)
    school.call("POST", "/badges/void", json={"people": [pupil.sourced_id]})
    return code


def a_replaced_badge(school: BadgeRealm) -> str:
    pupil = school.add_person()
    old = school.active_badge(pupil)
    school.active_badge(pupil)
    return old


def a_pending_badge(school: BadgeRealm) -> str:
    (badge,) = school.issue(school.add_person())
    return str(badge["code"])


def an_expired_badge(school: BadgeRealm) -> str:
    secret = bytes(16)
    pupil = school.add_person(credentials=[stored_badge(secret, expires="2026-01-31")])
    return make_code(pupil.id, secret)


def a_wrong_secret(school: BadgeRealm) -> str:
    pupil = school.add_person()
    school.active_badge(pupil)
    return make_code(pupil.id, bytes(16))


def nobodys_badge(school: BadgeRealm) -> str:
    return make_code(str(uuid.uuid4()), bytes(16))


def another_code(school: BadgeRealm) -> str:
    return "https://example.org/menu"


def a_badge_of_a_disabled_person(school: BadgeRealm) -> str:
    pupil = school.add_person()
    code = school.active_badge(pupil)
    school.call("PUT", f"/users/{pupil.id}", json={"enabled": False})
    return code


def a_badge_of_a_grade_without_badges(school: BadgeRealm) -> str:
    pupil = school.add_person()
    code = school.active_badge(pupil)
    account = school.call("GET", f"/users/{pupil.id}")
    account["attributes"]["grade"] = ["06"]
    school.call("PUT", f"/users/{pupil.id}", json=account)
    return code


def a_badge_of_staff_where_staff_have_none(school: BadgeRealm) -> str:
    secret = bytes(16)
    return make_code(school.add_person(kind="staff", credentials=[stored_badge(secret)]).id, secret)


@pytest.mark.parametrize(
    ("badge", "reason"),
    [
        (a_voided_badge, "wrong_secret"),
        (a_replaced_badge, "wrong_secret"),
        (a_pending_badge, "pending"),
        (an_expired_badge, "expired"),
        (a_wrong_secret, "wrong_secret"),
        (nobodys_badge, "unknown_person"),
        (another_code, "malformed"),
        (a_badge_of_a_disabled_person, "disabled"),
        (a_badge_of_a_grade_without_badges, "policy"),
        (a_badge_of_staff_where_staff_have_none, "policy"),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_a_badge_that_does_not_sign_in_is_refused_with_the_same_page(
    school: BadgeRealm, badge: object, reason: str
) -> None:
    assert callable(badge)
    code = badge(school)

    refused = school.hold_up(code)

    assert refused.is_refused
    assert without_tokens(refused.page.text) == without_tokens(school.hold_up("nonsense").page.text)
    assert code not in json.dumps(school.call("GET", "/events?max=100"))
    assert reason in {
        event["details"].get("badge_refused_reason") for event in school.call("GET", "/events?type=LOGIN_ERROR&max=2")
    }


def test_a_badge_of_another_realm_is_refused(school: BadgeRealm, keycloak: KeycloakServer) -> None:
    name = f"other-{uuid.uuid4().hex[:8]}"
    headers = {"Authorization": f"Bearer {keycloak.admin_token()}"}
    made = httpx.post(
        f"{keycloak.url}/admin/realms", json={"realm": name, "enabled": True}, headers=headers, timeout=60
    )
    made.raise_for_status()
    other = BadgeRealm(keycloak, name)
    try:
        code = other.active_badge(other.add_person())
        assert school.hold_up(code).is_refused
        assert school.reason() == "unknown_person"
    finally:
        other.call("DELETE", "")


def test_the_device_remembers_which_page_comes_first(school: BadgeRealm) -> None:
    password = [{"type": "password", "value": "correct-horse"}]
    pupil = school.add_person(credentials=password)
    code = school.active_badge(pupil)
    first = school.begin()
    assert not first.is_badge_page

    assert first.post(signInWith="badge").post(badge=code).greeted().is_done
    again = school.begin(first.browser, prompt="login")
    fresh_device = new_browser()
    fresh_device.cookies.set("HOMEROOM_BADGE", first.browser.cookies["HOMEROOM_BADGE"])
    assert school.begin(fresh_device).is_badge_page

    assert again.is_badge_page
    assert again.post(signInWith="password").post(username=pupil.username, password="correct-horse").is_done
    assert "HOMEROOM_BADGE" not in first.browser.cookies


def test_both_pages_lead_to_each_other(school: BadgeRealm) -> None:
    badge = school.begin().post(signInWith="badge")
    password = badge.post(signInWith="password")

    assert badge.is_badge_page
    assert not password.is_badge_page
    assert 'name="signInWith" value="badge"' in password.page.text


def test_in_a_confirmation_the_badge_has_to_be_of_the_same_person(school: BadgeRealm) -> None:
    own = school.active_badge(school.add_person())
    others = school.active_badge(school.add_person())
    signed_in = school.hold_up(own).greeted()

    confirmation = school.begin(signed_in.browser, prompt="login", max_age="0")
    refused = confirmation.post(badge=others)

    assert refused.is_refused
    assert school.reason() == "somebody_else"
    assert refused.post(badge=own).greeted().is_done


def test_wrong_secrets_lock_the_person_and_the_right_badge_with_it(school: BadgeRealm) -> None:
    school.configure(bruteForceProtected=True, failureFactor=3, quickLoginCheckMilliSeconds=0, waitIncrementSeconds=60)
    pupil = school.add_person()
    code = school.active_badge(pupil)

    lock(partial(school.call, "GET"), pupil.id, lambda: school.hold_up(make_code(pupil.id, bytes(16))))

    assert school.hold_up(code).is_refused
    assert school.reason() == "locked"
    school.unlock(pupil)
    assert school.hold_up(code).greeted().is_done


class TestStaff:
    @pytest.fixture(autouse=True)
    def staff_badges(self, school: BadgeRealm) -> None:
        school.configure(attributes={"homeroom.badge.staff": "true"})

    SECRET = "abcdefghijklmnopqrst"

    def member(self, school: BadgeRealm) -> Person:
        otp = {
            "type": "otp",
            "secretData": json.dumps({"value": self.SECRET}),
            "credentialData": json.dumps({"subType": "totp", "digits": 6, "counter": 0, "period": 30,
                                          "algorithm": "HmacSHA1"}),
        }  # fmt: skip
        return school.add_person(kind="staff", grade=None, credentials=[otp])

    def test_a_one_time_code_follows_the_badge(self, school: BadgeRealm) -> None:
        badge = school.hold_up(school.active_badge(self.member(school)))
        assert not badge.is_done

        code = pyotp.TOTP(base64.b32encode(self.SECRET.encode()).decode()).now()
        assert badge.post(otp=code).is_done

    def test_without_one_time_codes_the_badge_is_refused(self, school: BadgeRealm) -> None:
        code = school.active_badge(school.add_person(kind="staff", grade=None))

        assert school.hold_up(code).is_refused
        assert school.reason() == "no_second_factor"

    def test_a_flow_that_does_not_ask_for_the_code_lets_nobody_in(self, school: BadgeRealm) -> None:
        code = school.active_badge(self.member(school))
        school.leave_out_second_factor()

        assert not school.hold_up(code).greeted().is_done


def test_unknown_codes_from_one_address_are_limited(school: BadgeRealm) -> None:
    code = school.active_badge(school.add_person())
    page = school.begin().post(signInWith="badge")
    for _ in range(100):
        page = page.post(badge="nonsense")

    assert page.post(badge=code).is_refused
    assert school.reason() == "too_many_from_address"
