"""Sign-ins at a steady rate, some of them half done for a while, and what became of each."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass

from tests.support.school_realm import PASSWORD, SchoolRealm, school_browser
from tests.support.steady_load import SteadyLoad

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


class LoginLoad(SteadyLoad[SignIn]):
    """People who sign in at a steady rate.

    Every second one waits `pause` seconds between the page for the user name and the page for the password.
    """

    def __init__(self, school: SchoolRealm, usernames: list[str], *, per_second: float, pause: float) -> None:
        super().__init__(per_second=per_second, at_once=_AT_ONCE)
        self._school = school
        self._usernames = usernames
        self._pause = pause

    def _once(self, number: int) -> SignIn:
        began = self.seconds()
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
