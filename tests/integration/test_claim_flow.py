"""Who may claim an account, who may not and is told nothing, and that it happens once."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from tests.support.badge_realm import Person, SignIn
from tests.support.claim_realm import OWN_PASSWORD, ClaimRealm, asks_for_password, comparable, is_refused
from tests.support.lockout import lock
from tests.support.school_realm import Keycloak

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def claims(keycloak: Keycloak, realm: str) -> ClaimRealm:
    return ClaimRealm(keycloak, realm)


@pytest.fixture(autouse=True)
def policy(claims: ClaimRealm) -> None:
    claims.set_policy(students="code", **{"homeroom.acceptable-use.version": ""})


@pytest.fixture
def student(claims: ClaimRealm) -> Person:
    return claims.add_person(f"s{uuid.uuid4().hex[:8]}")


def test_before_the_claim_nobody_can_use_the_account(claims: ClaimRealm, student: Person) -> None:
    claims.letter(student)

    assert not claims.signs_in(student.username)


def test_the_code_leads_to_an_own_password_that_signs_in(claims: ClaimRealm, student: Person) -> None:
    claim = claims.with_code(claims.letter(student))

    assert asks_for_password(claim)
    done = claims.sends_password(claim)
    assert student.username in done.page.text
    assert claims.signs_in(student.username)


def test_the_event_says_who_claimed_and_never_the_code(claims: ClaimRealm, student: Person) -> None:
    code = claims.letter(student)
    claims.sends_password(claims.with_code(code))

    (event,) = claims.call("GET", f"/events?type=REGISTER&user={student.id}")
    assert event["details"]["register_method"] == "claim-code"
    told = str(claims.call("GET", "/events?max=50"))
    assert code not in told
    assert code.replace("-", "") not in told


def _changed(claims: ClaimRealm, student: Person, **change: object) -> str:
    """The letter of somebody of whom something has changed since."""
    code = claims.letter(student)
    user = claims.call("GET", f"/users/{student.id}")
    attributes = {key: [value] for key, value in change.items() if key != "enabled"}
    user["enabled"] = change.get("enabled", True)
    claims.call("PUT", f"/users/{student.id}", json={**user, "attributes": {**user["attributes"], **attributes}})
    return code


def _drawn() -> str:
    """A code that is nobody's yet."""
    return "".join(secrets.choice("23456789ABCDEFGH") for _ in range(12))


def _ended(claims: ClaimRealm, _: Person) -> str:
    code = _drawn()
    claims.add_person_with_old_letter(f"o{uuid.uuid4().hex[:8]}", code)
    return code


def _locked(claims: ClaimRealm, student: Person) -> str:
    code = claims.letter(student)
    lock(partial(claims.call, "GET"), student.id, lambda: claims.signs_in(student.username, "wrong"))
    return code


REFUSED_CODES: dict[str, Callable[[ClaimRealm, Person], str]] = {
    "malformed": lambda claims, student: "not a code",
    "unknown": lambda claims, student: _drawn(),
    "pending": lambda claims, student: claims.letter(student, active=False),
    "expired": _ended,
    "disabled": lambda claims, student: _changed(claims, student, enabled=False),
    "claimed": lambda claims, student: _changed(claims, student, claimedAt="2026-01-01"),
    "policy": lambda claims, student: _changed(claims, student, grade="05"),
    "locked": _locked,
    "wrong_facts": lambda claims, student: claims.letter(claims.add_person(f"e{uuid.uuid4().hex[:8]}", kind="staff")),
}


@pytest.mark.parametrize("reason", REFUSED_CODES)
def test_whoever_is_refused_sees_the_same_page_whatever_the_reason_is(
    claims: ClaimRealm, student: Person, reason: str
) -> None:
    nobody = claims.with_code(_drawn())

    refused = claims.with_code(REFUSED_CODES[reason](claims, student))

    assert claims.reasons()[0] == reason
    assert is_refused(refused)
    assert comparable(refused.page) == comparable(nobody.page)


def test_facts_claim_where_the_policy_says_so_however_the_date_is_typed(claims: ClaimRealm, student: Person) -> None:
    claims.set_policy(students="facts")

    claim = claims.begin().post(identifier=student.sourced_id, birthDate="March 7th, 2012")

    assert asks_for_password(claim)


@pytest.mark.parametrize(
    ("identifier", "birth_date"), [("{}", "3/8/2012"), ("nobody-at-all", "3/7/2012"), ("{}", "yesterday")]
)
def test_wrong_facts_and_unknown_people_are_answered_alike(
    claims: ClaimRealm, student: Person, identifier: str, birth_date: str
) -> None:
    claims.set_policy(students="facts")
    nobody = claims.begin().post(identifier="someone-else", birthDate="1/1/2012")

    refused = claims.begin().post(identifier=identifier.format(student.username), birthDate=birth_date)

    assert is_refused(refused)
    assert comparable(refused.page) == comparable(nobody.page)


def test_facts_are_of_no_use_where_the_policy_asks_for_a_code(claims: ClaimRealm, student: Person) -> None:
    assert is_refused(claims.begin().post(identifier=student.username, birthDate="3/7/2012"))


def test_an_employee_needs_the_date_of_birth_with_the_code_where_the_policy_says_both(claims: ClaimRealm) -> None:
    code = claims.letter(claims.add_person(f"e{uuid.uuid4().hex[:8]}", kind="staff"))

    assert is_refused(claims.with_code(code, birthDate="3/8/2012"))
    assert asks_for_password(claims.with_code(code, birthDate="3/7/2012"))


def test_of_two_browsers_at_the_same_moment_one_claims(claims: ClaimRealm, student: Person) -> None:
    code = claims.letter(student)
    passwords = [f"{OWN_PASSWORD}-{number}" for number in range(4)]
    waiting = [claims.with_code(code) for _ in passwords]

    with ThreadPoolExecutor(len(passwords)) as threads:
        answers = list(threads.map(claims.sends_password, waiting, passwords))

    claimed = ["claimed-username" in answer.page.text for answer in answers]
    assert sum(claimed) == 1
    # The right one first: who types two wrong ones within a second is let in with none for a while.
    chosen = passwords.pop(claimed.index(True))
    assert claims.signs_in(student.username, chosen)
    assert not any(claims.signs_in(student.username, password) for password in passwords)


def test_a_code_is_used_up_by_the_password(claims: ClaimRealm, student: Person) -> None:
    code = claims.letter(student)
    claims.sends_password(claims.with_code(code))

    assert is_refused(claims.with_code(code))


def test_a_password_that_is_refused_does_not_use_the_code_up(claims: ClaimRealm, student: Person) -> None:
    claims.configure(passwordPolicy="length(8)")
    claim = claims.with_code(claims.letter(student))

    short = claims.sends_password(claim, "short")

    assert asks_for_password(short)
    assert "claimed-username" in claims.sends_password(short).page.text


def test_a_letter_that_is_voided_meanwhile_claims_nothing(claims: ClaimRealm, student: Person) -> None:
    claim = claims.with_code(claims.letter(student))
    claims.call("POST", "/claims/void", json={"people": [student.sourced_id]})

    claims.sends_password(claim)

    assert not claims.signs_in(student.username)


def test_another_browser_cannot_go_on_with_a_claim(claims: ClaimRealm, student: Person) -> None:
    claim = claims.with_code(claims.letter(student))
    stranger = claims.begin()

    taken = stranger.browser.post(claim.action, data={"password-new": OWN_PASSWORD, "password-confirm": OWN_PASSWORD})

    assert "claimed-username" not in taken.text
    assert not claims.signs_in(student.username)


def test_the_step_of_the_password_is_nobodys_who_has_not_proved_anything(claims: ClaimRealm, student: Person) -> None:
    path = f"/users/{student.id}"
    claims.call("PUT", f"{path}/reset-password", json={"type": "password", "value": "old-password", "temporary": False})
    user = claims.call("GET", path)
    claims.call("PUT", path, json={**user, "requiredActions": ["homeroom-claim-password"]})
    browser = claims.begin().browser

    page = SignIn(browser, browser.get(claims.address)).post(username=student.username, password="old-password")

    assert not asks_for_password(page)


def test_after_a_reset_the_old_password_is_gone_and_the_new_code_claims(claims: ClaimRealm, student: Person) -> None:
    claims.sends_password(claims.with_code(claims.letter(student)))
    code = claims.reset(student)

    assert not claims.signs_in(student.username)
    claims.sends_password(claims.with_code(code), "five-otters-at-breakfast")
    assert claims.signs_in(student.username, "five-otters-at-breakfast")


def test_ten_wrong_dates_for_one_id_are_the_last_ones_for_an_hour(claims: ClaimRealm, student: Person) -> None:
    claims.set_policy(students="facts")
    for day in range(10, 20):
        assert is_refused(claims.begin().post(identifier=student.username, birthDate=f"3/{day}/2012"))

    right = claims.begin().post(identifier=student.username, birthDate="3/7/2012")

    assert "tried too many times" in right.page.text
    assert not asks_for_password(right)


def test_slips_of_the_pen_never_end_in_a_limit(claims: ClaimRealm, student: Person) -> None:
    code = claims.letter(student)
    claim = claims.begin()
    for _ in range(12):
        claim = claim.post(code=code[:-1])
        assert is_refused(claim)

    assert asks_for_password(claim.post(code=code))


def test_ids_that_are_nobodys_are_limited_like_those_that_are_somebodys(claims: ClaimRealm) -> None:
    claims.set_policy(students="facts")
    nobody = f"n{uuid.uuid4().hex[:8]}"
    for day in range(10, 20):
        claims.begin().post(identifier=nobody, birthDate=f"3/{day}/2012")

    assert "tried too many times" in claims.begin().post(identifier=nobody, birthDate="3/7/2012").page.text


def test_the_rules_are_agreed_to_once_and_again_when_they_change(claims: ClaimRealm, student: Person) -> None:
    rules = {"homeroom.acceptable-use.text.en": "Be kind."}
    claims.set_policy(students="code", **{"homeroom.acceptable-use.version": "1", **rules})
    first = claims.with_code(claims.letter(student))
    assert "Be kind." in first.page.text
    claims.sends_password(first.post(agree="1")).post()
    assert claims.signs_in(student.username)

    claims.set_policy(students="code", **{"homeroom.acceptable-use.version": "2", **rules})
    browser = claims.begin().browser
    page = SignIn(browser, browser.get(claims.address)).post(username=student.username, password=OWN_PASSWORD)

    assert "The rules have changed" in page.page.text


def test_agreeing_to_an_older_version_is_not_agreeing(claims: ClaimRealm, student: Person) -> None:
    claims.set_policy(students="code", **{"homeroom.acceptable-use.version": "2"})

    claim = claims.with_code(claims.letter(student)).post(agree="1")

    assert not asks_for_password(claim)
