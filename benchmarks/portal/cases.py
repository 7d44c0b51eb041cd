"""What is measured of the portal and of the desk."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import parse_qs, urljoin, urlsplit

import pyotp

from benchmarks.badges.load import Taken, timed
from benchmarks.badges.load import one as one_step
from benchmarks.badges.school import Pupil, School, school_of
from benchmarks.badges.sign_ins import DEVICE_OF_BADGES, SignInError
from benchmarks.bench import Bench, Benchmark
from benchmarks.portal.figures import pages_table
from benchmarks.portal.visitor import Visitor
from benchmarks.realm.tools import ToolError
from benchmarks.servers import Servers, servers_of
from homeroom.demo.document import DemoDocument, DemoPerson
from homeroom.demo.places import StateFolder
from homeroom.demo.state import read_record

_AT_ONCE, _ROUNDS, _ROUND_SECONDS, _WARM_SECONDS = 8, 3, 10, 20
_CONSOLE = "account-console"
_VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
_CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
"""The example of RFC 7636, appendix B."""

Page = Callable[[Visitor], Awaitable[None]]


def _portal(bench: Bench) -> Iterator[str]:
    """The pages in turn, so that what else the machine does falls on all."""
    servers = servers_of(bench.district.path)
    with school_of(bench) as school:
        measured = asyncio.run(_portal_pages(bench, school, servers))
    yield from pages_table(measured, against="account console: its page")


async def _portal_pages(bench: Bench, school: School, servers: Servers) -> dict[str, Taken]:
    pupils = school.pupils(_AT_ONCE)
    visitors = [await _signed_in(school, pupil) for pupil in pupils]
    bearer = {"Accept": "application/json", "Authorization": f"Bearer {await _console_token(visitors[0], school)}"}
    pages = {
        "portal": _page(f"{school.address}/portal", school.applications[0]),
        "account console: its page": _page(f"{school.address}/account/", "<script"),
        "account console: its list of applications": _page(f"{school.address}/account/applications", "[{", bearer),
    }
    return await _in_turn(bench, pages, visitors, servers)


async def _signed_in(school: School, pupil: Pupil) -> Visitor:
    """Somebody whose browser shows the portal."""
    visitor = Visitor()
    visitor.set_cookies(school.url, DEVICE_OF_BADGES)
    page = await visitor.send(await visitor.open(f"{school.address}/portal"), {"badge": pupil.badge})
    if 'id="badge-greeting"' in page.text:
        page = await visitor.send(page, {"greeted": "true"})
    if urlsplit(visitor.address).path != f"/realms/{school.realm}/portal":
        raise SignInError(f"{visitor.address} in place of the portal")
    return visitor


async def _console_token(visitor: Visitor, school: School) -> str:
    """A token as the account console has one."""
    address = f"{school.address}/account/"
    query = (
        f"client_id={_CONSOLE}&redirect_uri={address}&response_type=code&scope=openid"
        f"&code_challenge={_CHALLENGE}&code_challenge_method=S256"
    )
    await visitor.open(f"{school.address}/protocol/openid-connect/auth?{query}")
    (code,) = parse_qs(urlsplit(visitor.address).query)["code"]
    form = {"grant_type": "authorization_code", "client_id": _CONSOLE, "redirect_uri": address, "code": code}
    tokens = await visitor.post(f"{school.address}/protocol/openid-connect/token", form | {"code_verifier": _VERIFIER})
    return str(json.loads(tokens.body)["access_token"])


def _desk(bench: Bench) -> Iterator[str]:
    """The demo's own people, as many as it was started with."""
    demo = _demo_of(bench.district.path)
    measured = asyncio.run(_desk_pages(bench, demo, servers_of(bench.district.path)))
    yield f"{bench.admin.get(f'/admin/realms/{demo.realm}/users/count'):,} people."
    yield ""
    yield from pages_table(measured, against="a class")


def _demo_of(district: Path) -> DemoDocument:
    record = read_record(StateFolder(district.parent))
    if record is None or record.document is None:
        raise ToolError("the desk of a demo is measured: name the district folder of one that runs")
    return record.document


async def _desk_pages(bench: Bench, demo: DemoDocument, servers: Servers) -> dict[str, Taken]:
    people = {person.kind: person for person in demo.people}
    teacher = await _at_the_desk(demo.desk_url, people["teacher"])
    delegate = await _at_the_desk(demo.desk_url, people["delegate"])
    link = re.search(r'href="(/classes/[^"/]+)"', (await teacher.open(demo.desk_url)).text)
    if link is None:
        raise ToolError("the teacher of the demo has no class")
    of_teacher = {
        "a class": _page(urljoin(demo.desk_url, link[1]), "<table"),
        "the own classes": _page(demo.desk_url, link[1]),
    }
    administrator = await _at_the_desk(demo.desk_url, people["district_admin"])
    of_delegate = {"a search of the campus": await _search(delegate, demo.desk_url, "ga")}
    of_administrator = {
        "a search of the district, for many": await _search(administrator, demo.desk_url, "ga"),
        "a search of the district, for one": await _search(administrator, demo.desk_url, people["pupil"].name),
    }
    measured = await _in_turn(bench, of_teacher, [teacher], servers)
    measured |= await _in_turn(bench, of_delegate, [delegate], servers)
    return measured | await _in_turn(bench, of_administrator, [administrator], servers)


async def _search(searcher: Visitor, desk: str, text: str) -> Page:
    """A search, posted with the hidden token of the session."""
    token = re.search(r'name="form_token" value="([^"]+)"', (await searcher.open(desk)).text)
    if token is None:
        raise ToolError("the first page of the desk has no form")
    form = {"form_token": token[1], "search": text}

    async def found(visitor: Visitor) -> None:
        answer = await visitor.post(urljoin(desk, "/people"), form)
        if 'href="/people/' not in answer.text:
            raise SignInError(f"nobody is found by {text!r}")

    return found


async def _at_the_desk(desk: str, person: DemoPerson) -> Visitor:
    visitor = Visitor()
    page = await visitor.open(desk)
    page = await visitor.send(page, {"username": person.username, "password": person.password})
    if 'name="otp"' in page.text and person.totp_secret:
        await visitor.send(page, {"otp": pyotp.TOTP(person.totp_secret).now()})
    if urlsplit(visitor.address).netloc != urlsplit(desk).netloc:
        raise SignInError(f"{visitor.address} in place of the desk")
    return visitor


def _page(address: str, sign: str, headers: Mapping[str, str] | None = None) -> Page:
    """Open a page and see that it is the one: a page of an error would be quicker."""

    async def opened(visitor: Visitor) -> None:
        answer = await visitor.open(address, headers)
        if sign not in answer.text:
            raise SignInError(f"{address} has no {sign!r}")

    return opened


async def _in_turn(
    bench: Bench, pages: Mapping[str, Page], visitors: Sequence[Visitor], servers: Servers
) -> dict[str, Taken]:
    measured = {name: Taken() for name in pages}
    for page in pages.values():
        await _again_and_again(page, visitors, _WARM_SECONDS * bench.scale)
    for _ in range(_ROUNDS):
        for name, page in pages.items():
            with servers.watched() as usage:
                taken = await _again_and_again(page, visitors, _ROUND_SECONDS * bench.scale)
            taken.keycloak, taken.postgres = usage.keycloak, usage.postgres
            measured[name].add(taken)
    return measured


async def _again_and_again(page: Page, visitors: Sequence[Visitor], seconds: float) -> Taken:
    taken, loop = Taken(), asyncio.get_running_loop()
    end = loop.time() + seconds

    async def stay(visitor: Visitor) -> None:
        while loop.time() < end:
            await one_step(taken, page(visitor))

    await timed(taken, (stay(visitor) for visitor in visitors))
    return taken


BENCHMARKS = (
    Benchmark(
        name="portal-pages",
        subject=f"{_AT_ONCE} pupils who are signed in open the portal, and Keycloak's account console, in turn",
        run=_portal,
    ),
    Benchmark(
        name="desk-pages",
        subject="a class and the list of them, searches of a campus and of the district, a page at a time",
        run=_desk,
    ),
)
