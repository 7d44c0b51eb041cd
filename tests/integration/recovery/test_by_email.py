"""A forgotten password, and the e-mail address in place of the username: who gets a link, and who is told what."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator

import httpx
import pytest

from tests.support.authenticator import next_code
from tests.support.badge_realm import without_tokens
from tests.support.mailbox import Mailbox
from tests.support.recovery_realm import Recovery, RecoveryRealm, right_answers, wrong_answers
from tests.support.school_realm import SchoolBrowser, school_browser
from tests.support.who_cannot_recover import disabled, nobody, without_questions, young

pytestmark = pytest.mark.integration


@pytest.fixture(autouse=True)
def policy(school: RecoveryRealm) -> None:
    """Every test begins with the same policy."""
    school.configure(loginWithEmailAllowed=True)
    school.set_questions()
    school.set_recovery(by_email="true")


def address_of(username: str) -> str:
    return f"{username}@school.example"


def follow(recovery: Recovery, mailbox: Mailbox, username: str, browser: SchoolBrowser) -> httpx.Response:
    """Ask for a link by the address and open it; what it shows."""
    recovery.say(address_of(username))
    found = re.search(r"https?://\S+", mailbox.wait_for(address_of(username), "Choose"))
    assert found
    recovery.browser = browser
    recovery.page = browser.open(found[0])
    return recovery.page


def test_a_student_opens_the_link_and_answers_the_questions_besides(
    school: RecoveryRealm, recovery: Recovery, another_browser: SchoolBrowser, mailbox: Mailbox
) -> None:
    person, username = school.student()

    page = follow(recovery, mailbox, username, another_browser)
    assert not recovery.asks_for_password
    recovery.answer(right_answers(page))

    assert "Now sign in" in recovery.choose().text
    (event,) = school.events("RESET_PASSWORD", person)
    assert event["details"]["recovery_proofs"] == "email,questions"


def test_an_employee_who_came_by_the_link_and_answered_needs_no_code(
    school: RecoveryRealm, recovery: Recovery, another_browser: SchoolBrowser, mailbox: Mailbox
) -> None:
    username, _ = school.employee_with_app()

    recovery.answer(right_answers(follow(recovery, mailbox, username, another_browser)))

    assert recovery.asks_for_password


def test_an_employee_who_never_chose_questions_needs_the_app(
    school: RecoveryRealm, recovery: Recovery, another_browser: SchoolBrowser, mailbox: Mailbox
) -> None:
    username, secret = school.employee_with_app()
    (person,) = school.call("GET", "/users", params={"username": username, "exact": True})
    (questions,) = school.credentials_of(person["id"])
    school.call("DELETE", f"/users/{person['id']}/credentials/{questions['id']}")

    page = follow(recovery, mailbox, username, another_browser)
    recovery.page = another_browser.send(page, "kc-otp-login-form", otp=next_code(secret))

    assert recovery.asks_for_password


def test_wrong_answers_after_a_link_are_refused(
    school: RecoveryRealm, recovery: Recovery, another_browser: SchoolBrowser, mailbox: Mailbox
) -> None:
    _, username = school.student()

    recovery.answer(wrong_answers(follow(recovery, mailbox, username, another_browser)))

    assert recovery.says_wrong


OTHERS = {
    "unknown_person": nobody,
    "not_admitted": disabled,
    "no_questions": without_questions,
}


def told_by(recovery: Recovery) -> tuple[int, str]:
    """What a page says, without what differs from time to time."""
    return recovery.page.status_code, re.sub(r"client_data=[\w-]+", "", without_tokens(recovery.page.text))


@pytest.mark.parametrize("reason", [*OTHERS, "young"])
def test_the_page_is_the_same_for_everybody_and_the_event_says_why(
    school: RecoveryRealm, recovery: Recovery, mailbox: Mailbox, reason: str
) -> None:
    somebody: Callable[[RecoveryRealm], str] = OTHERS.get(reason, young)
    username = somebody(school)
    _, student = school.student()

    recovery.say(address_of(username))
    with school_browser(school) as browser:
        other = Recovery(browser)
        other.say(address_of(student))

    assert told_by(recovery) == told_by(other)
    assert 'id="recovery-sent"' in recovery.page.text
    assert school.reasons()[0] == ("not_admitted" if reason == "young" else reason)
    mailbox.wait_for(address_of(student), "Choose")
    assert address_of(username) not in mailbox.mails


def test_only_its_form_says_that_an_address_was_typed(school: RecoveryRealm, recovery: Recovery) -> None:
    """Somebody whose username looks like an address must not be told apart from nobody."""
    username = f"p{uuid.uuid4().hex[:10]}@elsewhere.example"
    school.person(username, email="", attributes={"personType": ["student"], "grade": ["07"]})

    assert 'id="recovery-sent"' in recovery.say(username).text


@pytest.fixture
def mail_server(school: RecoveryRealm) -> Iterator[None]:
    """There is one again after the test."""
    server = school.call("GET", "")["smtpServer"]
    yield
    school.configure(smtpServer=server)


@pytest.mark.usefixtures("mail_server")
@pytest.mark.parametrize("switch", ["recovery", "sign-in", "mail"])
def test_where_addresses_are_not_taken_they_are_asked_questions_as_usernames_are(
    school: RecoveryRealm, recovery: Recovery, switch: str
) -> None:
    _, username = school.student()
    if switch == "recovery":
        school.set_recovery(by_email="false")
    elif switch == "sign-in":
        school.configure(loginWithEmailAllowed=False)
    else:
        school.configure(smtpServer={})

    recovery.answer_wrongly(address_of(username))

    assert recovery.says_wrong
    assert school.reasons()[0] == "unknown_person"


def test_a_mailbox_gets_five_links_an_hour_and_the_page_does_not_say_so(
    school: RecoveryRealm, mailbox: Mailbox
) -> None:
    _, username = school.student()
    for _ in range(6):
        with school_browser(school) as browser:
            recovery = Recovery(browser)
            recovery.say(address_of(username))

    assert 'id="recovery-sent"' in recovery.page.text
    assert school.reasons()[0] == "too_many_attempts"
    mailbox.wait_for(address_of(username), "Choose")
