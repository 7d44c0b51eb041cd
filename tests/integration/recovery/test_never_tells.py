"""What a recovery tells to whoever types somebody else's username: nothing. And how often anybody may try."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from tests.support.badge_realm import without_tokens
from tests.support.lockout import lock, until_counted
from tests.support.recovery_realm import Recovery, RecoveryRealm, questions_on, right_answers, signs_in, wrong_answers
from tests.support.school_realm import PASSWORD, school_browser
from tests.support.who_cannot_recover import disabled, nobody, without_questions, young

pytestmark = pytest.mark.integration

TRIES_AN_HOUR = 5


def locked(school: RecoveryRealm) -> str:
    person, username = school.student()
    lock(partial(school.call, "GET"), person, lambda: signs_in(school, username, "wrong"))
    return username


OTHERS = [
    (nobody, "unknown_person"),
    (disabled, "not_admitted"),
    (young, "not_admitted"),
    (without_questions, "no_questions"),
    (locked, "locked"),
]
ALSO = pytest.mark.parametrize(("somebody", "reason"), OTHERS, ids=[somebody.__name__ for somebody, _ in OTHERS])


def told_by(recovery: Recovery, username: str) -> str:
    """A page without what differs from time to time, and without the questions themselves."""
    text = without_tokens(recovery.page.text).replace(username, "USERNAME")
    for question in questions_on(recovery.page):
        text = text.replace(question.replace("'", "&#39;"), "QUESTION")
    return re.sub(r'client_data=[\w-]+|value="a guess \d"', "", text)


def walk(school: RecoveryRealm, username: str) -> list[str]:
    """All that the pages say to somebody who guesses, up to the end."""
    told = []
    with school_browser(school) as browser:
        recovery = Recovery(browser)
        recovery.say(username)
        told.append(told_by(recovery, username))
        for _ in range(TRIES_AN_HOUR + 1):
            page = recovery.answer(wrong_answers(recovery.page)) if not recovery.says_rest else recovery.page
            told.append(f"{page.status_code} {told_by(recovery, username)}")
    return told


@ALSO
def test_the_pages_are_the_same_for_everybody(
    school: RecoveryRealm, somebody: Callable[[RecoveryRealm], str], reason: str
) -> None:
    _, student = school.student()

    assert walk(school, somebody(school)) == walk(school, student)
    assert reason in school.reasons()


@ALSO
def test_everybody_is_asked_the_same_questions_again(
    school: RecoveryRealm, somebody: Callable[[RecoveryRealm], str], reason: str
) -> None:
    username = somebody(school)
    asked = []
    for spelling in (username, f" {username.upper()} "):
        with school_browser(school) as browser:
            asked.append(questions_on(Recovery(browser).say(spelling)))

    assert asked[0] == asked[1], reason
    assert len(asked[0]) == 2


def test_a_student_is_asked_the_same_questions_until_the_password_is_changed(school: RecoveryRealm) -> None:
    _, username = school.student()
    asked = []
    for _ in range(3):
        with school_browser(school) as browser:
            recovery = Recovery(browser)
            asked.append(questions_on(recovery.say(username)))
            recovery.answer(wrong_answers(recovery.page))

    assert asked[0] == asked[1] == asked[2]


def test_a_locked_account_is_not_opened_by_right_answers(school: RecoveryRealm, recovery: Recovery) -> None:
    recovery.answer_rightly(locked(school))

    assert recovery.says_wrong
    assert school.reasons()[0] == "locked"


def test_wrong_answers_count_as_wrong_passwords_do(school: RecoveryRealm, recovery: Recovery) -> None:
    person, username = school.student()
    recovery.say(username)

    recovery.answer(wrong_answers(recovery.page))

    until_counted(partial(school.call, "GET"), person, 1)


def test_one_right_answer_is_as_wrong_as_none(school: RecoveryRealm, recovery: Recovery) -> None:
    _, username = school.student()
    page = recovery.say(username)
    half_right = {**right_answers(page), "answer-2": "a guess"}

    recovery.answer(half_right)
    first = told_by(recovery, username)
    recovery.answer(wrong_answers(recovery.page))

    assert recovery.says_wrong
    assert told_by(recovery, username) == first


def test_an_empty_form_is_not_right(school: RecoveryRealm, recovery: Recovery) -> None:
    _, username = school.student()
    recovery.say(username)

    recovery.answer({})

    assert recovery.says_wrong


def test_after_five_wrong_tries_right_answers_have_to_wait(school: RecoveryRealm, recovery: Recovery) -> None:
    _, username = school.student()
    recovery.say(username)
    for _ in range(TRIES_AN_HOUR):
        recovery.answer(wrong_answers(recovery.page))

    recovery.answer(right_answers(recovery.page))

    assert recovery.says_rest
    assert school.reasons()[0] == "too_many_attempts"


def test_right_answers_forget_the_wrong_ones(school: RecoveryRealm) -> None:
    _, username = school.student()
    for _ in range(2):
        with school_browser(school) as browser:
            recovery = Recovery(browser)
            recovery.say(username)
            for _ in range(TRIES_AN_HOUR - 1):
                recovery.answer(wrong_answers(recovery.page))
            recovery.answer(right_answers(recovery.page))
            assert recovery.asks_for_password


def test_many_tries_at_once_get_no_more_than_one_after_the_other(school: RecoveryRealm) -> None:
    person, username = school.student()
    school.configure(bruteForceProtected=False)

    def guess(_: int) -> bool:
        with school_browser(school) as browser:
            recovery = Recovery(browser)
            recovery.say(username)
            return not recovery.says_rest and "answer-1" in recovery.answer(wrong_answers(recovery.page)).text

    with ThreadPoolExecutor(15) as threads:
        list(threads.map(guess, range(15)))
    school.configure(bruteForceProtected=True)

    tried = Counter(event["details"]["reason"] for event in school.events("RESET_PASSWORD_ERROR", person))
    assert tried["wrong_answers"] == TRIES_AN_HOUR


def test_students_of_a_district_that_helps_them_at_the_campus_recover_nothing(
    school: RecoveryRealm, recovery: Recovery
) -> None:
    _, username = school.student()
    school.set_recovery(students="off")

    recovery.answer_rightly(username)

    assert recovery.says_wrong
    assert school.reasons()[0] == "not_admitted"


@pytest.mark.parametrize("somebody", [nobody, disabled, young, without_questions], ids=lambda one: one.__name__)
def test_where_questions_are_off_everybody_is_told_the_same(
    school: RecoveryRealm, recovery: Recovery, somebody: Callable[[RecoveryRealm], str]
) -> None:
    username = somebody(school)
    _, employee = school.employee()
    school.set_questions(enabled="false")

    recovery.say(username)
    told = told_by(recovery, username)
    with school_browser(school) as browser:
        other = Recovery(browser)
        other.say(employee)

    assert told == told_by(other, employee)


def test_events_name_people_by_id_and_never_by_what_was_typed(school: RecoveryRealm, recovery: Recovery) -> None:
    _, username = school.student()
    recovery.say(username)
    recovery.answer(wrong_answers(recovery.page))

    (event, *_) = school.events("RESET_PASSWORD_ERROR")

    assert username not in str(event)
    assert "a guess" not in str(event)


def test_the_password_still_signs_in_after_wrong_answers(school: RecoveryRealm, recovery: Recovery) -> None:
    _, username = school.student()
    recovery.say(username)
    recovery.answer(wrong_answers(recovery.page))

    with school_browser(school) as browser:
        page = browser.send(browser.open(school.address), "kc-form-login", username=username, password=PASSWORD)

    assert str(page.url).startswith(school.address)
