"""Choosing security questions: what is taken and what is refused, what is stored, and who may change it."""

from __future__ import annotations

import time
from collections.abc import Iterator

import httpx
import pytest

from tests.support.questions_realm import ACTION, ANSWERS, FORM, TYPE, QuestionsRealm, errors_on, filled_in
from tests.support.school_realm import PASSWORD, Keycloak, SchoolBrowser, school_browser

pytestmark = pytest.mark.integration

CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


@pytest.fixture(scope="module")
def school(keycloak: Keycloak, realm: str) -> QuestionsRealm:
    return QuestionsRealm(keycloak, realm)


@pytest.fixture(autouse=True)
def policy(school: QuestionsRealm) -> Iterator[None]:
    """Every test begins and ends with the same policy."""
    yield
    school.set_questions()


@pytest.fixture
def browser(school: QuestionsRealm) -> Iterator[SchoolBrowser]:
    with school_browser(school) as opened:
        yield opened


@pytest.fixture
def spanish(school: QuestionsRealm) -> Iterator[SchoolBrowser]:
    with school_browser(school, "es") as opened:
        yield opened


def my_questions(school: QuestionsRealm) -> str:
    """Where "My account" leads to."""
    return (
        f"{school.url}/realms/{school.realm}/protocol/openid-connect/auth?client_id=portal&response_type=code&scope=openid"
        f"&redirect_uri={school.address}&code_challenge={CHALLENGE}&code_challenge_method=S256&kc_action={ACTION}"
    )


def test_who_chose_questions_goes_on_to_the_portal(school: QuestionsRealm, browser: SchoolBrowser) -> None:
    _, username = school.newcomer()

    page = school.choose(browser, username)

    assert str(page.url).startswith(school.address)


def test_the_page_offers_the_list_in_its_language(school: QuestionsRealm, spanish: SchoolBrowser) -> None:
    _, username = school.newcomer()

    page = spanish.sign_in(school.address, username)

    assert "¿Qué plato odiabas?" in page.text
    assert "Which dish" not in page.text


def test_what_consoles_get_has_neither_questions_nor_answers(school: QuestionsRealm, browser: SchoolBrowser) -> None:
    person, username = school.newcomer()
    school.choose(browser, username)

    (credential,) = school.credentials_of(person)

    assert credential["credentialData"] == '{"questions":3}'
    assert "secretData" not in credential


def test_an_administrator_deletes_them_in_the_console(school: QuestionsRealm, browser: SchoolBrowser) -> None:
    person, username = school.newcomer()
    school.choose(browser, username)
    (credential,) = school.credentials_of(person)

    school.call("DELETE", f"/users/{person}/credentials/{credential['id']}")

    assert school.credentials_of(person) == []


def test_the_event_says_what_was_changed_and_no_answer(school: QuestionsRealm, browser: SchoolBrowser) -> None:
    person, username = school.newcomer()
    school.choose(browser, username)

    (event,) = school.events("UPDATE_CREDENTIAL", person)

    assert event["details"]["credential_type"] == TYPE
    assert not any(answer in str(event) for answer in ANSWERS.values())


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"question-2": ""}, "question-2", "Choose a question"),
        ({"question-2": "toy"}, "question-2", "already"),
        ({"question-2": "own", "own-2": "Who won the race?"}, "question-2", "Choose a question"),
        ({"answer-2": "ab"}, "answer-2", "at least 3"),
        ({"answer-2": " wooden-DUCK "}, "answer-2", "needs its own"),
        ({"answer-2": "dish"}, "answer-2", "in the question"),
        ({"answer-2": "Ana Example"}, "answer-2", "your name"),
        ({"answer-2": "I don't know"}, "answer-2", "guessed"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    school: QuestionsRealm, browser: SchoolBrowser, typed: dict[str, str], field: str, words: str
) -> None:
    person, username = school.newcomer()

    page = browser.send(browser.sign_in(school.address, username), FORM, **{**filled_in(), **typed})

    errors = errors_on(page)
    assert list(errors) == [field]
    assert words in errors[field]
    assert school.credentials_of(person) == []


def test_after_a_mistake_the_rest_need_not_be_typed_again(school: QuestionsRealm, browser: SchoolBrowser) -> None:
    _, username = school.newcomer()
    page = browser.send(browser.sign_in(school.address, username), FORM, **{**filled_in(), "answer-2": ""})

    assert 'value="Wooden duck"' in page.text
    assert 'value="song" selected' in page.text


def test_an_own_question_is_taken_where_the_district_lets_people(
    school: QuestionsRealm, browser: SchoolBrowser
) -> None:
    school.set_questions(own="true")
    person, username = school.newcomer()
    own = {"question-3": "own", "own-3": "Who won the race in the snow?", "answer-3": "the twins"}

    browser.send(browser.sign_in(school.address, username), FORM, **{**filled_in(), **own})

    assert len(school.credentials_of(person)) == 1


def test_where_questions_are_off_nobody_is_kept_from_signing_in(school: QuestionsRealm, browser: SchoolBrowser) -> None:
    _, username = school.newcomer()
    school.set_questions(enabled="false")

    page = browser.sign_in(school.address, username)

    assert str(page.url).startswith(school.address)


def test_who_changes_them_signs_in_again_first(school: QuestionsRealm, browser: SchoolBrowser) -> None:
    _, username = school.newcomer()
    school.choose(browser, username)

    page = open_a_second_later(school, browser)

    assert 'id="kc-form-login"' in page.text
    assert FORM not in page.text


def test_new_questions_take_the_place_of_the_old_ones(school: QuestionsRealm, browser: SchoolBrowser) -> None:
    person, username = school.newcomer()
    school.choose(browser, username)
    (before,) = school.credentials_of(person)

    page = change(school, browser)

    (after,) = school.credentials_of(person)
    assert after["id"] != before["id"]
    assert str(page.url).startswith(school.address)


def open_a_second_later(school: QuestionsRealm, browser: SchoolBrowser) -> httpx.Response:
    """Keycloak counts in seconds: in the one of the sign-in nobody is asked again."""
    signed_in = int(time.time())
    while int(time.time()) == signed_in:
        time.sleep(0.05)
    return browser.open(my_questions(school))


def change(school: QuestionsRealm, browser: SchoolBrowser) -> httpx.Response:
    page = browser.send(open_a_second_later(school, browser), "kc-form-login", password=PASSWORD)
    return browser.send(page, FORM, **filled_in({"book": "The Hobbit", "lost": "Big Bend", "broke": "A window"}))
