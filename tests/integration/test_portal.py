"""The portal: the icons of exactly the applications a person may open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.support.school_realm import Keycloak, SchoolBrowser, SchoolRealm, school_browser

pytestmark = pytest.mark.integration

APPLICATIONS = {
    "reader": {"homeroom.category": "learning", "homeroom.order": "20", "homeroom.icon": "canvas.svg"},
    "atlas": {"homeroom.category": "learning", "homeroom.order": "10", "homeroom.title.es": "Atlas del mundo"},
    "books": {"homeroom.category": "library", "homeroom.icon": "no-such-file.svg"},
    "staff-room": {"homeroom.category": "office"},
}


def applications(page: httpx.Response) -> list[str]:
    return re.findall(r'data-application="([^"]+)"', page.text)


@pytest.fixture(scope="module")
def school(keycloak: Keycloak, realm: str) -> SchoolRealm:
    school = SchoolRealm(keycloak, realm)
    school.configure(
        displayName="Cedar & Valley <Schools>",
        attributes={"homeroom.brand.color": "#14532d", "homeroom.brand.accent": "#f59e0b"},
    )
    for client_id, attributes in APPLICATIONS.items():
        school.put_application(
            client_id, name=f"The {client_id}", baseUrl=f"https://{client_id}.example/start", attributes=attributes
        )
    return school


@pytest.fixture
def browser(school: SchoolRealm) -> Iterator[SchoolBrowser]:
    with school_browser(school) as browser:
        yield browser


def test_somebody_without_a_session_is_sent_to_sign_in_with_pkce(school: SchoolRealm, browser: SchoolBrowser) -> None:
    first, second = (browser.client.get(school.address) for _ in range(2))
    assert first.status_code == 303
    request, again = (parse_qs(urlsplit(answer.headers["Location"]).query) for answer in (first, second))
    assert request["client_id"] == ["portal"]
    assert request["redirect_uri"] == [school.address]
    assert request["code_challenge_method"] == ["S256"]
    assert request["code_challenge"] != again["code_challenge"]


def test_the_sign_in_page_is_the_districts_and_none_of_it_is_stock(school: SchoolRealm, browser: SchoolBrowser) -> None:
    page = browser.open(school.address).text
    assert "Cedar &amp; Valley &lt;Schools&gt;" in page
    assert "patternfly" not in page
    assert "pf-v5" not in page
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", page)


def test_after_signing_in_the_address_is_the_clean_one(school: SchoolRealm, browser: SchoolBrowser) -> None:
    school.person("clean")
    page = browser.sign_in(school.address, "clean")
    assert str(page.url) == school.address


def test_icons_are_those_of_the_roles_a_person_has_directly(school: SchoolRealm, browser: SchoolBrowser) -> None:
    school.grant(school.person("direct"), "reader", "books")
    assert applications(browser.sign_in(school.address, "direct")) == ["reader", "books"]


def test_icons_come_through_groups_and_composite_roles(school: SchoolRealm, browser: SchoolBrowser) -> None:
    group = school.api.post("/groups", json={"name": "librarians"}).headers["Location"].rsplit("/", 1)[1]
    path = f"/groups/{group}/role-mappings/clients/{school.client_id('books')}"
    school.call("POST", path, json=[school.launch_role("books")])
    school.call("POST", "/roles", json={"name": "access:atlas"})
    school.call("POST", "/roles/access:atlas/composites", json=[school.launch_role("atlas")])
    person = school.person("indirect")
    school.call("PUT", f"/users/{person}/groups/{group}")
    profile = school.call("GET", "/roles/access:atlas")
    school.call("POST", f"/users/{person}/role-mappings/realm", json=[profile])
    assert applications(browser.sign_in(school.address, "indirect")) == ["atlas", "books"]


def test_icons_stand_in_the_order_of_category_number_and_title(school: SchoolRealm, browser: SchoolBrowser) -> None:
    school.grant(school.person("order"), *APPLICATIONS)
    assert applications(browser.sign_in(school.address, "order")) == ["atlas", "reader", "staff-room", "books"]


def test_a_disabled_application_has_no_icon(school: SchoolRealm, browser: SchoolBrowser) -> None:
    school.put_application("retired", baseUrl="https://retired.example", enabled=False)
    school.grant(school.person("late"), "retired", "reader")
    assert applications(browser.sign_in(school.address, "late")) == ["reader"]


def test_somebody_without_applications_is_told_whom_to_ask(school: SchoolRealm, browser: SchoolBrowser) -> None:
    school.person("nothing")
    page = browser.sign_in(school.address, "nothing")
    assert applications(page) == []
    assert "ask your registrar" in page.text


def test_an_icon_that_is_not_in_the_theme_gives_way_to_initials(school: SchoolRealm, browser: SchoolBrowser) -> None:
    school.grant(school.person("icons"), "reader", "books")
    page = browser.sign_in(school.address, "icons").text
    assert "no-such-file" not in page
    assert 'data-initials="TB"' in page
    icon = re.search(r'src="([^"]+canvas\.svg)"', page)
    assert icon
    assert browser.client.get(school.url + icon[1]).headers["Content-Type"].startswith("image/svg")


def test_titles_are_text_never_markup(school: SchoolRealm, browser: SchoolBrowser) -> None:
    school.put_application("sly", name="<script>alert(1)</script>", baseUrl="https://sly.example")
    school.grant(school.person("markup"), "sly")
    page = browser.sign_in(school.address, "markup").text
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_the_language_can_be_changed_and_stays(school: SchoolRealm, browser: SchoolBrowser) -> None:
    school.grant(school.person("lengua"), "atlas")
    browser.sign_in(school.address, "lengua")
    page = browser.open(f"{school.address}?kc_locale=es")
    assert str(page.url) == school.address
    assert "Hola, Ana" in page.text
    assert "Atlas del mundo" in page.text
    assert '<html lang="es">' in browser.open(school.address).text


def test_signing_out_takes_one_click_and_ends_the_session(school: SchoolRealm, browser: SchoolBrowser) -> None:
    school.person("leaver")
    page = browser.sign_in(school.address, "leaver")
    fields = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]+)"', page.text))
    after = browser.send(page, **fields)
    assert 'id="kc-form-login"' in after.text
    assert browser.client.get(school.address).status_code == 303


def test_a_browser_that_keeps_no_cookies_is_told_so_and_not_sent_in_circles(
    school: SchoolRealm, browser: SchoolBrowser
) -> None:
    state = parse_qs(urlsplit(browser.client.get(school.address).headers["Location"]).query)["state"][0]
    page = browser.client.get(school.address, params={"code": "from-a-sign-in", "state": state})
    assert page.status_code == 200
    assert "blocks cookies" in page.text


def test_a_sign_in_that_ended_in_an_error_is_not_begun_again_by_itself(
    school: SchoolRealm, browser: SchoolBrowser
) -> None:
    state = parse_qs(urlsplit(browser.client.get(school.address).headers["Location"]).query)["state"][0]
    page = browser.client.get(school.address, params={"error": "temporarily_unavailable", "state": state})
    assert page.status_code == 200
    assert "not finished" in page.text


def test_the_page_is_not_stored_and_its_policy_is_strict(school: SchoolRealm, browser: SchoolBrowser) -> None:
    school.person("headers")
    headers = browser.sign_in(school.address, "headers").headers
    assert "no-store" in headers["Cache-Control"]
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_cold_load_is_under_100_kilobytes(school: SchoolRealm, browser: SchoolBrowser) -> None:
    school.grant(school.person("weight"), *APPLICATIONS)
    page = browser.sign_in(school.address, "weight")
    links = re.findall(r'(?:<link[^>]*href|<script[^>]*src|<img[^>]*src)="([^"]+)"', page.text)
    weight = len(page.content) + sum(len(browser.client.get(school.url + unescape(link)).content) for link in links)
    assert links
    assert weight < 100_000


def test_the_districts_colours_are_served_as_a_stylesheet_that_may_be_kept(school: SchoolRealm) -> None:
    answer = httpx.get(f"{school.address}/brand.css", timeout=30)
    assert answer.headers["Content-Type"].startswith("text/css")
    assert answer.headers["Cache-Control"].startswith("public")
    assert "--brand: #14532d;" in answer.text
    assert "--accent: #f59e0b;" in answer.text


def test_a_colour_that_is_none_never_reaches_the_stylesheet(school: SchoolRealm) -> None:
    school.configure(attributes={"homeroom.brand.color": "red; } body { display: none"})
    assert "display" not in httpx.get(f"{school.address}/brand.css", timeout=30).text
    school.configure(attributes={"homeroom.brand.color": "#14532d"})
