"""Write changes to the server: in their order, and several at once where none of them touches another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import groupby
from threading import Event

from admin_api import AdminApiError, UnreachableError
from realm.plan import Change, Create, Delete, Update
from realm.resources import RESOURCE_TYPES, CreatedTogether, DeletableType, ResourceType, Server

_AT_ONCE = 4
_KINDS = {kind.kind: kind for kind in RESOURCE_TYPES}
_Step = tuple[Change, ...]
"""What one thread writes at a time: one change, or a parcel of resources that are created together."""


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
        for (name, _), group in groupby(changes, lambda change: (change.kind, isinstance(change, Delete))):
            kind, left = _KINDS[name], list(group)
            if isinstance(kind, CreatedTogether):
                parcels = kind.parcels([change for change in left if isinstance(change, Create)])
                made = _write_wave(parcels, server, threads, done)
                left = [change for change in left if change.name not in made]
            for wave in _waves(kind, left):
                _write_wave(wave, server, threads, done)


def _write_wave(
    wave: Sequence[_Step], server: Server, threads: ThreadPoolExecutor, done: Callable[[Change], None]
) -> set[str]:
    """Names of what was written: all of it but parcels that were refused."""
    stopped = Event()

    def one(step: _Step) -> _Step:
        if stopped.is_set():
            return ()
        try:
            return _write_step(step, server)
        except BaseException:
            stopped.set()
            raise

    begun = [threads.submit(one, step) for step in wave]
    written: set[str] = set()
    failure: BaseException | None = None
    try:
        for finished in as_completed(begun):
            error = finished.exception()
            failure = failure or error
            for change in () if error is not None else finished.result():
                written.add(change.name)
                done(change)
    finally:
        stopped.set()  # an interruption lets what is begun end, and begins nothing more
    if failure is not None:
        raise failure
    return written


def _waves(kind: ResourceType, changes: Sequence[Change]) -> Iterator[list[_Step]]:
    """Steps that may be written at once: changes of the same rank, if they are independent."""
    deletes = any(isinstance(change, Delete) for change in changes)
    by_rank = sorted(changes, key=lambda change: kind.rank(change.name), reverse=deletes)
    for _, wave in groupby(by_rank, lambda change: kind.rank(change.name)):
        steps: list[_Step] = [(change,) for change in wave]
        if kind.independent:
            yield steps
        else:
            yield from ([step] for step in steps)


def _write_step(step: _Step, server: Server) -> _Step:
    """What of a step is made: of a parcel that is refused nothing, so that each of it is tried and told by itself."""
    kind: ResourceType = _KINDS[step[0].kind]
    if len(step) == 1 or not isinstance(kind, CreatedTogether):
        _write_one(kind, step[0], server)
        return step
    try:
        kind.create_together(server, [change for change in step if isinstance(change, Create)])
    except UnreachableError as failure:
        raise WriteError(step[0], str(failure)) from failure
    except AdminApiError:
        return ()
    return step


def _write_one(kind: ResourceType, change: Change, server: Server) -> None:
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
