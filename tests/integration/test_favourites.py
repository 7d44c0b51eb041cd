"""Own favourites stand first on the portal, and nobody else can choose them for somebody."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from tests.support.school_realm import Keycloak, SchoolBrowser, SchoolRealm, school_browser

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def school(keycloak: Keycloak, realm: str) -> SchoolRealm:
    school = SchoolRealm(keycloak, realm)
    school.allow_unmanaged_attributes()
    for number, client_id in enumerate(("atlas", "books", "chess")):
        attributes = {"homeroom.category": "learning", "homeroom.order": str(number)}
        school.put_application(client_id, baseUrl=f"https://{client_id}.example/", attributes=attributes)
    return school


@pytest.fixture
def browser(school: SchoolRealm) -> Iterator[SchoolBrowser]:
    with school_browser(school) as browser:
        yield browser


def applications(page: httpx.Response) -> list[str]:
    return re.findall(r'data-application="([^"]+)"', page.text)


def form_token(page: httpx.Response) -> str:
    found = re.search(r'name="token" value="([^"]+)"', page.text)
    assert found
    return found[1]


def reader(school: SchoolRealm, browser: SchoolBrowser, username: str, *client_ids: str) -> httpx.Response:
    """Somebody new, signed in, in front of the portal."""
    school.grant(school.person(username), *client_ids)
    return browser.sign_in(school.address, username)


def test_a_favourite_stands_first_and_can_be_taken_back(school: SchoolRealm, browser: SchoolBrowser) -> None:
    page = reader(school, browser, "keeps", "atlas", "books", "chess")

    starred = browser.send(page, "favourites", token=form_token(page), add="chess")
    assert str(starred.url).split("#")[0] == school.address
    assert applications(starred) == ["chess", "atlas", "books"]
    assert re.search(r'name="remove" value="chess" aria-pressed="true"', starred.text)

    back = browser.send(starred, "favourites", token=form_token(starred), remove="chess")
    assert applications(back) == ["atlas", "books", "chess"]


def test_favourites_are_the_persons_own(school: SchoolRealm, browser: SchoolBrowser) -> None:
    page = reader(school, browser, "one.of.two", "atlas", "books")
    browser.send(page, "favourites", token=form_token(page), add="books")
    with school_browser(school) as other:
        assert applications(reader(school, other, "two.of.two", "atlas", "books")) == ["atlas", "books"]


def test_an_application_that_is_not_open_cannot_be_one(school: SchoolRealm, browser: SchoolBrowser) -> None:
    page = reader(school, browser, "curious", "atlas")
    after = browser.send(page, "favourites", token=form_token(page), add="books")
    assert applications(after) == ["atlas"]
    [stored] = school.call("GET", "/users", params={"username": "curious", "exact": True})
    assert "favouriteApplications" not in stored.get("attributes", {})


@pytest.mark.parametrize(
    ("token", "headers"),
    [
        (None, {}),
        ("", {}),
        ("b" * 43, {}),
        ("own", {"Origin": "https://evil.example"}),
        ("own", {"Origin": "null"}),
        ("own", {"Sec-Fetch-Site": "cross-site"}),
    ],
)
def test_a_form_that_is_not_the_pages_own_is_refused(
    school: SchoolRealm, browser: SchoolBrowser, token: str | None, headers: dict[str, str]
) -> None:
    username = f"victim{abs(hash((token, *headers.items())))}"
    page = reader(school, browser, username, "atlas", "books")
    fields = {"add": "books"} | ({"token": form_token(page) if token == "own" else token} if token is not None else {})
    answer = browser.client.post(f"{school.address}/favourites", data=fields, headers=headers)
    assert answer.status_code == 403
    assert applications(browser.open(school.address)) == ["atlas", "books"]


def test_the_token_of_another_session_is_refused(school: SchoolRealm, browser: SchoolBrowser) -> None:
    page = reader(school, browser, "mine", "atlas")
    with school_browser(school) as other:
        theirs = form_token(reader(school, other, "theirs", "atlas"))
    assert theirs != form_token(page)
    answer = browser.client.post(f"{school.address}/favourites", data={"add": "atlas", "token": theirs})
    assert answer.status_code == 403


def test_the_district_announces_to_whom_it_says_while_it_says(school: SchoolRealm, browser: SchoolBrowser) -> None:
    today = datetime.now(UTC).date()
    student, everybody = {"is": "student"}, {"is": "everybody"}

    def announcement(text: str, to: dict[str, str], days: int = 0) -> dict[str, object]:
        day = str(today + timedelta(days=days))
        link = {"url": "https://more.example/", "title": {"en": "More"}}
        return {"from": day, "until": day, "to": to, "text": {"en": text}, "link": link}

    said = [
        announcement("For <b>all</b>", everybody),
        announcement("For students", student),
        announcement("Yesterday", everybody, -1),
        announcement("Tomorrow", everybody, 1),
    ]
    school.configure(attributes={"homeroom.announcements": json.dumps(said)})
    school.person("employed", attributes={"personType": ["staff"]})
    page = browser.sign_in(school.address, "employed").text
    assert "For &lt;b&gt;all&lt;/b&gt;" in page
    assert 'href="https://more.example/"' in page
    assert not [text for text in ("For students", "Yesterday", "Tomorrow") if text in page]
