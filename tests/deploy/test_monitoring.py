"""What watches a deployed host: Prometheus hears of everything, the doctor looks, the desk sees what was written."""

from __future__ import annotations

import json
import re
import shlex
from typing import Any
from urllib.parse import quote

import pytest
import stamina

from homeroom.demo.document import DemoPerson
from tests.support.deployed_district import DeployedDistrict
from tests.support.hosts import CommandFailedError
from tests.support.monitoring_programs import MONITORING

pytestmark = [pytest.mark.deploy, pytest.mark.lengthy]

_JOBS = {"keycloak", "haproxy", "homeroom-sync", "homeroom-drift", "node", "prometheus"}
_AS_THE_DESK = "runuser --user homeroom-desk --"


def _asked(district: DeployedDistrict, path: str) -> Any:
    """What Prometheus answers."""
    said = district.host.run(f"curl --silent --show-error {shlex.quote(f'http://127.0.0.1:9090{path}')}")
    answer = json.loads(said)
    assert answer["status"] == "success", answer
    return answer["data"]


def _found(district: DeployedDistrict, query: str) -> list[Any]:
    """Series that there are for a query, once there are any."""
    for attempt in stamina.retry_context(on=AssertionError, timeout=120, attempts=None, wait_max=5):
        with attempt:
            found: list[Any] = _asked(district, f"/api/v1/query?query={quote(query)}")["result"]
            assert found, query
    return found


def test_prometheus_hears_of_everything(one_host: DeployedDistrict) -> None:
    for attempt in stamina.retry_context(on=AssertionError, timeout=120, attempts=None, wait_max=5):
        with attempt:
            targets = _asked(one_host, "/api/v1/targets?state=active")["activeTargets"]
            assert {target["labels"]["job"]: target["health"] for target in targets} == dict.fromkeys(_JOBS, "up")


def test_prometheus_follows_every_rule(one_host: DeployedDistrict) -> None:
    files = {path.stem for path in (MONITORING / "rules").glob("*.yml")}

    groups = _asked(one_host, "/api/v1/rules")["groups"]

    assert {group["name"].removeprefix("homeroom-") for group in groups} == files
    assert [rule["name"] for group in groups for rule in group["rules"] if rule["health"] == "err"] == []


@pytest.mark.parametrize(
    "query",
    [
        'node_systemd_unit_state{name="homeroom-drift.service", state="active"} == 1',
        'haproxy_backend_active_servers{proxy="keycloak"} == 1',
        'haproxy_backend_active_servers{proxy="desk"} == 1',
        'haproxy_frontend_http_responses_total{proxy="portal", code="5xx"}',
        "homeroom_extension_info",
        "homeroom_realm_drift_last_look_timestamp_seconds > 0",
        "homeroom_sync_running",
    ],
)
def test_what_the_rules_ask_for_is_told(one_host: DeployedDistrict, query: str) -> None:
    assert _found(one_host, query)


def test_the_check_of_the_backups_is_told(one_host: DeployedDistrict) -> None:
    one_host.host.run("systemctl start homeroom-backup-check")

    assert _found(one_host, "homeroom_backup_healthy == 1")


def test_the_dashboard_is_there_and_can_ask_everything(one_host: DeployedDistrict) -> None:
    dashboard = json.loads(one_host.host.run("cat /usr/local/share/homeroom/dashboards/homeroom.json"))
    queries = [target["expr"] for panel in dashboard["panels"] for target in panel.get("targets", [])]

    assert queries
    for query in queries:
        _asked(one_host, f"/api/v1/query?query={quote(query.replace('$realm', '.*'))}")


def test_the_doctor_looks_every_day(one_host: DeployedDistrict) -> None:
    assert "homeroom-doctor.timer" in one_host.host.run("systemctl list-timers --no-pager homeroom-doctor.timer")


def test_the_doctor_looks_at_all_that_it_can(one_host: DeployedDistrict, people: dict[str, DemoPerson]) -> None:
    one_host.host.run("systemctl start homeroom-doctor", check=False)  # findings are a failure of the unit

    said = one_host.host.run("journalctl --unit homeroom-doctor --output cat --no-pager")

    assert re.search(r"^0 errors, \d+ warnings, 0 not seen$", said, re.MULTILINE), said


def test_a_run_fails_where_the_doctor_finds_something_unsafe(one_host: DeployedDistrict) -> None:
    one_host.host.run("systemctl stop homeroom-desk")
    try:
        with pytest.raises(CommandFailedError, match="page-missing") as failure:
            one_host.play("site.yml", "--tags=doctor")
    finally:
        one_host.host.run("systemctl start homeroom-desk")

    assert "systemctl status keycloak homeroom-desk" in str(failure.value)


def test_the_desk_reads_what_the_sync_and_the_watch_write(
    one_host: DeployedDistrict, people: dict[str, DemoPerson]
) -> None:
    one_host.host.run(f"{_AS_THE_DESK} test -r /etc/homeroom/district/reports/index.json")
    for attempt in stamina.retry_context(on=CommandFailedError, timeout=60, attempts=None):
        with attempt:
            one_host.host.run(f"{_AS_THE_DESK} test -r /var/lib/homeroom/sync/drift.json")


def test_the_desk_writes_none_of_it(one_host: DeployedDistrict, people: dict[str, DemoPerson]) -> None:
    for folder in ("reports", "sync"):
        assert one_host.host.run(f"{_AS_THE_DESK} test -w /var/lib/homeroom/{folder} || echo no") == "no\n"


def test_the_desk_starts_anew_when_the_district_changes(one_host: DeployedDistrict) -> None:
    started = "systemctl show --property=ExecMainStartTimestampMonotonic homeroom-desk"
    before = one_host.host.run(started)
    one_host.host.run("echo '# by hand' >>/etc/homeroom/district/district.yaml")

    one_host.play("site.yml", "--tags=district")

    assert one_host.host.run(started) != before
