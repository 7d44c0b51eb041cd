"""What the badges' benchmarks send to a server, and what their tables say."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import TypeVar

from benchmarks.badges.browser import Browser
from benchmarks.badges.figures import sign_ins_table, waits_table
from benchmarks.badges.load import Taken
from benchmarks.badges.printing import Printed, draw_bitmap, printed, printing_table

Result = TypeVar("Result")


def answered(*answers: str, visit: Callable[[Browser], Awaitable[Result]]) -> tuple[Result, list[str]]:
    """What a visit makes of a server's answers on one connection, and what it was asked for."""
    requests: list[str] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for answer in answers:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            length = int(head.lower().partition("content-length: ")[2].partition("\r")[0] or 0)
            requests.append(head + (await reader.readexactly(length)).decode())
            writer.write(answer.replace("\n", "\r\n").encode())
        writer.close()

    async def visited() -> Result:
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        browser = Browser(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
        try:
            return await visit(browser)
        finally:
            browser.close()
            server.close()

    return asyncio.run(visited()), requests


def test_a_browser_keeps_its_connection_and_its_cookies_and_forgets_those_it_is_told_to() -> None:
    async def visit(browser: Browser) -> dict[str, str]:
        await browser.get("/first")
        await browser.get("/second")
        return browser.cookies

    kept, requests = answered(
        "HTTP/1.1 200 OK\nSet-Cookie: A=1; Path=/\nSet-Cookie: B=2\nContent-Length: 0\n\n",
        "HTTP/1.1 200 OK\nset-cookie: B=; Max-Age=0; Path=/\nContent-Length: 0\n\n",
        visit=visit,
    )

    assert "Cookie: A=1; B=2\r\n" in requests[1]
    assert kept == {"A": "1"}


def test_a_browser_sends_the_form_of_a_page_that_came_in_chunks() -> None:
    async def visit(browser: Browser) -> str:
        page = await browser.get("/page")
        return (await browser.post(page.action(), {"badge": "A B"})).location

    location, requests = answered(
        'HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\nc\n<form id="f"\n1a\n action="/go?a=1&amp;b=2">\n0\n\n',
        "HTTP/1.1 302 Found\nLocation: /there\nContent-Length: 0\n\n",
        visit=visit,
    )

    assert requests[1].startswith("POST /go?a=1&b=2 HTTP/1.1\r\n")
    assert requests[1].endswith("\r\n\r\nbadge=A+B")
    assert location == "/there"


def test_a_table_of_sign_ins_tells_both_ratios() -> None:
    badge = Taken([0.010] * 100, Counter(), wall=1.0, client=0.05, keycloak=0.3, postgres=0.1)
    password = Taken([0.050] * 20, Counter({"HTTP 500": 1}), wall=1.0, client=0.01, keycloak=0.5, postgres=0.02)

    assert list(sign_ins_table({"by badge": badge, "by password": password}, "by password"))[2:] == [
        "| by badge | 100.0 | 5.0 | 10 ms | 10 ms | 0 of 100 | 3.0 + 1.0 ms | 6.5 | 0.5 ms |",
        "| by password | 20.0 | 1.0 | 50 ms | 50 ms | 1 of 21 | 25.0 + 1.0 ms | 1.0 | 0.5 ms |",
    ]


def test_a_table_of_waits_tells_the_slowest() -> None:
    taken = Taken([0.020, 0.030, 0.040])

    assert list(waits_table({"the scan: the portal": taken}))[2:] == [
        "| the scan: the portal | 3 | 0 | 30 ms | 39 ms | 40 ms |"
    ]


def test_a_table_of_printing_tells_how_many_times_as_long_a_bitmap_takes() -> None:
    ours = Printed(10_000, wall=6.0, processor=5.0, size=6_000_000, memory=200 * 2**20)
    bitmaps = Printed(500, wall=6.0, processor=5.0, size=3_000_000, memory=150 * 2**20)
    blank = Printed(10_000, wall=2.0, processor=1.2, size=2_000_000, memory=100 * 2**20)

    assert list(printing_table(ours, bitmaps, blank))[2:] == [
        "| ours, vectors | 10,000 | 6.0 s | 0.50 ms | 1.0 | 0.38 ms | 1.0 | 600 | 200 MiB |",
        "| PNG of `qrcode.make` | 500 | 6.0 s | 10.00 ms | 20.0 | 9.88 ms | 26.0 | 6,000 | 150 MiB |",
        "| none | 10,000 | 2.0 s | 0.12 ms | 0.2 |  |  | 200 | 100 MiB |",
    ]


def test_bitmaps_are_on_the_same_sheet_as_ours() -> None:
    assert printed(draw_bitmap, 25).size > 25 * 3_000
