"""How long somebody stays signed in."""

from __future__ import annotations

import pytest

from desk.sessions import IDLE_SECONDS, LIFETIME_SECONDS, Person, Sessions, Tokens


class _Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> _Clock:
    return _Clock()


@pytest.fixture
def sessions(clock: _Clock) -> Sessions:
    return Sessions(clock)


def _begin(sessions: Sessions) -> str:
    return sessions.begin(Person("u1", "Rosa", "Rosa Rivera"), Tokens("a", "r", "i", 60.0))


def test_a_session_in_use_goes_on(sessions: Sessions, clock: _Clock) -> None:
    key = _begin(sessions)

    for _ in range(3):
        clock.now += IDLE_SECONDS - 1
        assert sessions.find(key) is not None


def test_a_session_that_is_not_used_ends(sessions: Sessions, clock: _Clock) -> None:
    key = _begin(sessions)
    clock.now += IDLE_SECONDS + 1

    assert sessions.find(key) is None
    assert len(sessions) == 0


def test_a_session_ends_after_a_working_day_however_much_it_is_used(sessions: Sessions, clock: _Clock) -> None:
    key = _begin(sessions)
    while clock.now <= LIFETIME_SECONDS:
        sessions.find(key)
        clock.now += IDLE_SECONDS / 2

    assert sessions.find(key) is None


def test_sessions_that_are_over_are_forgotten_when_another_begins(sessions: Sessions, clock: _Clock) -> None:
    _begin(sessions)
    clock.now += IDLE_SECONDS + 1
    _begin(sessions)

    assert len(sessions) == 1


def test_keys_of_nobody_find_nothing(sessions: Sessions) -> None:
    _begin(sessions)

    assert sessions.find("guessed") is None
    assert sessions.find(None) is None
    assert sessions.find(["a", "list"]) is None


def test_tokens_do_not_show_in_logs(sessions: Sessions) -> None:
    session = sessions.find(_begin(sessions))

    assert "form_token" not in repr(session)
    assert "access" not in repr(session)
