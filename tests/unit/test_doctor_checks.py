"""What the doctor says of what was seen: nothing of what is well, and one finding for each thing that is not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from doctor.checks.addresses import check_address, check_discovery
from doctor.checks.certificates import check_certificate
from doctor.checks.clocks import check_difference, check_keeping
from doctor.checks.headers import check_camera, check_page
from doctor.checks.mail import MailRoute, check_mail, check_mail_is_set, route_of_realm
from doctor.checks.nodes import check_nodes
from doctor.checks.outside import check_console, check_metrics, check_port
from doctor.checks.realm_drift import check_drift
from doctor.checks.roster_age import check_runs
from doctor.checks.sftp import check_host_key
from doctor.checks.versions import Versions, check_versions
from doctor.finding import Check, Finding
from doctor.probes import Unreachable
from doctor.probes.mail_server import Greeting
from doctor.probes.node import Node
from doctor.probes.tls import Tls
from doctor.probes.web import Page
from homeroom.cli import main
from sync.records import Outcome, RunRecord

ROOT = Path(__file__).parents[2]
URL = "https://id.example.org"
NOW = datetime(2026, 9, 1, 7, tzinfo=UTC)
GOOD_HEADERS = {
    "content-security-policy": "frame-src 'self'; frame-ancestors 'self'; object-src 'none';",
    "x-content-type-options": "nosniff",
    "strict-transport-security": "max-age=31536000; includeSubDomains",
}
NOBODY = Unreachable("connection refused")


def found(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    return [(finding.check, finding.severity) for finding in findings]


def discovery(issuer: str) -> Page:
    return Page(URL, 200, {}, json.dumps({"issuer": issuer}))


def test_an_address_without_encryption_is_unsafe_except_on_this_machine() -> None:
    assert found(check_address("http://id.example.org")) == [("not-https", "error")]
    assert found(check_address(URL)) == []
    assert found(check_address("http://localhost:8080")) == []


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        (discovery(f"{URL}/realms/oak"), []),
        (discovery("http://10.0.0.1:8080/realms/oak"), [("issuer-differs", "error")]),
        (Page(URL, 200, {}, "<html>"), [("issuer-differs", "error")]),
        (Page(URL, 404, {}, ""), [("realm-missing", "error")]),
        (Page(URL, 503, {}, ""), [("keycloak-unreachable", "error")]),
        (NOBODY, [("keycloak-unreachable", "error")]),
    ],
)
def test_keycloak_has_to_answer_under_its_own_address(
    seen: Page | Unreachable, expected: list[tuple[str, str]]
) -> None:
    assert found(check_discovery(URL, "oak", seen)) == expected


def certificate(days: float, **changes: object) -> Tls:
    seen = {"expires": NOW + timedelta(days=days), "distrust": "", "names_host": True, "old_version": False}
    return Tls(**{**seen, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        (certificate(90), []),
        (certificate(29), [("certificate-expires", "warning")]),
        (certificate(6), [("certificate-expires", "error")]),
        (certificate(-1), [("certificate-expires", "error")]),
        (certificate(90, names_host=False), [("certificate-name", "error")]),
        (certificate(90, distrust="self-signed certificate"), [("certificate-untrusted", "error")]),
        (certificate(90, old_version=True), [("tls-old", "warning")]),
        (NOBODY, []),
    ],
)
def test_a_certificate_is_for_this_name_trusted_and_lasts(
    seen: Tls | Unreachable, expected: list[tuple[str, str]]
) -> None:
    assert found(check_certificate("id.example.org", seen, NOW)) == expected


@given(st.floats(-2, 2))
def test_whole_seconds_are_no_difference_of_clocks(seconds: float) -> None:
    assert found(check_difference(URL, seconds)) == []


@given(st.floats(2.1, 1e6), st.sampled_from([1, -1]))
def test_a_clock_that_is_off_is_told_with_its_direction(seconds: float, sign: int) -> None:
    [finding] = check_difference(URL, sign * seconds)
    assert ("ahead of" in finding.what) == (sign > 0)
    assert (finding.severity == "error") == (seconds > 25)


def test_a_machine_that_follows_no_time_server_is_told_only_if_it_is_known() -> None:
    assert found(check_keeping(False)) == [("clock-not-kept", "warning")]
    assert found(check_keeping(None)) == found(check_keeping(True)) == []


def test_a_realm_without_a_mail_server_is_told() -> None:
    assert route_of_realm({"host": ""}) is None
    assert found(check_mail_is_set("oak", None)) == [("mail-missing", "warning")]


@pytest.mark.parametrize(
    ("smtp", "expected"),
    [
        ({"host": "m", "port": "2525", "starttls": "true"}, ("m", 2525, "starttls")),
        ({"host": "m", "ssl": True}, ("m", 465, "tls")),
        ({"host": "m", "ssl": "false"}, ("m", 25, "none")),
    ],
)
def test_the_realms_mail_server_is_read_as_keycloak_writes_it(
    smtp: dict[str, object], expected: tuple[str, int, str]
) -> None:
    route = route_of_realm(smtp)
    assert route
    assert (route.host, route.port, route.security) == expected


def test_a_mail_server_has_to_answer_encrypted() -> None:
    route = MailRoute("mail", "smtp.example.org", 25, "none")
    assert found(check_mail(route, NOBODY)) == [("mail-unreachable", "error")]
    assert found(check_mail(route, Greeting(offers_encryption=True))) == [("mail-unencrypted", "warning")]
    assert found(check_mail(MailRoute("mail", "localhost", 25, "none"), Greeting(offers_encryption=False))) == []


def test_another_host_key_is_told_and_a_comment_after_it_is_none() -> None:
    key = "ssh-ed25519 AAAAC3"
    assert found(check_host_key("roster.sftp", "sis:22", f"{key} root@sis", key)) == []
    assert found(check_host_key("roster.sftp", "sis:22", key, "ssh-ed25519 AAAAC4")) == [("sftp-other-key", "error")]
    assert found(check_host_key("roster.sftp", "sis:22", key, NOBODY)) == [("sftp-unreachable", "error")]


def a_node(number: int, **changes: object) -> Node:
    seen = {"failing": (), "metrics": True, "cluster_size": 2, "extension": "0.1.0"}
    return Node(url=f"http://10.0.0.{number}:9000", **{**seen, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("nodes", "expected"),
    [
        ([a_node(1), a_node(2)], []),
        ([a_node(1, cluster_size=None)], []),
        ([a_node(1, cluster_size=1), a_node(2)], [("cluster-size", "error")]),
        ([a_node(1, cluster_size=1), NOBODY], [("node-unreachable", "error")]),
        ([a_node(1), a_node(2, extension="0.2.0")], [("nodes-differ", "warning")]),
        ([a_node(1, cluster_size=1, failing=("Keycloak database connections async health check",))], [
            ("node-database", "error")
        ]),
        ([a_node(1, cluster_size=1, failing=("Keycloak cluster health check",))], [("node-not-ready", "error")]),
        ([a_node(1, metrics=False, cluster_size=None)], [("node-metrics", "warning")]),
    ],
)  # fmt: skip
def test_nodes_are_ready_and_see_each_other(nodes: list[Node | Unreachable], expected: list[tuple[str, str]]) -> None:
    seen = [(f"http://10.0.0.{number}:9000", node) for number, node in enumerate(nodes, 1)]
    assert found(check_nodes(seen)) == expected


@pytest.mark.parametrize(
    ("running", "expected"),
    [
        (Versions("26.7.3", "0.1.0"), []),
        (Versions("26.7.1", "0.1.0"), [("version-keycloak", "warning")]),
        (Versions("26.7.3", "0.2.0"), [("version-extension", "error")]),
        (Versions("26.7.3", ""), [("version-extension", "error")]),
    ],
)
def test_what_runs_is_what_the_kit_was_made_for(running: Versions, expected: list[tuple[str, str]]) -> None:
    assert found(check_versions(URL, Versions("26.7.3", "0.1.0"), running)) == expected


def test_drift_is_told_with_the_first_of_it() -> None:
    assert found(check_drift("oak", ())) == []
    [finding] = check_drift("oak", ("added client a", "added client b", "added client c", "added client d"))
    assert "4 resources" in finding.what
    assert "client c and 1 more" in finding.what


def a_run(hours: float, outcome: Outcome, command: str = "run") -> RunRecord:
    ended = NOW - timedelta(hours=hours)
    return RunRecord("id", ended, ended, 1.0, "sync01 (1)", "schedule", outcome, command=command)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        ([a_run(1, "nothing")], []),
        ([], [("roster-never", "error")]),
        ([a_run(1, "failed")], [("roster-never", "error")]),
        ([a_run(30, "done")], [("roster-late", "error")]),
        ([a_run(1, "refused"), a_run(5, "done")], [("roster-refused", "warning")]),
        ([a_run(1, "done", "purge")], [("roster-never", "error")]),
        ([a_run(1, "interrupted"), a_run(5, "done")], []),
    ],
)
def test_the_roster_is_fresh(runs: list[RunRecord], expected: list[tuple[str, str]]) -> None:
    assert found(check_runs("oak", runs, timedelta(hours=26), NOW)) == expected


@pytest.mark.parametrize(
    ("outcome", "remedy"), [("refused", "approve-a-refused-run"), ("rejected", "homeroom sync check")]
)
def test_a_run_that_wrote_nothing_is_mended_where_it_stopped(outcome: Outcome, remedy: str) -> None:
    (finding,) = check_runs("oak", [a_run(1, outcome), a_run(5, "done")], timedelta(hours=26), NOW)
    assert remedy in finding.remedy


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, []),
        ({"content-security-policy": "default-src 'self'"}, [("header-csp", "warning")]),
        ({"x-content-type-options": ""}, [("header-nosniff", "warning")]),
        ({"strict-transport-security": "max-age=300"}, [("header-hsts", "warning")]),
    ],
)
def test_a_page_is_protected_by_its_headers(headers: dict[str, str], expected: list[tuple[str, str]]) -> None:
    seen = Page(URL, 200, GOOD_HEADERS | headers, "")
    assert found(check_page("the sign-in page", URL, seen)) == expected


@pytest.mark.parametrize("seen", [NOBODY, Page(URL, 502, {}, "")])
def test_a_page_that_does_not_come_is_told(seen: Page | Unreachable) -> None:
    assert found(check_page("the desk", URL, seen)) == [("page-missing", "error")]


@pytest.mark.parametrize(
    ("policy", "is_forbidden"),
    [
        ("", False),
        ("camera=(self)", False),
        ("camera=self", False),
        ("geolocation=(), camera=*", False),
        ("geolocation=(), camera=()", True),
        ('camera=("https://other.example")', True),
    ],
)
def test_a_header_that_forbids_the_camera_is_told(policy: str, is_forbidden: bool) -> None:
    assert bool(found(check_camera(URL, Page(URL, 200, {"permissions-policy": policy}, "")))) == is_forbidden


@pytest.mark.parametrize(
    ("status", "is_open"), [(200, True), (302, True), (401, True), (403, False), (404, False)]
)  # fmt: skip
def test_administration_that_answers_outside_is_told(status: int, is_open: bool) -> None:
    assert bool(found(check_console(URL, Page(URL, status, {}, "")))) == is_open
    assert found(check_console(URL, NOBODY)) == []


def test_open_metrics_and_ports_are_told() -> None:
    assert found(check_metrics(URL, Page(URL, 200, {}, "# TYPE jvm_memory gauge"))) == [("outside-metrics", "error")]
    assert found(check_metrics(URL, Page(URL, 404, {}, ""))) == []
    assert found(check_port("id", 9000, is_open=True)) == [("outside-port", "error")]
    assert found(check_port("id", 9000, is_open=False)) == []


def test_every_check_is_in_the_reference() -> None:
    reference = (ROOT / "docs" / "reference" / "doctor.md").read_text(encoding="utf-8")
    assert sorted(get_args(Check)) == sorted(re.findall(r"^\| `([a-z][a-z-]+)` \|", reference, re.MULTILINE))


def test_a_check_that_is_not_known_cannot_be_ignored() -> None:
    assert CliRunner().invoke(main, ["doctor", "--ignore", "mail-missing-typo"]).exit_code == 2
