"""Sign-ins at a steady rate, some of them half done for a while, and what became of each."""

from __future__ import annotations

import re
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from threading import Event, Thread

from tests.support.school_realm import PASSWORD, SchoolRealm, school_browser

REDIRECT = "http://localhost:1/callback"
_AT_ONCE = 60


@dataclass(frozen=True)
class SignIn:
    """What became of a sign-in.

    Attributes:
        began: seconds since the load began.
        paused: it waited between user name and password.
        failure: where it ended instead of at the application; empty if it did not fail.
    """

    began: float
    paused: bool
    failure: str = ""


class LoginLoad:
    """A context in which people sign in: `per_second` begin each second, whatever became of those before.

    Every second one waits `pause` seconds between the page for the user name and the page for the password. When the
    context ends, those that have begun are waited for, and `sign_ins` has all of them.
    """

    def __init__(self, school: SchoolRealm, usernames: list[str], *, per_second: float, pause: float) -> None:
        self.sign_ins: list[SignIn] = []
        self._school = school
        self._usernames = usernames
        self._interval = 1 / per_second
        self._pause = pause
        self._stopped = Event()
        self._threads = ThreadPoolExecutor(max_workers=_AT_ONCE)
        self._running: list[Future[SignIn]] = []
        self._clock = Thread(target=self._begin_all, daemon=True)

    def __enter__(self) -> LoginLoad:
        self._start = time.monotonic()
        self._clock.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._clock.join()
        self.sign_ins = [future.result() for future in self._running]
        self._threads.shutdown()

    def _begin_all(self) -> None:
        for number in count():
            due = self._start + number * self._interval
            if self._stopped.wait(max(0.0, due - time.monotonic())):
                return
            self._running.append(self._threads.submit(self._sign_in, number))

    def _sign_in(self, number: int) -> SignIn:
        began = time.monotonic() - self._start
        paused = number % 2 == 0
        username = self._usernames[number % len(self._usernames)]
        address = (
            f"{self._school.url}/realms/{self._school.realm}/protocol/openid-connect/auth"
            f"?client_id=shop&response_type=code&scope=openid&redirect_uri={REDIRECT}&state={number}"
        )
        try:
            with school_browser(self._school) as browser:
                page = browser.open(address)
                page = browser.send(page, username=username)
                if paused:
                    time.sleep(self._pause)
                answer = browser.send(page, password=PASSWORD)
        except (StopIteration, AssertionError) as failure:
            return SignIn(began, paused, f"a page without its form: {failure!r}")
        arrived = answer.headers.get("Location", "").startswith(f"{REDIRECT}?state={number}&")
        return SignIn(began, paused, "" if arrived else f"HTTP {answer.status_code}: {_words(answer.text)}")


def _words(page: str) -> str:
    body = re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", page, flags=re.DOTALL)
    return " ".join(body.split())[:200]
