"""What benchmarks measure is what they say, and their counter counts."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from benchmarks.__main__ import BENCHMARKS
from benchmarks.figures import Figure, table
from benchmarks.realm.realms import (
    realm_of_size,
    realm_with_flows,
    with_one_client_changed,
    with_one_flow_changed,
)
from benchmarks.request_counter import counted, kind_of
from realm.check import check_files
from realm.desired import realm_of_files
from realm.engine import compared
from realm.merge import RealmModel
from realm.plan import Update
from settings.yaml_file import YamlFile

README = Path(__file__).parents[2] / "benchmarks/README.md"


def model(content: dict[str, Any]) -> RealmModel:
    read = realm_of_files([YamlFile(Path("bench.json"), content, {})], "bench")
    check_files(read)
    return read


def kinds(read: RealmModel) -> dict[str, int]:
    counts: dict[str, int] = {}
    for change in compared(read.content, None, {}, realm="bench").changes:
        counts[change.kind] = counts.get(change.kind, 0) + 1
    return counts


def updated(before: dict[str, Any], after: dict[str, Any]) -> list[Update]:
    plan = compared(model(after).content, model(before).content, {}, realm="bench")
    return [change for change in plan.changes if isinstance(change, Update)]


def test_a_realm_has_the_size_that_was_asked_for() -> None:
    counts = kinds(model(realm_of_size(clients=7, groups=30, roles=11)))
    assert (counts["client"], counts["client role"], counts["group"], counts["realm role"]) == (7, 7, 30, 11)


def test_groups_that_make_no_whole_trees_are_refused() -> None:
    with pytest.raises(ValueError, match="35 is not a multiple"):
        realm_of_size(clients=1, groups=35, roles=1)


def test_every_flow_has_two_subflows_and_six_executions() -> None:
    realm = realm_with_flows(4)
    assert kinds(model(realm))["flow"] == 4
    top = [flow for flow in realm["authenticationFlows"] if flow["topLevel"]]
    below = {flow["alias"]: flow for flow in realm["authenticationFlows"] if not flow["topLevel"]}
    for flow in top:
        subflows = [below[step["flowAlias"]] for step in flow["authenticationExecutions"]]
        assert len(subflows) == 2
        assert sum(len(subflow["authenticationExecutions"]) for subflow in subflows) == 6


def test_one_changed_client_is_one_update() -> None:
    realm = realm_of_size(clients=5, groups=10, roles=1)
    assert [(change.kind, change.name) for change in updated(realm, with_one_client_changed(realm))] == [
        ("client", "client-2")
    ]


def test_one_changed_flow_is_one_update() -> None:
    realm = realm_with_flows(5)
    assert [(change.kind, change.name) for change in updated(realm, with_one_flow_changed(realm))] == [
        ("flow", "flow-2")
    ]


@pytest.mark.parametrize("benchmark", BENCHMARKS, ids=lambda benchmark: benchmark.name)
def test_the_readme_names_every_benchmark(benchmark: Any) -> None:
    assert f"| `{benchmark.name}` |" in README.read_text(encoding="utf-8")


def test_a_table_tells_how_many_times_quicker_we_were_at_the_same_step() -> None:
    figures = [
        Figure("first", "homeroom", 2.0, 10),
        Figure("second", "homeroom", 0.5, 4),
        Figure("first", "other", 30.0, 1500),
        Figure("second", "other", 60.0, 3000, ended=False),
    ]
    assert list(table(figures, "homeroom"))[2:] == [
        "| first | homeroom | 2.00 s | 10 |  |",
        "| second | homeroom | 0.50 s | 4 |  |",
        "| first | other | 30 s | 1,500 | 15.0 |",
        "| second | other | over 60 s | 3,000 | over 120.0 |",
    ]


class Echo(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing."""


@pytest.fixture
def echo() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_every_request_of_a_connection_is_counted_and_passes_unchanged(echo: str) -> None:
    large = b"x" * 1_000_000
    with counted(echo) as counter:
        with httpx.Client(base_url=counter.url) as client:
            for _ in range(3):
                assert client.post("/admin/realms/bench-1/groups", content=large).content == large
            client.post("/admin/serverinfo", content=b"")
        assert counter.requests == 4
        assert counter.passed["POST /admin/realms/*/groups"].requests == 3
        counter.start()
        assert counter.requests == 0


def test_names_and_ids_do_not_tell_kinds_of_requests_apart() -> None:
    assert kind_of("GET", "/admin/realms/b1/clients/0b1f-22/roles?first=0") == "GET /admin/realms/*/clients/*/roles"
    assert kind_of("GET", "/admin/realms/b1/default-groups") == "GET /admin/realms/*/default-groups"


def test_only_plain_http_can_be_counted() -> None:
    with pytest.raises(ValueError, match="no http address"), counted("https://id.example.org"):
        pass
