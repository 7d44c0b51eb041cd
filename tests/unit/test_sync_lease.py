"""Holding a lease: renewed in time, lost only to somebody else, given back whatever happens."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import cast

import pytest

from admin_api import AdminApiError, Lease, LeaseApi, LeaseHeldError, LeaseLostError, NotFoundError, UnreachableError
from sync.errors import InterruptedRunError
from sync.lease import HeldLease, leased


@dataclass
class Leases:
    """The endpoint, with answers that a test prepares; what is not prepared goes well."""

    on_take: list[AdminApiError] = field(default_factory=list)
    on_renew: list[AdminApiError] = field(default_factory=list)
    on_release: list[AdminApiError] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)

    def take(self, token: str, holder: str, seconds: int) -> Lease:
        return self._answer("take", self.on_take, holder, seconds)

    def renew(self, token: str, seconds: int) -> Lease:
        return self._answer("renew", self.on_renew, "", seconds)

    def release(self, token: str) -> None:
        self._answer("release", self.on_release, "", 0)

    def _answer(self, call: str, errors: list[AdminApiError], holder: str, seconds: int) -> Lease:
        self.calls.append(call)
        if errors:
            raise errors.pop(0)
        return Lease(holder, "", seconds)


def api(leases: Leases) -> LeaseApi:
    return cast(LeaseApi, leases)


@pytest.fixture
def stop() -> threading.Event:
    return threading.Event()


def test_a_lease_is_given_back_when_the_run_fails(stop: threading.Event) -> None:
    leases = Leases()

    with pytest.raises(ZeroDivisionError), leased(api(leases), stop, seconds=60):
        raise ZeroDivisionError

    assert leases.calls == ["take", "release"]


def test_a_lease_that_cannot_be_given_back_hides_nothing(stop: threading.Event) -> None:
    leases = Leases(on_release=[UnreachableError("gone")])

    with leased(api(leases), stop, seconds=60) as held:
        assert held.token is not None


def test_somebody_elses_lease_is_not_waited_for_unless_asked(stop: threading.Event) -> None:
    leases = Leases(on_take=[LeaseHeldError("sync02 (1)", 40)])

    with pytest.raises(LeaseHeldError, match=r"sync02 \(1\)"), leased(api(leases), stop, seconds=60):
        pass

    assert leases.calls == ["take"]


def test_somebody_elses_lease_is_asked_for_again_when_it_has_run_out(stop: threading.Event) -> None:
    leases = Leases(on_take=[LeaseHeldError("sync02 (1)", 0)])

    with leased(api(leases), stop, seconds=60, wait=60):
        pass

    assert leases.calls == ["take", "take", "release"]


def test_whoever_is_told_to_stop_waits_no_longer(stop: threading.Event) -> None:
    leases = Leases(on_take=[LeaseHeldError("sync02 (1)", 40)])
    stop.set()

    with pytest.raises(InterruptedRunError), leased(api(leases), stop, seconds=60, wait=60):
        pass


def test_an_extension_without_leases_is_run_without_one(stop: threading.Event) -> None:
    leases = Leases(on_take=[NotFoundError("no such path", 404)])

    with leased(api(leases), stop, seconds=60) as held:
        held.require()

    assert held.token is None
    assert leases.calls == ["take"]


def test_a_server_that_does_not_answer_takes_no_lease_away() -> None:
    leases = Leases(on_renew=[UnreachableError("restarting")])
    held = HeldLease(api(leases), "token", seconds=0)

    held.require()
    held.require()

    assert leases.calls == ["renew", "renew"]


def test_a_lease_that_another_took_is_lost_for_good_and_not_given_back() -> None:
    leases = Leases(on_renew=[LeaseLostError("taken", 409)])
    held = HeldLease(api(leases), "token", seconds=0)

    for _ in range(2):
        with pytest.raises(LeaseLostError, match="taken"):
            held.require()
    held.release()

    assert leases.calls == ["renew"]


def test_a_lease_is_renewed_while_the_run_does_something_else(stop: threading.Event) -> None:
    renewed = threading.Event()

    class Noticed(Leases):
        def renew(self, token: str, seconds: int) -> Lease:
            renewed.set()
            return super().renew(token, seconds)

    leases = Noticed()

    with leased(api(leases), stop, seconds=1):
        assert renewed.wait(30)
