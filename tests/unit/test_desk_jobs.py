"""Printing that takes a while: nothing changes before the PDF was sent, and nobody else sees it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient

from desk.choices import PrintChoices
from desk.errors import NoSuchJobError, TooManyJobsError
from desk.jobs import MOST_OF_A_PERSON, READY_MINUTES, Jobs
from tests.support.desk_browser import desk_browser, sign_in
from tests.support.desk_jobs import begin, finished, press
from tests.support.keycloak_stand_in import REALM, KeycloakStandIn, keycloak_stand_in
from tests.unit.test_desk_pages import CODE
from tests.unit.test_desk_print_page import MEI, WHO, calls

BADGES = f"/admin/realms/{REALM}/badges"


@pytest.fixture
def keycloak() -> Iterator[KeycloakStandIn]:
    with keycloak_stand_in() as stand_in:
        stand_in.claims = {"preferred_username": "del", "realm_access": {"roles": ["campus-delegate"]}}
        stand_in.answers["badges/people"] = json.dumps(MEI | {"badge": {"state": "active", "issued": "2026-09-01"}})
        stand_in.answers["badges/void"] = {"voided": 1}
        stand_in.issued = {"issued": [WHO | {"credentialId": "b1", "code": CODE}], "refused": []}
        yield stand_in


@pytest.fixture
def browser(keycloak: KeycloakStandIn) -> Iterator[TestClient]:
    with desk_browser(keycloak) as browser:
        sign_in(browser, keycloak)
        yield browser


def test_nothing_works_before_the_pdf_was_saved_and_all_of_it_then(
    browser: TestClient, keycloak: KeycloakStandIn
) -> None:
    job = finished(browser)
    assert keycloak.activated == []
    assert "1 of these people has a badge that works now" in browser.get(job).text

    answer = press(browser, job, "files/0")

    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "no-store"
    assert keycloak.activated == ["b1"]
    assert "Saved, and it works" in browser.get(job).text


def test_a_pdf_that_the_browser_lost_is_saved_again_and_activated_once(
    browser: TestClient, keycloak: KeycloakStandIn
) -> None:
    job = finished(browser)
    first, second = (press(browser, job, "files/0").content for _ in range(2))

    assert first == second
    assert keycloak.activated == ["b1"]


def test_an_activation_that_fails_is_told_and_can_be_tried_again(
    browser: TestClient, keycloak: KeycloakStandIn
) -> None:
    job = finished(browser)
    keycloak.statuses[f"{BADGES}/activate"] = 500
    press(browser, job, "files/0")
    assert "Save it once more" in browser.get(job).text

    del keycloak.statuses[f"{BADGES}/activate"]
    press(browser, job, "files/0")

    assert "Saved, and it works" in browser.get(job).text


def test_what_is_thrown_away_is_taken_back(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    job = finished(browser)

    assert press(browser, job, "discard").headers["location"] == "/print"

    assert calls(keycloak, "badges/void") == [{"credentials": ["b1"]}]
    assert browser.get(job).status_code == 404
    assert job not in browser.get("/print").text


def test_what_was_saved_is_not_taken_back_when_it_is_deleted_here(
    browser: TestClient, keycloak: KeycloakStandIn
) -> None:
    job = finished(browser)
    press(browser, job, "files/0")
    press(browser, job, "discard")

    assert calls(keycloak, "badges/void") == []


def test_whoever_leaves_finds_it_again_in_another_browser(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    job = finished(browser)
    other = TestClient(browser.app, base_url=str(browser.base_url), follow_redirects=False)
    sign_in(other, keycloak)

    assert f'href="{job}"' in other.get("/print").text
    assert other.get(job).status_code == 200


@pytest.mark.parametrize("path", ["", "/progress", "/files/0", "/discard"])
def test_nobody_else_sees_it(browser: TestClient, keycloak: KeycloakStandIn, path: str) -> None:
    job = finished(browser)
    keycloak.claims |= {"sub": "u2"}
    other = TestClient(browser.app, base_url=str(browser.base_url), follow_redirects=False)
    sign_in(other, keycloak)

    answer = press(other, job, path.strip("/")) if path in ("/files/0", "/discard") else other.get(job + path)

    assert answer.status_code == 404
    assert job not in other.get("/print").text
    assert keycloak.activated == []


def test_a_pdf_is_not_given_without_the_token_of_the_form(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    job = finished(browser)

    assert browser.post(f"{job}/files/0", data={"form_token": "guessed"}).status_code == 403
    assert browser.get(f"{job}/files/0").status_code == 405
    assert keycloak.activated == []


def test_when_keycloak_fails_half_way_nothing_has_changed(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    keycloak.statuses[f"{BADGES}/issue"] = 500

    page = browser.get(finished(browser)).text

    assert "Nothing has changed for anybody" in page
    assert keycloak.activated == []


def test_whoever_lets_too_many_wait_is_told_so(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    for _ in range(MOST_OF_A_PERSON):
        finished(browser)

    answer = begin(browser)

    assert answer.status_code == 409
    assert "Too many PDFs wait for you" in answer.text


def test_the_progress_says_how_far_it_is_and_nothing_else(browser: TestClient) -> None:
    assert browser.get(f"{finished(browser)}/progress").json() == {"state": "ready", "done": 1, "total": 1}


class Registry:
    """Jobs with a clock of their own."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.jobs = Jobs(lambda: datetime(2026, 11, 26, tzinfo=UTC), lambda: self.seconds)


def test_what_nobody_comes_back_for_is_forgotten_with_its_pdf() -> None:
    registry = Registry()
    job = registry.jobs.begin("u1", PrintChoices())
    registry.jobs.rest(job, "ready")

    registry.seconds = READY_MINUTES * 60.0 - 1
    assert registry.jobs.find(job.id, "u1") is job
    registry.seconds += 1

    with pytest.raises(NoSuchJobError):
        registry.jobs.find(job.id, "u1")
    assert job.files == ()


def test_one_person_keeps_nobody_else_from_printing() -> None:
    jobs = Registry().jobs
    for _ in range(MOST_OF_A_PERSON):
        jobs.begin("u1", PrintChoices())

    with pytest.raises(TooManyJobsError):
        jobs.begin("u1", PrintChoices())
    assert jobs.begin("u2", PrintChoices()).state == "waiting"
