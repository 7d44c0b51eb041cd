"""Write changes to the server: in their order, and several at once where none of them touches another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import groupby
from threading import Event

from admin_api import AdminApiError
from realm.plan import Change, Create, Delete, Update
from realm.resources import RESOURCE_TYPES, DeletableType, ResourceType, Server

_AT_ONCE = 4
_KINDS = {kind.kind: kind for kind in RESOURCE_TYPES}


class WriteError(Exception):
    """Keycloak refused a change; no further one was begun.

    Attributes:
        change: the one that was refused.
    """

    def __init__(self, change: Change, reason: str) -> None:
        super().__init__(reason)
        self.change = change


def write(changes: Sequence[Change], server: Server, done: Callable[[Change], None]) -> None:
    """Make changes, those of one wave at once.

    Args:
        changes: in an order in which each finds what it refers to.
        server: where.
        done: told of each change when it is made.

    Raises:
        WriteError: the first change that was refused, when those begun with it have ended.
    """
    with ThreadPoolExecutor(max_workers=_AT_ONCE) as threads:
        for wave in _waves(changes):
            _write_wave(wave, server, threads, done)


def _write_wave(
    wave: Sequence[Change], server: Server, threads: ThreadPoolExecutor, done: Callable[[Change], None]
) -> None:
    stopped = Event()

    def one(change: Change) -> bool:
        if stopped.is_set():
            return False
        try:
            _write_one(change, server)
        except BaseException:
            stopped.set()
            raise
        return True

    begun = {threads.submit(one, change): change for change in wave}
    failure: BaseException | None = None
    try:
        for finished in as_completed(begun):
            error = finished.exception()
            failure = failure or error
            if error is None and finished.result():
                done(begun[finished])
    finally:
        stopped.set()  # an interruption lets what is begun end, and begins nothing more
    if failure is not None:
        raise failure


def _waves(changes: Sequence[Change]) -> Iterator[list[Change]]:
    for (kind_name, _, _), group in groupby(
        changes, lambda change: (change.kind, isinstance(change, Delete), _KINDS[change.kind].rank(change.name))
    ):
        wave = list(group)
        if _KINDS[kind_name].independent:
            yield wave
        else:
            yield from ([change] for change in wave)


def _write_one(change: Change, server: Server) -> None:
    kind: ResourceType = _KINDS[change.kind]
    try:
        match change:
            case Create():
                kind.create(server, change)
            case Update():
                kind.update(server, change)
            case Delete() if isinstance(kind, DeletableType):
                kind.delete(server, change)
    except (AdminApiError, LookupError) as failure:
        raise WriteError(change, str(failure)) from failure
