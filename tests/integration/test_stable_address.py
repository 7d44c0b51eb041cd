"""Whatever address of a sign-in somebody kept, it ends at the sign-in and then at the portal."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from urllib.parse import urlencode

import httpx
import pytest

from tests.support.school_realm import PASSWORD, Keycloak, SchoolBrowser, SchoolRealm, school_browser

pytestmark = pytest.mark.integration

ATLAS = "https://atlas.example/start"


@pytest.fixture(scope="module")
def school(keycloak: Keycloak, realm: str) -> SchoolRealm:
    school = SchoolRealm(keycloak, realm)
    school.put_client("atlas", baseUrl=ATLAS, redirectUris=["https://atlas.example/*"])
    school.person("reader")
    return school


@pytest.fixture
def browser(school: SchoolRealm) -> Iterator[SchoolBrowser]:
    with school_browser(school) as browser:
        yield browser


@pytest.fixture(scope="module")
def old_page(school: SchoolRealm) -> httpx.Response:
    """The sign-in page of another browser, last week."""
    with school_browser(school) as browser:
        return browser.open(school.address)


def form_address(page: httpx.Response) -> str:
    form = next(form for form in re.findall(r"<form\b[^>]*>", page.text) if 'id="kc-form-login"' in form)
    address = re.search(r'action="([^"]+)"', form)
    assert address
    return unescape(address[1])


def without(address: str, parameter: str) -> str:
    return re.sub(rf"[?&]{parameter}=[^&]*", lambda found: "?" if found[0][0] == "?" else "", address)


def is_sign_in(page: httpx.Response) -> bool:
    return page.status_code == 200 and 'id="kc-form-login"' in page.text


KEPT: dict[str, Callable[[SchoolRealm, httpx.Response], str]] = {
    "the request of the portal": lambda _, page: str(page.url),
    "its old state and challenge": lambda _, page: re.sub("state=[^&]*", "state=1", str(page.url)),
    "a request without a challenge": lambda _, page: without(
        re.sub("state=[^&]*", "state=1", str(page.url)), "code_challenge"
    ),
    "a request for another address of the portal": lambda _, page: str(page.url).replace("%2Fportal&", "%2Fold&"),
    "where the form was sent": lambda _, page: form_address(page),
    "the page after a reload": lambda _, page: without(form_address(page), "session_code"),
    "without the application's part": lambda _, page: without(form_address(page), "client_data"),
    "cut off in the middle": lambda _, page: form_address(page)[:-9],
    "a required action": lambda _, page: form_address(page).replace("/authenticate", "/required-action"),
    "the path alone": lambda school, _: f"{school.url}/realms/{school.realm}/login-actions/authenticate",
    "after a change of language": lambda school, _: f"{school.url}/realms/{school.realm}/login-actions/detached-info",
    "the way back to the portal": lambda school, _: f"{school.address}?code=c&state=s&session_state=x",
    "the way back with an error": lambda school, _: f"{school.address}?error=temporarily_unavailable&state=s",
    "the realm": lambda school, _: f"{school.url}/realms/{school.realm}/",
    "the realm without a slash": lambda school, _: f"{school.url}/realms/{school.realm}",
}


@pytest.mark.parametrize("kept", KEPT)
def test_a_kept_address_leads_to_the_sign_in_and_then_to_the_portal(
    school: SchoolRealm, old_page: httpx.Response, kept: str
) -> None:
    with school_browser(school) as browser:
        browser.client.headers["Accept"] = "text/html"
        page = browser.led_on(browser.open(KEPT[kept](school, old_page)))
        assert is_sign_in(page)
        after = browser.send(page, "kc-form-login", username="reader", password=PASSWORD)
        assert str(after.url) == school.address


@pytest.mark.parametrize("kept", KEPT)
def test_whoever_is_signed_in_is_led_to_the_portal(school: SchoolRealm, old_page: httpx.Response, kept: str) -> None:
    with school_browser(school) as browser:
        browser.client.headers["Accept"] = "text/html"
        browser.sign_in(school.address, "reader")
        page = browser.led_on(browser.open(KEPT[kept](school, old_page)))
        assert str(page.url) == school.address


def test_a_form_that_waited_until_its_cookies_were_gone_leads_to_the_sign_in(
    school: SchoolRealm, browser: SchoolBrowser
) -> None:
    page = browser.open(school.address)
    browser.client.cookies.clear()
    late = browser.send(page, "kc-form-login", username="reader", password=PASSWORD)
    assert is_sign_in(browser.led_on(late))


def test_a_tab_in_which_the_sign_in_went_on_elsewhere_goes_on_too(school: SchoolRealm, browser: SchoolBrowser) -> None:
    first, second = browser.open(school.address), browser.open(school.address)
    browser.send(second, "kc-form-login", username="reader", password=PASSWORD)
    late = browser.send(first, "kc-form-login", username="reader", password=PASSWORD)
    assert str(browser.led_on(late).url) == school.address


def test_going_back_to_the_sign_in_after_it_leads_to_the_portal(school: SchoolRealm, browser: SchoolBrowser) -> None:
    page = browser.open(school.address)
    browser.send(page, "kc-form-login", username="reader", password=PASSWORD)
    for address in (str(page.url), form_address(page)):
        assert str(browser.led_on(browser.open(address)).url) == school.address


def test_an_old_page_of_another_application_begins_its_sign_in_anew(
    school: SchoolRealm, browser: SchoolBrowser
) -> None:
    query = {"client_id": "atlas", "response_type": "code", "redirect_uri": f"{ATLAS}/back"}
    with school_browser(school) as last_week:
        page = last_week.open(f"{school.url}/realms/{school.realm}/protocol/openid-connect/auth?{urlencode(query)}")
    assert browser.led_on(browser.open(form_address(page))).headers["Location"] == ATLAS


def test_an_error_that_is_one_stays(school: SchoolRealm, browser: SchoolBrowser) -> None:
    query = {"client_id": "atlas", "response_type": "code", "redirect_uri": "https://elsewhere.example"}
    page = browser.open(f"{school.url}/realms/{school.realm}/protocol/openid-connect/auth?{urlencode(query)}")
    assert page.status_code == 400
    assert 'http-equiv="refresh"' not in page.text


def test_a_browser_without_cookies_is_told_so_at_an_old_page(school: SchoolRealm, old_page: httpx.Response) -> None:
    with school_browser(school) as browser:
        browser.client.event_hooks = {"response": [lambda _: browser.client.cookies.clear()]}
        page = browser.led_on(browser.open(form_address(old_page)))
    assert "blocks cookies" in page.text


def test_a_circle_is_broken(school: SchoolRealm, browser: SchoolBrowser) -> None:
    pages = [browser.open(f"{school.address}/restart") for _ in range(25)]
    assert is_sign_in(pages[0])
    assert "not finished" in pages[-1].text


@pytest.mark.parametrize("client_id", ["nobody-knows-it", "https://evil.example/", "account%0d%0aX: y"])
def test_a_restart_leads_nowhere_but_to_the_realms_own_clients(
    school: SchoolRealm, browser: SchoolBrowser, client_id: str
) -> None:
    assert is_sign_in(browser.open(f"{school.address}/restart?{urlencode({'client_id': client_id})}"))


def test_programs_still_read_the_realm_at_its_address(school: SchoolRealm) -> None:
    answer = httpx.get(f"{school.url}/realms/{school.realm}", headers={"Accept": "*/*"}, timeout=30)
    assert answer.json()["realm"] == school.realm
