"""My account: what somebody signs in with, and where somebody is signed in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.support.school_realm import Keycloak, SchoolBrowser, SchoolRealm, school_browser

pytestmark = pytest.mark.integration

BADGE = {"type": "badge", "userLabel": "Badge of 2026-11-26", "credentialData": "{}", "secretData": "{}"}


@pytest.fixture(scope="module")
def school(keycloak: Keycloak, realm: str) -> SchoolRealm:
    school = SchoolRealm(keycloak, realm)
    school.allow_unmanaged_attributes()
    school.configure(eventsEnabled=True, attributes={"homeroom.card.grades": "KG,01"})
    return school


@pytest.fixture
def browser(school: SchoolRealm) -> Iterator[SchoolBrowser]:
    with school_browser(school) as browser:
        yield browser


@pytest.fixture
def account(school: SchoolRealm) -> str:
    return f"{school.address}/account"


def form_token(page: httpx.Response) -> str:
    found = re.search(r'name="token" value="([^"]+)"', page.text)
    assert found
    return found[1]


def sections(page: httpx.Response) -> list[str]:
    return re.findall(r'<section class="section"[^>]* id="([^"]+)"', page.text)


def person(school: SchoolRealm, username: str, kind: str, *credentials: dict[str, Any], grade: str = "") -> str:
    attributes = {"personType": [kind]} | ({"grade": [grade]} if grade else {})
    made = school.person(username, attributes=attributes)
    if credentials:
        current = school.call("GET", f"/users/{made}")
        school.call("PUT", f"/users/{made}", json=current | {"credentials": list(credentials)})
    return made


def badges(school: SchoolRealm, user_id: str) -> list[str]:
    held = school.call("GET", f"/users/{user_id}/credentials")
    return [credential["id"] for credential in held if credential["type"] == "badge"]


def test_whoever_is_not_signed_in_signs_in_and_comes_to_the_account(
    school: SchoolRealm, browser: SchoolBrowser, account: str
) -> None:
    person(school, "arrives", "staff")
    assert str(browser.sign_in(account, "arrives").url) == account


def test_an_employee_finds_password_authenticator_and_recovery_codes(
    school: SchoolRealm, browser: SchoolBrowser, account: str
) -> None:
    person(school, "employee", "staff")
    page = browser.sign_in(account, "employee")
    assert sections(page) == ["password", "authenticators", "recovery-codes", "devices"]


def test_a_pupil_with_a_card_is_sent_to_the_teacher(school: SchoolRealm, browser: SchoolBrowser, account: str) -> None:
    person(school, "pupil", "student", grade="01")
    page = browser.sign_in(account, "pupil")
    assert sections(page) == ["password", "devices"]
    assert "UPDATE_PASSWORD" not in page.text
    assert "Ask your teacher for a new card" in page.text


def test_security_questions_are_offered_where_the_realm_has_them(
    school: SchoolRealm, browser: SchoolBrowser, account: str
) -> None:
    person(school, "no.questions", "student", grade="09")
    assert "homeroom-questions" not in browser.sign_in(account, "no.questions").text


def test_a_change_is_keycloaks_own_and_comes_back_to_the_account(
    school: SchoolRealm, browser: SchoolBrowser, account: str
) -> None:
    person(school, "changes", "staff")
    page = browser.sign_in(account, "changes")
    link = re.search(r'href="([^"]+kc_action=UPDATE_PASSWORD[^"]*)"', page.text)
    assert link
    request = unescape(link[1])
    assert parse_qs(urlsplit(request).query)["redirect_uri"] == [account]
    form = browser.open(request)
    fields = {"password-new": "a new password of theirs", "password-confirm": "a new password of theirs"}
    after = browser.send(form, "kc-passwd-update-form", **fields)
    assert str(after.url) == f"{account}?done=success"
    assert "Done." in after.text


def test_an_employee_voids_a_lost_badge(school: SchoolRealm, browser: SchoolBrowser, account: str) -> None:
    user_id = person(school, "loses", "staff", BADGE)
    [badge] = badges(school, user_id)
    page = browser.sign_in(account, "loses")
    answer = browser.client.post(f"{account}/badges", data={"token": form_token(page), "void": badge})
    assert answer.status_code == 303
    assert badges(school, user_id) == []
    [event] = school.call("GET", "/events", params={"type": "REMOVE_CREDENTIAL", "user": user_id})
    assert event["details"]["credential_id"] == badge


def test_a_pupils_badge_is_voided_by_the_teacher_alone(
    school: SchoolRealm, browser: SchoolBrowser, account: str
) -> None:
    user_id = person(school, "little", "student", BADGE, grade="01")
    page = browser.sign_in(account, "little")
    assert "Void this badge" not in page.text
    fields = {"token": form_token(page), "void": badges(school, user_id)[0]}
    assert browser.client.post(f"{account}/badges", data=fields).status_code == 403
    assert len(badges(school, user_id)) == 1


def test_nothing_but_a_badge_is_voided_there_and_nobody_elses(
    school: SchoolRealm, browser: SchoolBrowser, account: str
) -> None:
    other = person(school, "other.owner", "staff", BADGE)
    own = person(school, "tries", "staff")
    page = browser.sign_in(account, "tries")
    [password] = school.call("GET", f"/users/{own}/credentials")
    for credential in (password["id"], badges(school, other)[0], "none"):
        browser.client.post(f"{account}/badges", data={"token": form_token(page), "void": credential})
    assert len(badges(school, other)) == 1
    assert len(school.call("GET", f"/users/{own}/credentials")) == 1


def test_another_device_is_signed_out_and_this_one_stays(
    school: SchoolRealm, browser: SchoolBrowser, account: str
) -> None:
    person(school, "two.devices", "staff")
    page = browser.sign_in(account, "two.devices")
    assert page.text.count("(this one)") == 1
    with school_browser(school) as phone:
        phone.sign_in(school.address, "two.devices")
        [session] = re.findall(r'name="signOut" value="([^"]+)"', browser.open(account).text)[:1]
        browser.client.post(f"{account}/devices", data={"token": form_token(page), "signOut": session})
        assert phone.client.get(school.address).status_code == 303
    assert browser.client.get(account).status_code == 200


def test_all_others_are_signed_out_at_once(school: SchoolRealm, browser: SchoolBrowser, account: str) -> None:
    person(school, "three.devices", "staff")
    page = browser.sign_in(account, "three.devices")
    with school_browser(school) as phone, school_browser(school) as tablet:
        for device in (phone, tablet):
            device.sign_in(school.address, "three.devices")
        browser.client.post(f"{account}/devices", data={"token": form_token(page), "signOut": "others"})
        assert [device.client.get(school.address).status_code for device in (phone, tablet)] == [303, 303]
    assert browser.client.get(account).status_code == 200


def test_signing_out_everywhere_ends_this_session_too(
    school: SchoolRealm, browser: SchoolBrowser, account: str
) -> None:
    person(school, "everywhere", "staff")
    page = browser.sign_in(account, "everywhere")
    with school_browser(school) as phone:
        phone.sign_in(school.address, "everywhere")
        browser.client.post(f"{account}/devices", data={"token": form_token(page), "signOut": "everywhere"})
        assert phone.client.get(school.address).status_code == 303
    assert browser.client.get(account).status_code == 303


def test_nobody_elses_session_is_ended(school: SchoolRealm, browser: SchoolBrowser, account: str) -> None:
    user_id = person(school, "left.alone", "staff")
    person(school, "meddles", "staff")
    with school_browser(school) as theirs:
        theirs.sign_in(school.address, "left.alone")
        [session] = school.call("GET", f"/users/{user_id}/sessions")
        page = browser.sign_in(account, "meddles")
        browser.client.post(f"{account}/devices", data={"token": form_token(page), "signOut": session["id"]})
        assert theirs.client.get(school.address).status_code == 200


@pytest.mark.parametrize("form", ["badges", "devices"])
def test_forms_of_other_sites_are_refused(school: SchoolRealm, browser: SchoolBrowser, account: str, form: str) -> None:
    person(school, f"target.{form}", "staff")
    page = browser.sign_in(account, f"target.{form}")
    fields = {"token": form_token(page), "signOut": "everywhere", "void": "x"}
    evil = {"Origin": "https://evil.example"}
    assert browser.client.post(f"{account}/{form}", data=fields, headers=evil).status_code == 403
    assert browser.client.post(f"{account}/{form}", data=fields | {"token": "x"}).status_code == 403
    assert browser.client.get(account).status_code == 200


def test_the_account_speaks_the_language_that_is_chosen_there(
    school: SchoolRealm, browser: SchoolBrowser, account: str
) -> None:
    person(school, "cuenta", "staff")
    browser.sign_in(account, "cuenta")
    page = browser.open(f"{account}?kc_locale=es")
    assert str(page.url) == account
    assert "Dónde tengo la sesión iniciada" in page.text
