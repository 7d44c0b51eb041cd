"""The desk in front of a real Keycloak: a teacher signs in, sees the own classes and prints one."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx
import pymupdf
import pyotp
import pytest
import zxingcpp
from PIL import Image

from badge_tool.token import BadgeCode
from tests.support.class_of_pupils import class_of_pupils
from tests.support.keycloak_server import KeycloakServer

pytestmark = pytest.mark.integration


@dataclass
class _Form(HTMLParser):
    """The first form of a page that has a given field: where it goes, and its hidden fields."""

    wanted: str
    action: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    _found: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "a" and attributes.get("href"):
            self.links.append(attributes["href"] or "")
        if self._found:
            return
        if tag == "form":
            self.action, self.fields = attributes.get("action") or "", {}
        elif tag == "input" and attributes.get("name"):
            self.fields[attributes["name"] or ""] = attributes.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self.wanted in self.fields:
            self._found = True


def _form(page: httpx.Response, wanted: str) -> _Form:
    form = _Form(wanted)
    form.feed(page.text)
    assert wanted in form.fields, f"no form with {wanted} in {page.url}:\n{page.text}"
    return form


def _send(browser: httpx.Client, page: httpx.Response, wanted: str, **values: str) -> httpx.Response:
    form = _form(page, wanted)
    return browser.post(urljoin(str(page.url), form.action), data=form.fields | values)


def _person(keycloak: KeycloakServer, kind: str) -> dict[str, Any]:
    return next(person for person in keycloak.demo["people"] if person["kind"] == kind)


def _sign_in(browser: httpx.Client, address: str, person: dict[str, Any]) -> httpx.Response:
    page = _send(browser, browser.get(address), "password", username=person["username"], password=person["password"])
    # A code is good for one use: one that another test has used gives way to the next, which is taken ahead of time.
    for ahead in (0, 30):
        if page.url.path.startswith("/realms/") and 'name="otp"' in page.text:
            page = _send(browser, page, "otp", otp=pyotp.TOTP(person["totp_secret"]).at(int(time.time()) + ahead))
    return page


def _browser() -> httpx.Client:
    """Like browsers, it sends `Secure` cookies to localhost by http."""
    browser = httpx.Client(follow_redirects=True, timeout=30)

    def send_always(_: httpx.Response) -> None:
        for cookie in browser.cookies.jar:
            cookie.secure = False

    browser.event_hooks["response"].append(send_always)
    return browser


@pytest.fixture(scope="module")
def desk_url(keycloak: KeycloakServer) -> str:
    return str(keycloak.demo["desk_url"])


@pytest.fixture(scope="module")
def teacher(keycloak: KeycloakServer, desk_url: str) -> Iterator[httpx.Client]:
    """The browser of a teacher who has signed in."""
    with _browser() as browser:
        page = _sign_in(browser, desk_url, _person(keycloak, "teacher"))
        assert urlsplit(str(page.url)).netloc == urlsplit(desk_url).netloc, page.text
        yield browser


def _classes(teacher: httpx.Client, desk_url: str) -> list[str]:
    page = _Form("form_token")
    page.feed(teacher.get(desk_url).text)
    return [urljoin(desk_url, link) for link in page.links if link.startswith("/classes/")]


def test_somebody_who_is_not_signed_in_is_sent_to_sign_in(keycloak: KeycloakServer, desk_url: str) -> None:
    page = httpx.get(desk_url, follow_redirects=True, timeout=30)

    assert page.status_code == 200
    assert page.url.path == f"/realms/{keycloak.demo['realm']}/protocol/openid-connect/auth"


def test_a_teacher_sees_the_own_classes(teacher: httpx.Client, desk_url: str) -> None:
    classes = _classes(teacher, desk_url)

    assert classes
    assert teacher.get(classes[0]).status_code == 200


def test_a_class_that_is_not_the_teachers_is_not_there(teacher: httpx.Client, desk_url: str) -> None:
    assert teacher.get(f"{desk_url.rstrip('/')}/classes/no-such-class").status_code == 404


def test_a_teacher_prints_a_class_and_every_code_can_be_read(
    keycloak: KeycloakServer, teacher: httpx.Client, desk_url: str
) -> None:
    with class_of_pupils(keycloak, teacher=_person(keycloak, "teacher")["sourced_id"]) as one:
        page = teacher.get(f"{desk_url.rstrip('/')}/classes/{one.sourced_id}")
        assert page.status_code == 200, page.text
        answer = _send(teacher, page, "layout", layout="avery-22806")

    assert answer.headers["content-type"] == "application/pdf", answer.text
    with pymupdf.open(stream=answer.content) as pdf:
        cover, sheet = pdf
        words = cover.get_text()
        picture = sheet.get_pixmap(dpi=150)
        codes = zxingcpp.read_barcodes(Image.frombytes("RGB", (picture.width, picture.height), picture.samples))
    assert one.title in words
    assert len({BadgeCode.parse(code.text).user_id for code in codes}) == len(one.pupils)


def test_a_registrar_reads_what_the_desk_is_for(keycloak: KeycloakServer, desk_url: str) -> None:
    with _browser() as browser:
        page = _sign_in(browser, desk_url, _person(keycloak, "registrar"))

    assert page.status_code == 200, page.text
    assert "which records of your campus do not fit together" in page.text


def test_a_student_is_kept_out_by_keycloak(keycloak: KeycloakServer, desk_url: str) -> None:
    with _browser() as browser:
        page = _sign_in(browser, desk_url, _person(keycloak, "student"))

    assert page.url.path.startswith("/realms/")
    assert page.status_code == 403
