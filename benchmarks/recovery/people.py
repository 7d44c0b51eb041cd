"""People who forgot a password, of every kind, in a realm of their own."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from benchmarks.badges.browser import Answer, Browser
from benchmarks.badges.school import School
from benchmarks.badges.sign_ins import SignInError, authorization_address

_PASSWORD = "a-student-forgets-2026"  # noqa: S105 - of a realm that lives for a few minutes
_ACTION = "homeroom-questions"
_CHOSEN = 3
_FAILURES = 6
"""Wrong passwords that lock somebody: more than the wrong answers that one person may try."""


def make(school: School, username: str, *, grade: str = "07", enabled: bool = True, questions: bool = False) -> None:
    """Make a student who has agreed to the rules. Raises AdminApiError."""
    rules = school.admin.get(f"/admin/realms/{school.realm}")["attributes"].get("homeroom.acceptable-use.version", "")
    user = {
        "username": username,
        "enabled": enabled,
        "firstName": "Ada",
        "lastName": "Marsh",
        "attributes": {"personType": ["student"], "grade": [grade], "sourcedId": [username], "acceptableUse": [rules]},
        "credentials": [{"type": "password", "value": _PASSWORD, "temporary": False}],
        "requiredActions": [_ACTION] if questions else [],
    }
    school.admin.post(f"/admin/realms/{school.realm}/users", user)


async def choose_questions(school: School, username: str) -> None:
    """Sign somebody in who has to choose questions, and choose the first ones. Raises SignInError."""
    browser = Browser(school.url)
    page = await browser.get(authorization_address(school))
    page = await browser.post(page.action(), {"username": username, "password": _PASSWORD})
    page = await _followed(browser, page)
    ids = [part.partition('"')[0] for part in page.text.split('<option value="')[2:]]
    form = {f"question-{number}": ids[number - 1] for number in range(1, _CHOSEN + 1)}
    form |= {f"answer-{number}": f"the true answer {number}" for number in range(1, _CHOSEN + 1)}
    done = await browser.post(page.action(), form)
    browser.close()
    if done.is_page:
        raise SignInError(f"{username} could not choose questions")


def lock(school: School, usernames: Sequence[str]) -> None:
    """Lock accounts for an hour; five wrong answers of others still lock nobody. Raises AdminApiError, OSError."""
    path = f"/admin/realms/{school.realm}"
    hour = {"failureFactor": _FAILURES, "waitIncrementSeconds": 3600, "maxFailureWaitSeconds": 3600}
    school.admin.put(path, {**school.admin.get(path), **hour, "quickLoginCheckMilliSeconds": 0})
    asyncio.run(_mistype(school, usernames))


async def _mistype(school: School, usernames: Sequence[str]) -> None:
    for username in usernames:
        browser = Browser(school.url)
        page = await browser.get(authorization_address(school))
        for _ in range(_FAILURES):
            page = await browser.post(page.action(), {"username": username, "password": "wrong"})
        browser.close()


async def _followed(browser: Browser, answer: Answer) -> Answer:
    while not answer.is_page and answer.location:
        answer = await browser.get(answer.location)
    return answer
