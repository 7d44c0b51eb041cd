"""Attacks on badges over plain HTTP, against the server that pupils use: what they find, and whom they harm."""

from __future__ import annotations

import json
import re
import secrets
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count
from statistics import median

import httpx
import pytest

from tests.support.badge_realm import BadgeRealm, SignIn, make_code, new_browser, without_tokens
from tests.support.keycloak_server import KeycloakServer
from tests.support.lockout import until_counted

pytestmark = pytest.mark.integration

_GUESSING_SECONDS, _LEAST_SECONDS = 15, 0.025
_ADDRESSES = (f"127.0.{number // 250}.{number % 250 + 2}" for number in count(1000))


@pytest.fixture(scope="module")
def school(keycloak: KeycloakServer, realm: str) -> BadgeRealm:
    return BadgeRealm(keycloak, realm)


@pytest.fixture
def address() -> str:
    """An address of this test's own: what is counted against it is nobody else's."""
    return next(_ADDRESSES)


def random_code() -> str:
    return make_code(str(uuid.uuid4()), secrets.token_bytes(16))


def test_random_codes_find_nobody_and_lock_nobody_but_who_sends_them(school: BadgeRealm, address: str) -> None:
    school.configure(bruteForceProtected=True, failureFactor=3)
    pupil = school.add_person()
    code = school.active_badge(pupil)

    page, sent, end = school.badge_page(address), 0, time.monotonic() + _GUESSING_SECONDS
    while time.monotonic() < end:
        page, sent = page.post(badge=random_code()), sent + 1
        assert page.is_refused
    assert sent > 100, "too few to reach the limit: the machine is too slow for this test"

    assert page.post(badge=code).is_refused
    assert school.reason() == "too_many_from_address"
    assert school.badge_page(next(_ADDRESSES)).post(badge=code).greeted().is_done
    assert school.call("GET", f"/attack-detection/brute-force/users/{pupil.id}")["numFailures"] == 0


def altered(code: str) -> Iterator[tuple[str, str]]:
    """What is nearly a badge, and a name for it."""
    yield "nothing", ""
    yield "truncated", code[:-1]
    yield "lengthened", code + "A"
    yield "lengthened by padding", code + "="
    yield "twice", code + code
    yield "of another kind", "HB2" + code[3:]
    yield "of another version", "HB1" + "AI" + code[5:]
    yield "without its mark", code[3:]
    yield "with bits that are not used", code[:-1] + chr(ord(code[-1]) + 1)
    yield "with a space inside", code[:20] + " " + code[20:]
    yield "a Cyrillic look-alike", code.replace("H", "\N{CYRILLIC CAPITAL LETTER EN}", 1)
    yield "full-width letters", "".join(chr(ord(letter) + 0xFEE0) for letter in code)
    yield "a dotless i, which is an I in capitals", code[:10] + "\N{LATIN SMALL LETTER DOTLESS I}" + code[11:]
    yield "a long s, which is an S in capitals", code[:10] + "\N{LATIN SMALL LETTER LONG S}" + code[11:]
    yield "behind a zero-width space", "\N{ZERO WIDTH SPACE}" + code
    yield "behind a no-break space", "\N{NO-BREAK SPACE}" + code
    yield "before a NUL", code + "\0"
    yield "two lines", code + "\n" + code
    yield "SQL", "' or '1'='1' --"
    yield "a wildcard", "HB1" + "%" * 53
    yield "a template", "${7*7}<#assign x=1>[=7*7]"
    yield "markup", "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    yield "a look-up", "${jndi:ldap://127.0.0.1:1/x}"
    yield "a line for the log", "x\r\n2026-01-01 INFO signed in"
    yield "64 KiB", "A" * (1 << 16)


def test_what_is_nearly_a_badge_is_refused_with_the_same_page_as_nonsense(school: BadgeRealm, address: str) -> None:
    code = school.active_badge(school.add_person())
    page = expected = school.badge_page(address).post(badge="nonsense")

    different = set()
    for name, text in altered(code):
        page = page.post(badge=text)
        if not alike(page, expected):
            different.add(name)

    assert different == set()
    assert page.post(badge=code).greeted().is_done


def alike(one: SignIn, other: SignIn) -> bool:
    """Whether two answers cannot be told apart."""
    return (
        one.page.status_code == other.page.status_code
        and without_tokens(one.page.text) == without_tokens(other.page.text)
        and headers_of(one.page) == headers_of(other.page)
        and one.is_refused
    )


def headers_of(page: httpx.Response) -> dict[str, str]:
    return {name: value for name, value in page.headers.items() if name not in {"set-cookie", "content-length", "date"}}


def test_a_megabyte_is_refused_unread_whatever_it_begins_with(school: BadgeRealm, address: str) -> None:
    code = school.active_badge(school.add_person())
    page = school.badge_page(address)

    nonsense, badge = (page.post(badge=text + "A" * (1 << 20)) for text in ("nonsense", code))

    assert badge.page.status_code == 413
    assert (badge.page.status_code, badge.page.text) == (nonsense.page.status_code, nonsense.page.text)
    assert headers_of(badge.page) == headers_of(nonsense.page)
    assert page.post(badge=code).greeted().is_done


def test_of_several_badges_in_one_form_only_the_first_is_looked_at(school: BadgeRealm, address: str) -> None:
    code = school.active_badge(school.add_person())

    refused = school.badge_page(address).send({"badge": ["nonsense", code]})

    assert refused.is_refused
    assert refused.send({"badge": [code, *["nonsense"] * 100]}).greeted().is_done


def test_a_badge_in_the_address_is_not_looked_at(school: BadgeRealm, address: str) -> None:
    code = school.active_badge(school.add_person())
    page = school.badge_page(address)

    answer = page.browser.post(f"{page.action}&badge={code}", data={})

    assert not SignIn(page.browser, answer).greeted().is_done
    assert code not in answer.text


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "True-Client-IP", "CF-Connecting-IP"])
def test_a_sender_cannot_say_where_it_is(school: BadgeRealm, address: str, header: str) -> None:
    page = school.badge_page(address)
    for number in range(100):
        said = f"10.0.0.{number}"
        page = page.send({"badge": "nonsense"}, {header: f"for={said}" if header == "Forwarded" else said})

    page.send({"badge": "nonsense"}, {header: "10.1.1.1"})

    assert school.reason() == "too_many_from_address"


def test_a_form_works_once(school: BadgeRealm, address: str) -> None:
    code = school.active_badge(school.add_person())
    page = school.badge_page(address)
    assert page.post(badge=code).greeted().is_done

    assert not page.post(badge=code).greeted().is_done


def test_the_next_at_a_device_cannot_send_the_last_ones_form_again(school: BadgeRealm, address: str) -> None:
    code = school.active_badge(school.add_person())
    page = school.badge_page(address)
    assert page.post(badge=code).greeted().is_done
    sign_out = page.browser.get(f"{school.url}/realms/{school.realm}/protocol/openid-connect/logout")
    (session_code,) = re.findall(r'name="session_code" value="([^"]+)"', sign_out.text)
    SignIn(page.browser, sign_out).post(session_code=session_code)
    assert "KEYCLOAK_IDENTITY" not in page.browser.cookies

    assert not page.post(badge=code).greeted().is_done


def test_a_form_works_in_no_other_browser(school: BadgeRealm, address: str) -> None:
    code = school.active_badge(school.add_person())
    victim, attacker = school.badge_page(address), school.badge_page(address)

    forged = SignIn(victim.browser, victim.browser.post(attacker.action, data={"badge": code}))

    assert not forged.greeted().is_done
    assert victim.post(badge=code).greeted().is_done


def test_a_badge_that_is_voided_between_the_page_and_the_scan_is_refused(school: BadgeRealm, address: str) -> None:
    pupil = school.add_person()
    code = school.active_badge(pupil)
    page = school.badge_page(address)
    school.call("POST", "/badges/void", json={"people": [pupil.sourced_id]})

    refused = page.post(badge=code)

    assert refused.is_refused
    assert refused.post(badge=code).is_refused


def test_one_form_sent_twice_at_once_signs_in_once_at_most(school: BadgeRealm, address: str) -> None:
    page = school.badge_page(address)
    code = school.active_badge(school.add_person())
    browsers = [new_browser(address), new_browser(address)]
    for browser in browsers:
        browser.cookies.update(page.browser.cookies)

    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(lambda browser: browser.post(page.action, data={"badge": code}), browsers))

    codes = [re.search(r"[?&]code=([^&]+)", answer.headers.get("location", "")) for answer in answers]
    assert len({found[1].rsplit(".", 1)[0] for found in codes if found}) <= 1


def test_of_guesses_at_once_each_that_is_compared_counts(school: BadgeRealm, address: str) -> None:
    """Keycloak compares one at a time for each person and refuses the others unread."""
    school.configure(bruteForceProtected=True, failureFactor=30, quickLoginCheckMilliSeconds=0)
    pupil = school.add_person()
    school.active_badge(pupil)

    def guess(_: int) -> None:
        assert school.badge_page(address).post(badge=make_code(pupil.id, secrets.token_bytes(16))).is_refused

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(guess, range(8)))

    events = school.call("GET", f"/events?type=LOGIN_ERROR&user={pupil.id}")
    reasons = Counter(event["details"]["badge_refused_reason"] for event in events)
    assert set(reasons) <= {"wrong_secret", "locked"}
    assert reasons.total() == 8
    until_counted(partial(school.call, "GET"), pupil.id, reasons["wrong_secret"])


def test_refusals_take_the_same_time_whatever_is_wrong(school: BadgeRealm, address: str) -> None:
    school.configure(bruteForceProtected=False)
    pupil = school.add_person()
    school.active_badge(pupil)
    codes: dict[str, Callable[[], str]] = {
        "nonsense": lambda: "nonsense",
        "nobody's": random_code,
        "somebody's": lambda: make_code(pupil.id, secrets.token_bytes(16)),
    }
    page = school.badge_page(address)
    for make in codes.values():
        for _ in range(10):
            page = page.post(badge=make())

    taken: dict[str, list[float]] = {name: [] for name in codes}
    for _ in range(30):
        for name, make in codes.items():
            code = make()
            begun = time.perf_counter()
            page = page.post(badge=code)
            taken[name].append(time.perf_counter() - begun)
            assert page.is_refused

    middle = {name: median(seconds) for name, seconds in taken.items()}
    # Coarse, because other things run on the machine; benchmarks/badges measures it properly.
    assert min(min(seconds) for seconds in taken.values()) > _LEAST_SECONDS
    assert max(middle.values()) < 2 * min(middle.values()), middle


def test_no_code_is_in_any_log_event_or_address(school: BadgeRealm, keycloak: KeycloakServer, address: str) -> None:
    pupil = school.add_person()
    code = school.active_badge(pupil)
    wrong, nobodys = make_code(pupil.id, secrets.token_bytes(16)), random_code()
    log = keycloak.district.parent / "logs" / "keycloak.log"
    before = log.stat().st_size

    page = school.badge_page(address)
    refused = [page := page.post(badge=text) for text in (wrong, nobodys, code[:-1])]
    typed = school.begin(new_browser(address)).post(username=wrong, password="")
    done = page.post(badge=code).greeted()

    assert done.is_done
    seen = json.dumps([school.call("GET", "/events?max=100"), school.call("GET", "/admin-events?max=100")])
    addresses = [str(one.page.url) + one.page.headers.get("location", "") for one in (*refused, typed, done)]
    with log.open("rb") as file:
        file.seek(before)
        logged = file.read().decode(errors="replace")
    for text in (code, wrong, nobodys):
        assert text[3:] not in seen
        assert text[3:] not in logged
        assert all(text[3:] not in one for one in addresses)
        assert all(text[3:] not in one.page.text for one in (*refused, typed))


def test_the_badge_page_tells_no_other_site_where_it_was(school: BadgeRealm, address: str) -> None:
    assert school.badge_page(address).page.headers["referrer-policy"] == "no-referrer"


def test_the_badge_page_is_kept_by_no_cache_and_shown_in_no_other_site(school: BadgeRealm, address: str) -> None:
    headers = school.badge_page(address).page.headers

    assert "no-store" in headers["cache-control"]
    assert "frame-ancestors 'self'" in headers["content-security-policy"]
