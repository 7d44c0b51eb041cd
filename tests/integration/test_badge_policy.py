"""Whose badges sign in, where and when: the realm's attributes decide, and the page never tells."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.badge_realm import BadgeRealm
from tests.support.keycloak_server import KeycloakServer

pytestmark = pytest.mark.integration

POLICY = ("campuses", "networks", "hours", "time-zone")


@pytest.fixture(scope="module")
def school(keycloak: KeycloakServer, realm: str) -> BadgeRealm:
    return BadgeRealm(keycloak, realm)


@pytest.fixture(autouse=True)
def no_limits(school: BadgeRealm) -> Iterator[None]:
    """Every test begins and ends with a policy that limits nothing."""
    limit(school)
    yield
    limit(school)


def limit(school: BadgeRealm, **values: str) -> None:
    said = {f"homeroom.badge.{name}": values.get(name.replace("-", "_"), "") for name in POLICY}
    school.configure(attributes=said)


def hours_of(*days: datetime) -> str:
    return ", ".join(f"{day:%a} 00:00-24:00" for day in days)


def around_now() -> tuple[datetime, ...]:
    """Days of which one is today whenever the server answers."""
    now = datetime.now(UTC)
    return now, now + timedelta(hours=1)


def days_ahead() -> tuple[datetime, ...]:
    now = datetime.now(UTC)
    return now + timedelta(days=3), now + timedelta(days=4)


def test_a_badge_signs_in_where_and_when_the_policy_says(school: BadgeRealm) -> None:
    code = school.active_badge(school.add_person(school="CV01"))
    limit(
        school,
        campuses="CV01,CV02",
        networks="127.0.0.0/8,::1/128",
        hours=hours_of(*around_now()),
        time_zone="UTC",
    )

    assert school.hold_up(code).greeted().is_done


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        ({"campuses": "CV02"}, "campus"),
        ({"networks": "10.20.0.0/16,2001:db8::/32"}, "network"),
        ({"hours": hours_of(*days_ahead()), "time_zone": "UTC"}, "hours"),
    ],
    ids=["campus", "network", "hours"],
)
def test_elsewhere_and_at_other_times_it_is_refused_and_the_event_says_why(
    school: BadgeRealm, limits: dict[str, str], reason: str
) -> None:
    pupil = school.add_person(school="CV01")
    code = school.active_badge(pupil)
    limit(school, **limits)

    assert school.hold_up(code).is_refused
    (event,) = school.call("GET", f"/events?type=LOGIN_ERROR&user={pupil.id}")
    assert event["details"]["badge_refused_reason"] == reason


def test_people_of_other_campuses_get_no_badge(school: BadgeRealm) -> None:
    here, there = school.add_person(school="CV01"), school.add_person(school="CV03")
    limit(school, campuses="CV01")

    answer = school.call("POST", "/badges/issue", json={"people": [here.sourced_id, there.sourced_id]})

    assert [badge["sourcedId"] for badge in answer["issued"]] == [here.sourced_id]
    assert [(one["sourcedId"], one["error"]) for one in answer["refused"]] == [(there.sourced_id, "policy")]


def test_with_an_attribute_that_cannot_be_read_no_badge_signs_in(school: BadgeRealm) -> None:
    code = school.active_badge(school.add_person())
    page = school.begin().post(signInWith="badge")
    limit(school, networks="the school")

    page.post(badge=code)

    assert school.reason() == "policy"
