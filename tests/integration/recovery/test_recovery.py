"""From a forgotten password to a new one: what each kind of person has to prove, and what follows."""

from __future__ import annotations

import re

import pytest

from tests.support.authenticator import next_code
from tests.support.mailbox import Mailbox
from tests.support.questions_realm import ANSWERS
from tests.support.recovery_realm import (
    NEW_PASSWORD,
    Recovery,
    RecoveryRealm,
    questions_on,
    recovery_codes,
    right_answers,
    signs_in,
)
from tests.support.school_realm import PASSWORD, SchoolBrowser, school_browser

pytestmark = pytest.mark.integration

NO_ADDRESS = {"email": ""}


def address_of(username: str) -> str:
    return f"{username}@school.example"


def link_in(mail: str) -> str:
    found = re.search(r"https?://\S+", mail)
    assert found
    return found[0]


def test_a_student_answers_two_questions_and_chooses_a_password(school: RecoveryRealm, recovery: Recovery) -> None:
    _, username = school.student()

    recovery.answer_rightly(username)
    recovery.choose()

    assert signs_in(school, username, NEW_PASSWORD)
    assert not signs_in(school, username, PASSWORD)


def test_as_many_questions_are_asked_as_the_district_says(school: RecoveryRealm, recovery: Recovery) -> None:
    school.set_recovery(ask="3")
    _, username = school.student()

    assert len(questions_on(recovery.say(username))) == 3


def test_nobody_is_signed_in_by_a_recovery(school: RecoveryRealm, recovery: Recovery) -> None:
    _, username = school.student()
    recovery.answer_rightly(username)

    page = recovery.choose()

    assert "Now sign in" in page.text
    assert 'id="kc-form-login"' in recovery.browser.open(school.address).text


def test_all_sessions_end_with_the_new_password(
    school: RecoveryRealm, recovery: Recovery, another_browser: SchoolBrowser
) -> None:
    _, username = school.student()
    another_browser.sign_in(school.address, username)
    recovery.answer_rightly(username)

    recovery.choose()

    assert 'id="kc-form-login"' in another_browser.open(school.address).text


def test_answers_may_be_typed_in_any_way(school: RecoveryRealm, recovery: Recovery) -> None:
    _, username = school.student()
    answers = right_answers(recovery.say(username))

    recovery.answer({field: f"  {answer.upper().replace(' ', '-')}! " for field, answer in answers.items()})

    assert recovery.asks_for_password


def test_who_got_a_new_password_is_told_by_mail(school: RecoveryRealm, recovery: Recovery, mailbox: Mailbox) -> None:
    _, username = school.student()
    recovery.answer_rightly(username)

    recovery.choose()

    assert "all devices were signed out" in mailbox.wait_for(address_of(username), "new password")


def test_a_student_without_an_address_recovers_all_the_same(school: RecoveryRealm, recovery: Recovery) -> None:
    _, username = school.student(**NO_ADDRESS)

    recovery.answer_rightly(username)

    assert "Now sign in" in recovery.choose().text


def test_a_question_that_is_no_longer_in_the_list_is_asked_in_its_old_words(
    school: RecoveryRealm, recovery: Recovery
) -> None:
    _, username = school.student()
    others = '{"a":{"en":"What is the first?"},"b":{"en":"What is the second?"},"c":{"en":"What is the third?"}}'
    school.set_questions(list=others)

    recovery.answer_rightly(username)

    assert recovery.asks_for_password


def test_the_questions_are_in_the_language_of_the_page(school: RecoveryRealm) -> None:
    _, username = school.student()

    with school_browser(school, "es") as browser:
        questions = questions_on(Recovery(browser).say(username))

    assert all(question.startswith("¿") for question in questions)


def test_an_employee_needs_the_authenticator_app_besides(school: RecoveryRealm, recovery: Recovery) -> None:
    username, secret = school.employee_with_app()

    page = recovery.answer_rightly(username)
    assert not recovery.asks_for_password
    recovery.page = recovery.browser.send(page, "kc-otp-login-form", otp=next_code(secret))

    assert "Now sign in" in recovery.choose().text


def test_an_employee_whose_phone_is_lost_types_a_recovery_code(school: RecoveryRealm, recovery: Recovery) -> None:
    person, username = school.employee()
    school.change(person, credentials=[recovery_codes("ABCD1234EFGH", "JKLM5678NPQR")])

    page = recovery.answer_rightly(username)
    assert not recovery.asks_for_password
    recovery.page = recovery.browser.send(page, "kc-recovery-code-login-form", recoveryCodeInput="ABCD-1234-EFGH")

    assert "Now sign in" in recovery.choose().text
    (event,) = school.events("RESET_PASSWORD", person)
    assert event["details"]["recovery_proofs"] == "questions,recovery-authn-codes"


def test_a_recovery_code_is_worth_one_recovery(school: RecoveryRealm, recovery: Recovery) -> None:
    person, username = school.employee()
    school.change(person, credentials=[recovery_codes("ABCD1234EFGH", "JKLM5678NPQR")])
    for _ in range(2):
        with school_browser(school) as browser:
            recovery = Recovery(browser)
            page = recovery.answer_rightly(username)
            recovery.page = browser.send(page, "kc-recovery-code-login-form", recoveryCodeInput="ABCD1234EFGH")
            if recovery.asks_for_password:
                recovery.choose()

    assert not recovery.asks_for_password
    assert len(school.events("RESET_PASSWORD", person)) == 1


def test_a_password_that_was_typed_before_is_no_proof(school: RecoveryRealm, another_browser: SchoolBrowser) -> None:
    """Whoever knows a password, but has no app, must not come around the questions in the same window."""
    username, _ = school.employee_with_app()
    page = another_browser.open(school.address)
    link = re.search(r'href="([^"]+reset-credentials[^"]*)"', page.text)
    assert link
    page = another_browser.send(page, "kc-form-login", username=username, password=PASSWORD)
    assert 'id="kc-otp-login-form"' in page.text

    page = another_browser.open(school.url + link[1].replace("&amp;", "&"))
    page = another_browser.send(page, "recovery-person-form", username=username)

    assert 'id="recovery-questions-form"' in page.text


def test_an_employee_without_an_app_gets_a_link_that_works_in_another_browser(
    school: RecoveryRealm, recovery: Recovery, another_browser: SchoolBrowser, mailbox: Mailbox
) -> None:
    _, username = school.employee()
    page = recovery.answer_rightly(username)
    assert not recovery.asks_for_password
    recovery.browser.send(page, "recovery-mail-form", send="true")

    recovery.browser = another_browser
    recovery.page = another_browser.open(link_in(mailbox.wait_for(address_of(username), "Choose")))

    assert "Now sign in" in recovery.choose().text
    assert signs_in(school, username, NEW_PASSWORD)


def test_a_link_works_in_the_same_browser_too(school: RecoveryRealm, recovery: Recovery, mailbox: Mailbox) -> None:
    _, username = school.employee()
    recovery.browser.send(recovery.answer_rightly(username), "recovery-mail-form", send="true")

    recovery.page = recovery.browser.open(link_in(mailbox.wait_for(address_of(username), "Choose")))

    assert recovery.asks_for_password


def test_a_link_works_once(
    school: RecoveryRealm, recovery: Recovery, another_browser: SchoolBrowser, mailbox: Mailbox
) -> None:
    _, username = school.employee()
    recovery.browser.send(recovery.answer_rightly(username), "recovery-mail-form", send="true")
    link = link_in(mailbox.wait_for(address_of(username), "Choose"))
    recovery.page = recovery.browser.open(link)
    recovery.choose()

    page = another_browser.open(link)

    assert "does not work any more" in page.text
    assert 'id="recovery-person-form"' in page.text


def test_an_employee_without_any_second_proof_is_sent_to_the_campus(school: RecoveryRealm, recovery: Recovery) -> None:
    school.configure(attributes={"homeroom.help-contact": "the front office of your campus"})
    _, username = school.employee(**NO_ADDRESS)

    page = recovery.answer_rightly(username)

    assert 'id="recovery-no-way"' in page.text
    assert "the front office of your campus" in page.text


def test_no_link_is_a_way_around_the_second_proof(school: RecoveryRealm, recovery: Recovery) -> None:
    """Whoever knows the answers only cannot make the page send or skip anything."""
    _, username = school.employee(**NO_ADDRESS)
    page = recovery.answer_rightly(username)
    action = re.search(r'data-action="([^"]+)"', page.text)
    assert action

    again = recovery.browser.client.post(action[1].replace("&amp;", "&"), data={"send": "true"})

    assert 'id="recovery-no-way"' in again.text


def test_where_questions_are_off_employees_need_mail_and_app(
    school: RecoveryRealm, recovery: Recovery, another_browser: SchoolBrowser, mailbox: Mailbox
) -> None:
    username, secret = school.employee_with_app()
    school.set_questions(enabled="false")
    assert 'id="recovery-sent"' in recovery.say(username).text

    page = another_browser.open(link_in(mailbox.wait_for(address_of(username), "Choose")))

    recovery.browser = another_browser
    recovery.page = another_browser.send(page, "kc-otp-login-form", otp=next_code(secret))
    assert "Now sign in" in recovery.choose().text


def test_where_questions_are_off_students_get_no_mail(
    school: RecoveryRealm, recovery: Recovery, mailbox: Mailbox
) -> None:
    _, student = school.student()
    _, employee = school.employee()
    school.set_questions(enabled="false")

    recovery.say(student)
    with school_browser(school) as browser:
        Recovery(browser).say(employee)

    mailbox.wait_for(address_of(employee), "Choose")
    assert address_of(student) not in mailbox.mails


def test_the_event_says_what_was_proved_and_no_answer(school: RecoveryRealm, recovery: Recovery) -> None:
    person, username = school.student()
    recovery.answer_rightly(username)
    recovery.choose()

    (event,) = school.events("RESET_PASSWORD", person)

    assert event["details"]["recovery_proofs"] == "questions"
    assert not any(answer in str(event) for answer in ANSWERS.values())
