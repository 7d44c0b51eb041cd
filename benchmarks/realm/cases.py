"""What is measured of realm-as-code."""

from __future__ import annotations

import json
import shutil
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from admin_api import AdminApiError
from benchmarks.bench import Bench, Benchmark
from benchmarks.figures import Figure, table
from benchmarks.realm.one_by_one import OneByOne
from benchmarks.realm.realms import (
    Representation,
    realm_of_size,
    realm_with_flows,
    with_one_client_changed,
    with_one_flow_changed,
)
from benchmarks.realm.tools import ConfigCli, Homeroom, Tool, TooSlowError

_TIMES = 3
_WARM = {"clients": 100, "groups": 300, "roles": 30}
_FIRST, _NOTHING, _CHECKSUM = "first apply", "nothing changed", "nothing changed, by checksum"


def warm(bench: Bench) -> None:
    """Let Keycloak's machine compile what is measured, so that who comes second has no advantage."""
    with _realm(bench) as realm:
        (file,) = _files(bench, realm, realm_of_size(**_WARM))
        tool = Homeroom(bench.access)
        tool.apply(file, realm)
        tool.look(file, realm)


def school(bench: Bench) -> Sequence[Figure]:
    """The school realm: the district's folder under another name. Only Homeroom can read it."""
    with _realm(bench) as realm:
        folder = bench.scratch / realm
        shutil.copytree(bench.district.path, folder, ignore=shutil.ignore_patterns("roster"))
        file = folder / "district.yaml"
        name = bench.district.district.realm
        text = file.read_text(encoding="utf-8").replace(f"realm: {name}", f"realm: {realm}", 1)
        file.write_text(text, encoding="utf-8")
        tool = Homeroom(bench.access)
        where = ("--district", str(folder))
        first = bench.measure(_FIRST, tool.name, lambda: tool.run("apply", "--yes", *where))
        again = bench.measure(_NOTHING, tool.name, lambda: tool.run("plan", *where), times=_TIMES)
        return first, again


def medium(bench: Bench) -> Sequence[Figure]:
    """300 clients, 900 groups, 100 realm roles."""
    file = realm_of_size(clients=bench.size(300), groups=bench.size(900, 10), roles=bench.size(100))
    return _compared(bench, file, "one client changed", with_one_client_changed(file))


def large(bench: Bench) -> Sequence[Figure]:
    """1,000 clients and 10,000 groups."""
    file = realm_of_size(clients=bench.size(1000), groups=bench.size(10_000, 10), roles=bench.size(100))
    return _compared(bench, file, "one client changed", with_one_client_changed(file))


def flows(bench: Bench) -> Sequence[Figure]:
    """200 flows, each with two subflows and six executions."""
    file = realm_with_flows(bench.size(200))
    return _compared(bench, file, "one flow changed", with_one_flow_changed(file))


def _compared(bench: Bench, file: Representation, change: str, changed: Representation) -> list[Figure]:
    other: ConfigCli | OneByOne = (
        OneByOne(bench.access, bench.limit)
        if bench.config_cli is None
        else ConfigCli(bench.access, bench.config_cli, bench.java, bench.limit)
    )
    return [*_ours(bench, file, change, changed), *_theirs(bench, other, file, change, changed)]


def _ours(bench: Bench, file: Representation, change: str, changed: Representation) -> Iterator[Figure]:
    tool = Homeroom(bench.access)
    with _realm(bench) as realm:
        before, after = _files(bench, realm, file, changed)
        yield bench.measure(_FIRST, tool.name, lambda: tool.apply(before, realm), before=lambda: _forget(bench))
        plan = bench.measure(_NOTHING, tool.name, lambda: tool.look(before, realm), times=_TIMES)
        yield plan
        yield bench.measure(
            f"{_NOTHING}, caches empty",
            tool.name,
            lambda: tool.look(before, realm),
            before=lambda: _forget(bench),
            times=_TIMES,
        )
        if bench.config_cli is not None:
            # There is no checksum to trust: everything is looked at, so the time is the same.
            yield Figure(_CHECKSUM, tool.name, plan.seconds, plan.requests)
        yield bench.measure(change, tool.name, lambda: tool.apply(after, realm))


def _theirs(bench: Bench, tool: Tool, file: Representation, change: str, changed: Representation) -> Iterator[Figure]:
    with _realm(bench) as realm:
        before, after = _files(bench, realm, file, changed)
        steps: list[tuple[str, Callable[[], None]]] = [(_FIRST, lambda: tool.apply(before, realm))]
        if isinstance(tool, ConfigCli):
            steps.append((_CHECKSUM, lambda: tool.trust_checksum(before)))
        steps.append((_NOTHING, lambda: tool.look(before, realm)))
        steps.append((change, lambda: tool.apply(after, realm)))
        for step, work in steps:
            if step == _FIRST:
                _forget(bench)
            begun = time.perf_counter()
            try:
                yield bench.measure(step, tool.name, work)
            except TooSlowError:
                figure = Figure(step, tool.name, time.perf_counter() - begun, bench.counter.requests, ended=False)
                bench.told(figure)
                yield figure
                return


def _forget(bench: Bench) -> None:
    """Have Keycloak forget the realms it has read: what it has to look through for each write grows with them."""
    bench.admin.post("/admin/realms/master/clear-realm-cache")


@contextmanager
def _realm(bench: Bench) -> Iterator[str]:
    """The name of a realm that is removed at the end."""
    realm = f"bench-{uuid.uuid4().hex[:8]}"
    address = f"/admin/realms/{realm}"
    try:
        yield realm
    except BaseException:
        with suppress(AdminApiError):  # what has failed is what has to be told
            bench.admin.delete(address)
        raise
    bench.admin.delete(address)


def _files(bench: Bench, realm: str, *contents: Representation) -> list[Path]:
    paths = [bench.scratch / f"{realm}-{number}.json" for number in range(len(contents))]
    for path, content in zip(paths, contents, strict=True):
        path.write_text(json.dumps({"realm": realm, **content}, indent=1), encoding="utf-8")
    return paths


def _benchmark(name: str, subject: str, run: Callable[[Bench], Sequence[Figure]]) -> Benchmark:
    return Benchmark(name, subject, lambda bench: table(run(bench), Homeroom.name), warm)


BENCHMARKS = (
    _benchmark("school-realm", "the school realm that every district gets", school),
    _benchmark("medium-realm", "300 clients, 900 groups, 100 roles", medium),
    _benchmark("large-realm", "1,000 clients and 10,000 groups", large),
    _benchmark("flows", "200 flows, each of two subflows and six executions", flows),
)
