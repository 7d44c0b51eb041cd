"""What a pupil is asked besides the badge: the own picture out of twelve, or a number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.support.badge_realm import BadgeRealm, Person, SignIn
from tests.support.keycloak_server import KeycloakServer

pytestmark = pytest.mark.integration

ANSWERS_BEFORE_THE_BADGE_AGAIN = 3
PICTURES_AN_HOUR, PINS_AN_HOUR = 3, 5


@pytest.fixture(scope="module")
def school(keycloak: KeycloakServer, realm: str) -> BadgeRealm:
    return BadgeRealm(keycloak, realm)


@pytest.fixture(autouse=True)
def steps(school: BadgeRealm) -> Iterator[None]:
    """Kindergarten has pictures, first grade a number; nothing is asked in other tests."""
    ask(school, picture="KG", pin="01")
    yield
    ask(school)


def ask(school: BadgeRealm, picture: str = "", pin: str = "") -> None:
    school.configure(attributes={"homeroom.badge.second-step.picture": picture, "homeroom.badge.second-step.pin": pin})


def badge_of(school: BadgeRealm, person: Person) -> dict[str, Any]:
    """A badge that works, with what is asked besides."""
    (badge,) = school.issue(person)
    school.call("POST", "/badges/activate", json={"credentials": [badge["credentialId"]]})
    return badge


def another(picture: str) -> str:
    return "cat" if picture != "cat" else "moon"


def test_a_pupil_touches_the_own_picture_and_is_greeted_and_in(school: BadgeRealm) -> None:
    badge = badge_of(school, school.add_person(grade="KG"))
    page = school.hold_up(badge["code"])
    assert not page.is_done

    greeting = page.post(picture=badge["picture"])

    assert "Ada" in greeting.page.text
    assert greeting.greeted().is_done


def test_a_pupil_types_the_own_number_and_is_in(school: BadgeRealm) -> None:
    badge = badge_of(school, school.add_person(grade="01"))

    assert school.hold_up(badge["code"]).post(pin=badge["pin"]).greeted().is_done


def test_a_wrong_picture_signs_nobody_in_and_the_event_says_so(school: BadgeRealm) -> None:
    badge = badge_of(school, school.add_person(grade="KG"))

    page = school.hold_up(badge["code"]).post(picture=another(badge["picture"]))

    assert not page.greeted().is_done
    assert school.reason() == "wrong_picture"


def test_after_some_wrong_answers_the_badge_is_asked_for_again(school: BadgeRealm) -> None:
    badge = badge_of(school, school.add_person(grade="KG"))
    page = school.hold_up(badge["code"])
    for _ in range(ANSWERS_BEFORE_THE_BADGE_AGAIN):
        page = page.post(picture=another(badge["picture"]))

    assert page.is_badge_page
    assert not page.post(picture=badge["picture"]).greeted().is_done


@pytest.mark.parametrize("form", [{"greeted": "true"}, {"pin": "2468"}, {"picture": ""}], ids=str)
def test_the_second_step_cannot_be_gone_round(school: BadgeRealm, form: dict[str, str]) -> None:
    badge = badge_of(school, school.add_person(grade="KG"))

    page = school.hold_up(badge["code"]).post(**form)

    assert not page.is_done
    assert not page.greeted().is_done


def test_without_a_badge_an_answer_is_worth_nothing(school: BadgeRealm) -> None:
    badge = badge_of(school, school.add_person(grade="KG"))

    page: SignIn = school.begin().post(signInWith="badge").post(picture=badge["picture"])

    assert page.is_badge_page
    assert not page.post(greeted="true").is_done


def test_an_older_badge_without_a_picture_is_refused_once_pictures_are_asked_for(school: BadgeRealm) -> None:
    ask(school)
    code = school.active_badge(school.add_person(grade="KG"))
    ask(school, picture="KG")

    assert school.hold_up(code).is_refused
    assert school.reason() == "no_second_step"


def test_neither_picture_nor_number_can_be_read_from_what_is_stored(school: BadgeRealm) -> None:
    pupil = school.add_person(grade="01")
    badge = badge_of(school, pupil)

    (stored,) = school.call("GET", f"/users/{pupil.id}/credentials")

    assert badge["pin"] not in stored["credentialData"]
    assert badge["pin"] not in stored.get("secretData", "")


def test_a_void_badge_signs_in_no_more_between_its_two_pages(school: BadgeRealm) -> None:
    pupil = school.add_person(grade="KG")
    badge = badge_of(school, pupil)
    page = school.hold_up(badge["code"])
    school.call("POST", "/badges/void", json={"people": [pupil.sourced_id]})

    assert not page.post(picture=badge["picture"]).greeted().is_done


def answer_wrongly(school: BadgeRealm, badge: dict[str, Any], times: int) -> None:
    """Hold the badge up and answer wrongly, each time in another browser."""
    for _ in range(times):
        wrong = {"picture": another(badge["picture"])} if "picture" in badge else {"pin": "0000"}
        school.hold_up(badge["code"]).post(**wrong)


def test_after_three_wrong_pictures_within_an_hour_the_badge_is_refused(school: BadgeRealm) -> None:
    badge = badge_of(school, school.add_person(grade="KG"))

    answer_wrongly(school, badge, PICTURES_AN_HOUR)

    assert school.hold_up(badge["code"]).is_refused
    assert school.reason() == "too_many_answers"


def test_after_five_wrong_numbers_within_an_hour_the_badge_is_refused(school: BadgeRealm) -> None:
    badge = badge_of(school, school.add_person(grade="01"))

    answer_wrongly(school, badge, PINS_AN_HOUR - 1)
    assert not school.hold_up(badge["code"]).is_refused
    answer_wrongly(school, badge, 1)

    assert school.hold_up(badge["code"]).is_refused


def test_the_right_picture_makes_good_for_the_wrong_ones(school: BadgeRealm) -> None:
    badge = badge_of(school, school.add_person(grade="KG"))
    for _ in range(2):
        answer_wrongly(school, badge, PICTURES_AN_HOUR - 1)

        assert school.hold_up(badge["code"]).post(picture=badge["picture"]).greeted().is_done


def test_wrong_pictures_of_a_badge_do_not_count_against_its_successor(school: BadgeRealm) -> None:
    pupil = school.add_person(grade="KG")
    answer_wrongly(school, badge_of(school, pupil), PICTURES_AN_HOUR)

    badge = badge_of(school, pupil)

    assert school.hold_up(badge["code"]).post(picture=badge["picture"]).greeted().is_done


def test_who_is_unlocked_in_keycloak_may_choose_a_picture_again(school: BadgeRealm) -> None:
    school.configure(bruteForceProtected=True, failureFactor=30, quickLoginCheckMilliSeconds=0)
    pupil = school.add_person(grade="KG")
    badge = badge_of(school, pupil)
    answer_wrongly(school, badge, PICTURES_AN_HOUR)

    school.unlock(pupil)

    assert school.hold_up(badge["code"]).post(picture=badge["picture"]).greeted().is_done
    school.configure(bruteForceProtected=False)


def test_guesses_at_the_same_time_are_no_more_than_guesses_one_by_one(school: BadgeRealm) -> None:
    pupil = school.add_person(grade="KG")
    badge = badge_of(school, pupil)
    pages = [school.hold_up(badge["code"]) for _ in range(30)]

    with ThreadPoolExecutor(len(pages)) as threads:
        answers = list(threads.map(lambda page: page.post(picture=another(badge["picture"])), pages))

    assert not any(answer.greeted().is_done for answer in answers)
    events = school.call("GET", f"/events?type=LOGIN_ERROR&user={pupil.id}&max=100")
    reasons = Counter(event["details"]["badge_refused_reason"] for event in events)
    assert reasons == {"wrong_picture": PICTURES_AN_HOUR, "too_many_answers": len(pages) - PICTURES_AN_HOUR}
