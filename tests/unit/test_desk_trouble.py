"""Why somebody cannot sign in: each cause by itself, and which comes first."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from admin_api import Badge, BadgePerson, PersonEvent, PersonInCare, SignInState
from desk import trouble
from desk.trouble import Case, Finding, findings

NOW = datetime(2026, 11, 26, 15, 0, tzinfo=UTC)
PERSON = PersonInCare("s1", "u1", "mei", "Mei", "Li", "student", "KG", ("CV01",), None, enabled=True, disabled_at=None)
STATE = SignInState(
    "s1",
    enabled=True,
    last_sign_in=NOW - timedelta(hours=1),
    last_failure=None,
    failures=0,
    locked_until=None,
    has=frozenset({"badge"}),
    pending=frozenset(),
)
WORKING = Badge("active", "2026-09-01T08:00:00Z", "2027-06-30")
ALLOWED = BadgePerson(
    sourced_id="s1",
    user_id="u1",
    username="mei",
    first_name="Mei",
    last_name="Li",
    kind="student",
    grade="KG",
    schools=("CV01",),
    employee_type=None,
    special_ed=False,
    class_sourced_id=None,
    class_title=None,
    badge=WORKING,
    refusal=None,
)
CASE = Case(PERSON, STATE, ALLOWED)


def event(reason: str, *, ago: timedelta = timedelta(minutes=5), kind: str = "LOGIN_ERROR") -> PersonEvent:
    return PersonEvent(NOW - ago, kind, "access_denied", "portal", {"badge_refused_reason": reason})


def codes(case: Case) -> list[str]:
    return [finding.code for finding in findings(case, NOW)]


def with_state(**changes: object) -> Case:
    return replace(CASE, state=replace(STATE, **changes))  # type: ignore[arg-type]


def with_badge(badge: Badge | None) -> Case:
    return replace(CASE, badge=replace(ALLOWED, badge=badge))


def test_somebody_who_can_sign_in_is_told_so_with_the_last_time() -> None:
    assert findings(CASE, NOW) == (Finding("fine", when=STATE.last_sign_in),)


def test_somebody_who_never_did_is_not_called_fine() -> None:
    assert codes(with_state(last_sign_in=None)) == ["not_yet"]


def test_an_account_that_the_roster_closed_has_no_other_trouble() -> None:
    left = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
    case = Case(replace(PERSON, enabled=False, disabled_at=left), replace(STATE, enabled=False, failures=9), None)

    assert findings(case, NOW) == (Finding("left", stops=True, when=left),)


def test_an_account_that_somebody_switched_off_is_another_thing() -> None:
    assert findings(with_state(enabled=False), NOW) == (Finding("disabled", stops=True),)


def test_a_lock_comes_before_what_led_to_it() -> None:
    until = NOW + timedelta(minutes=9)
    case = replace(with_state(locked_until=until, failures=10), events=(event("wrong_secret"),))

    assert findings(case, NOW)[0] == Finding("locked", stops=True, when=until, number=10)
    assert codes(case) == ["locked", "badge_refused_wrong_secret"]


def test_wrong_tries_are_counted_before_there_is_a_lock() -> None:
    assert findings(with_state(failures=3), NOW) == (Finding("failures", number=3),)


@pytest.mark.parametrize(
    ("badge", "code"),
    [
        (None, "no_badge"),
        (Badge("pending", "2026-11-26T08:00:00Z", ""), "badge_pending"),
        (Badge("active", "2025-09-01T08:00:00Z", "2026-11-25"), "badge_expired"),
    ],
)
def test_a_badge_that_does_not_work_is_the_reason(badge: Badge | None, code: str) -> None:
    assert codes(with_badge(badge)) == [code]


def test_a_badge_works_on_its_last_day() -> None:
    assert codes(with_badge(Badge("active", "2025-09-01T08:00:00Z", "2026-11-26"))) == ["fine"]


def test_a_missing_badge_keeps_nobody_out_who_has_a_password() -> None:
    case = replace(with_badge(None), state=replace(STATE, has=frozenset({"password"})))

    assert findings(case, NOW) == (Finding("no_badge", stops=False),)


def test_a_student_without_badges_needs_a_password() -> None:
    older = replace(ALLOWED, badge=None, refusal="policy", grade="06")

    assert codes(replace(CASE, badge=older, state=replace(STATE, has=frozenset()))) == ["not_claimed"]
    assert codes(replace(CASE, badge=older, state=replace(STATE, has=frozenset({"password"})))) == ["fine"]


def test_an_employee_who_may_have_a_badge_needs_a_password_all_the_same() -> None:
    case = Case(replace(PERSON, kind="staff"), replace(STATE, has=frozenset()), replace(ALLOWED, kind="staff"))

    assert codes(case) == ["not_claimed"]


@pytest.mark.parametrize(
    ("events", "found"),
    [
        ((event("hours"),), ["badge_refused_hours"]),
        ((event("network"), event("hours")), ["badge_refused_network"]),
        ((event("", kind="LOGIN"), event("hours")), ["fine"]),
        ((event("hours", ago=timedelta(days=8)),), ["fine"]),
        ((event("malformed"),), ["fine"]),
    ],
    ids=["refused", "the newest", "signed in since", "long ago", "nobody's badge"],
)
def test_why_the_last_badge_was_refused(events: tuple[PersonEvent, ...], found: list[str]) -> None:
    assert codes(replace(CASE, events=events)) == found


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_finding_has_its_three_texts(language: str) -> None:
    texts = json.loads((Path(trouble.__file__).parent / "languages" / f"{language}.json").read_text())
    known = {
        *("fine", "not_yet", "left", "disabled", "locked", "failures"),
        *("no_badge", "badge_pending", "badge_expired", "not_claimed"),
        *(f"badge_refused_{reason}" for reason in trouble.BADGE_REASONS),
    }

    assert {key.split(".")[1] for key in texts if key.startswith("finding.")} == known
    for code in known:
        for part in ("title", "text", "next"):
            texts[f"finding.{code}.{part}"].format(when=date(2026, 11, 26), number=3)
