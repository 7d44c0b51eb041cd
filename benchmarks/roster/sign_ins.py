"""People who sign in with their passwords, a few a second.

They take turns: Keycloak's brute-force detection refuses somebody whose last sign-in it is still busy with.
"""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle

import httpx

from admin_api import AdminConnection

_A_SECOND = 4
_CLIENT = "bench-sign-in"
_PEOPLE = tuple(f"bench.signs.in.{number}" for number in range(20))
_PASSWORD = "nine-otters-at-breakfast"  # noqa: S105 - of a realm that lives for a few minutes


@dataclass
class SignIns:
    """Sign-ins and how long they took.

    Attributes:
        seconds: of each that succeeded.
        failures: what the others were answered.
    """

    seconds: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    @property
    def median(self) -> float:
        """Seconds."""
        return statistics.median(self.seconds)

    @property
    def slow(self) -> float:
        """Seconds that one in twenty takes longer than."""
        return statistics.quantiles(self.seconds, n=20)[-1]


def prepare(admin: AdminConnection, realm: str) -> None:
    """Make a client and people with a password."""
    base = f"/admin/realms/{realm}"
    client = {"clientId": _CLIENT, "publicClient": True, "directAccessGrantsEnabled": True}
    admin.post(f"{base}/clients", {**client, "standardFlowEnabled": False})
    password = {"type": "password", "value": _PASSWORD, "temporary": False}
    for username in _PEOPLE:
        person = {"username": username, "email": f"{username}@example.org", "firstName": "Ada", "lastName": "Marsh"}
        admin.post(f"{base}/users", {**person, "enabled": True, "emailVerified": True, "credentials": [password]})
        (made,) = admin.get(f"{base}/users", {"username": username, "exact": True})
        admin.put(f"{base}/users/{made['id']}", {**made, "requiredActions": []})


@contextmanager
def signing_in(url: str, realm: str) -> Iterator[SignIns]:
    """One after the other signs in, again and again at an even pace, as long as the context lasts."""
    sign_ins, over = SignIns(), threading.Event()

    def go_on() -> None:
        with httpx.Client(base_url=url, timeout=60) as http:
            due = time.perf_counter()
            for username in cycle(_PEOPLE):
                if over.wait(max(0.0, due - time.perf_counter())):
                    return
                due += 1 / _A_SECOND
                _sign_in(http, realm, username, sign_ins)

    thread = threading.Thread(target=go_on, daemon=True)
    thread.start()
    try:
        yield sign_ins
    finally:
        over.set()
        thread.join()


def _sign_in(http: httpx.Client, realm: str, username: str, sign_ins: SignIns) -> None:
    form = {"grant_type": "password", "client_id": _CLIENT, "username": username, "password": _PASSWORD}
    begun = time.perf_counter()
    try:
        answer = http.post(f"/realms/{realm}/protocol/openid-connect/token", data=form)
    except httpx.HTTPError as failure:
        sign_ins.failures.append(str(failure))
        return
    if answer.is_success:
        sign_ins.seconds.append(time.perf_counter() - begun)
    else:
        sign_ins.failures.append(f"{answer.status_code} {answer.text[:200]}")
