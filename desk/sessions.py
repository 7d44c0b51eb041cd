"""Who is signed in, kept in this process's memory: browsers hold a random key, tokens never leave the server."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field

IDLE_SECONDS = 20 * 60.0
"""A session ends after so long without a request; Keycloak's own session mostly signs the person in again unasked."""
LIFETIME_SECONDS = 10 * 3600.0
"""And after a working day in any case."""


@dataclass(frozen=True)
class Person:
    """Who signed in, from the ID token.

    Attributes:
        id: Keycloak's id.
        first_name: how the desk greets; may be empty.
        name: full name, or the user name where there is none.
        roles: realm roles, for choosing words; what somebody may do is decided in Keycloak.
        locale: language chosen in Keycloak; empty if none was.
    """

    id: str
    first_name: str
    name: str
    roles: frozenset[str] = frozenset()
    locale: str = ""


@dataclass(frozen=True)
class Tokens:
    """What Keycloak gave for the person.

    Attributes:
        access: goes with each call to Keycloak.
        refresh: gets the next ones; empty if there is none.
        identity: the ID token, which signing out hands back.
        expires_at: when `access` runs out, by the clock of the sessions, in seconds.
    """

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    identity: str = field(repr=False)
    expires_at: float


@dataclass
class Session:
    """One browser in which somebody is signed in.

    Attributes:
        person: who.
        tokens: the latest ones.
        form_token: hidden in every form, so that no other site can send one.
        began: when, by the clock of the sessions.
        seen: last request.
        renewal: held while tokens are renewed, since a refresh token is good for one use.
    """

    person: Person
    tokens: Tokens
    began: float
    seen: float
    form_token: str = field(default_factory=secrets.token_urlsafe, repr=False)
    renewal: asyncio.Lock = field(default_factory=asyncio.Lock, repr=False)


class Sessions:
    """All sessions, by their keys."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Start with none.

        Args:
            clock: seconds that only ever grow.
        """
        self.clock = clock
        self._sessions: dict[str, Session] = {}

    def begin(self, person: Person, tokens: Tokens) -> str:
        """Begin a session; the answer is its key, 256 random bits."""
        now = self.clock()
        self._sessions = {key: session for key, session in self._sessions.items() if not _over(session, now)}
        key = secrets.token_urlsafe(32)
        self._sessions[key] = Session(person, tokens, began=now, seen=now)
        return key

    def find(self, key: object) -> Session | None:
        """The session of a key, marked as just seen; None if there is none or it is over."""
        session = self._sessions.get(key) if isinstance(key, str) else None
        if session is None or _over(session, self.clock()):
            self.end(key)
            return None
        session.seen = self.clock()
        return session

    def end(self, key: object) -> None:
        """Forget a session, if there is one."""
        if isinstance(key, str):
            self._sessions.pop(key, None)

    def __len__(self) -> int:
        return len(self._sessions)


def _over(session: Session, now: float) -> bool:
    return now - session.seen > IDLE_SECONDS or now - session.began > LIFETIME_SECONDS
