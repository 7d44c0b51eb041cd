"""Parameters and credentials: what the page offers, what is saved, and whom and what it prints."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pymupdf
import pytest
from starlette.testclient import TestClient

from settings.badge_sets import BadgeSet
from tests.support.desk_browser import desk_browser, form_token, sign_in
from tests.support.desk_jobs import begin, finished, press
from tests.support.keycloak_stand_in import KeycloakStandIn, keycloak_stand_in
from tests.unit.test_desk_pages import CODE

MEI: dict[str, Any] = {
    "sourcedId": "s1",
    "userId": "u1",
    "username": "mei.li",
    "firstName": "Mei",
    "lastName": "Li",
    "kind": "student",
    "grade": "KG",
    "schools": ["CV01"],
    "specialEd": False,
    "class": "c1",
    "classTitle": "Bluebirds",
}
SIXTH = MEI | {"sourcedId": "s2", "userId": "u2", "firstName": "Ona", "grade": "06", "refusal": "policy"}
WHO = {key: MEI[key] for key in ("sourcedId", "userId", "username", "firstName", "lastName", "grade")}


@pytest.fixture
def keycloak() -> Iterator[KeycloakStandIn]:
    with keycloak_stand_in() as stand_in:
        stand_in.claims = {
            "name": "Del Gate",
            "preferred_username": "del",
            "realm_access": {"roles": ["campus-delegate"]},
        }
        stand_in.answers["badges/people"] = f"{json.dumps(MEI)}\n{json.dumps(SIXTH)}\n"
        stand_in.issued = {"issued": [WHO | {"credentialId": "b1", "code": CODE}], "refused": []}
        yield stand_in


@pytest.fixture
def browser(keycloak: KeycloakStandIn) -> Iterator[TestClient]:
    with desk_browser(keycloak, sets={"newcomers": BadgeSet(without_badge=True, order="name")}) as browser:
        sign_in(browser, keycloak)
        yield browser


def send(browser: TestClient, path: str, **values: Any) -> Any:
    return browser.post(path, data={"form_token": form_token(browser.get("/print").text), **values})


def calls(keycloak: KeycloakStandIn, path: str) -> list[dict[str, Any]]:
    return [body for asked, body in keycloak.asked if asked == path]


def text_of(pdf: bytes) -> str:
    with pymupdf.open(stream=pdf) as document:
        return "\n".join(str(page.get_text()) for page in document)


def test_it_is_offered_to_who_looks_after_people(browser: TestClient) -> None:
    assert 'href="/print"' in browser.get("/").text


def test_a_campus_becomes_one_pdf_whose_checklist_names_those_without_one(browser: TestClient) -> None:
    job = finished(browser, campus="CV01", grade=["KG", "01"], without_badge="yes", order="class", layout="large-card")

    words = text_of(press(browser, job, "files/0").content)

    assert "Bluebirds" in words
    assert "Ona Li" in words


def test_badges_are_issued_class_by_class_from_the_youngest_up(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    pupils = [
        MEI | {"sourcedId": name, "grade": grade, "class": f"c-{grade}", "classTitle": f"Class {grade}"}
        for name, grade in (("s3", "02"), ("s4", "KG"), ("s5", "02"), ("s6", "KG"))
    ]
    keycloak.answers["badges/people"] = "\n".join(map(json.dumps, pupils))

    finished(browser, campus="CV01", order="class", layout="large-card")

    assert [body["people"] for body in calls(keycloak, "badges/issue")] == [["s4", "s6", "s3", "s5"]]


def test_badges_for_a_card_printer_have_their_checklists_apart(browser: TestClient) -> None:
    job = finished(browser, layout="id-card")

    cards, checklists = (press(browser, job, f"files/{number}").content for number in (0, 1))

    with pymupdf.open(stream=cards) as pdf:
        assert pdf[0].rect.width < 250
    assert "Bluebirds" in text_of(checklists)


def test_a_class_comes_at_once_and_works_when_it_was_sent(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    answer = begin(browser, **{"class": "c1", "layout": "large-card"})

    assert answer.headers["content-type"] == "application/pdf"
    assert "Bluebirds" in text_of(answer.content)
    assert keycloak.activated == ["b1"]


@pytest.mark.parametrize("several", [{"class": ["c1", "c2"]}, {"class": "c1", "layout": "id-card"}])
def test_what_is_more_than_one_pdf_of_one_class_waits_to_be_saved(
    browser: TestClient, keycloak: KeycloakStandIn, several: dict[str, Any]
) -> None:
    finished(browser, **several)

    assert keycloak.activated == []


def test_a_class_of_which_nobody_may_have_a_badge_is_said_to_be_so(
    browser: TestClient, keycloak: KeycloakStandIn
) -> None:
    keycloak.answers["badges/people"] = json.dumps(SIXTH)

    answer = begin(browser, **{"class": "c1"})

    assert answer.status_code == 303
    assert "Nobody of those you chose can get one" in browser.get(answer.headers["location"]).text


def test_cards_are_for_those_who_may_have_one(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    card = WHO | {"cardId": "card-1", "phrase": "acorn-river-kite-47"}
    keycloak.answers |= {"cards/issue": {"issued": [card], "refused": []}, "cards/activate": {"activated": 1}}

    job = finished(browser, what="cards", kind="staff", card_layout="card-a4", employee_types="Nurse")
    words = text_of(press(browser, job, "files/0").content)

    assert [body["people"] for body in calls(keycloak, "cards/issue")] == [["s1"]]
    assert calls(keycloak, "cards/activate") == [{"cards": ["card-1"]}]
    assert "acorn-river-kite-47" in words


def test_letters_are_for_those_who_claim_in_their_own_language(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    claim = WHO | {"sourcedId": "s2", "firstName": "Ona", "grade": "06", "claimId": "k1", "code": "7K3M-9QRT-X2WB"}
    claim |= {"expires": "2099-01-31", "language": "es"}
    keycloak.answers |= {"claims/issue": {"issued": [claim], "refused": []}, "claims/activate": {"activated": 1}}

    job = finished(browser, what="letters", without_badge="yes", paper="a4")
    words = text_of(press(browser, job, "files/0").content)

    assert [body["people"] for body in calls(keycloak, "claims/issue")] == [["s2"]]
    assert calls(keycloak, "claims/activate") == [{"claims": ["k1"]}]
    assert "Active su cuenta de la escuela" in words
    assert all(part in words for part in ("7K3M", "9QRT", "X2WB"))


@pytest.mark.parametrize(
    "chosen",
    [{"layout": "unknown"}, {"grade": "99"}, {"order": "age"}, {"what": "posters"}, {"what": "letters", "paper": "a9"}],
)
def test_choices_that_do_not_fit_print_nothing(
    browser: TestClient, keycloak: KeycloakStandIn, chosen: dict[str, str]
) -> None:
    answer = begin(browser, **chosen)

    assert answer.status_code == 400
    assert "Nothing was printed" in answer.text
    assert calls(keycloak, "badges/issue") == []


def test_nobody_who_may_have_a_badge_is_said_to_be_so(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    keycloak.answers["badges/people"] = json.dumps(SIXTH)

    page = browser.get(finished(browser)).text

    assert "Nobody of those you chose can get one" in page
    assert "Nothing has changed for anybody" in page


def test_what_the_district_saved_is_chosen_on_the_page_and_prints_nothing_by_itself(
    browser: TestClient, keycloak: KeycloakStandIn
) -> None:
    page = send(browser, "/print/chosen", set="district:newcomers").text

    assert '<option value="name" selected>' in page
    assert calls(keycloak, "badges/issue") == []


def test_what_somebody_saves_is_kept_in_keycloak_with_what_differs_from_the_usual(
    browser: TestClient, keycloak: KeycloakStandIn
) -> None:
    page = send(browser, "/print/sets", name="  Niños   nuevos ", what="letters", grade="06", paper="a4").text

    assert "Saved as Niños nuevos" in page
    [saved] = calls(keycloak, "duties/printing-sets/save")
    assert saved["name"] == "Niños nuevos"
    assert json.loads(saved["parameters"]) == {"what": "letters", "grades": ["06"], "paper": "a4"}


def test_what_somebody_saved_can_be_chosen_again(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    own = [
        {"name": "Sixth", "parameters": '{"what":"letters","grades":["06"]}'},
        {"name": "From the future", "parameters": '{"hologram":true}'},
    ]
    keycloak.answers["duties/printing-sets"] = own

    page = send(browser, "/print/chosen", set="own:Sixth").text

    assert 'value="letters" checked' in " ".join(page.split())
    assert 'value="06" checked' in " ".join(page.split())
    assert "From the future" not in page


def test_what_has_no_name_is_not_saved_and_not_lost(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    answer = send(browser, "/print/sets", name=" ", what="cards")

    assert answer.status_code == 400
    assert 'value="cards" checked' in " ".join(answer.text.split())
    assert calls(keycloak, "duties/printing-sets/save") == []


def test_a_saved_choice_is_removed(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    assert send(browser, "/print/sets/remove", set="own:Sixth").status_code == 303

    assert calls(keycloak, "duties/printing-sets/remove") == [{"name": "Sixth"}]


def test_the_own_campuses_are_offered_and_no_field_for_others(browser: TestClient, keycloak: KeycloakStandIn) -> None:
    keycloak.answers["duties"]["care"]["campuses"] = ["CV01", "CV02"]

    page = browser.get("/print").text

    assert 'name="campus"' in page
    assert 'name="campuses"' not in page
