"""What Prometheus is told of a running deployment: sign-ins by kind, and all that rules and dashboard ask for."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator

import httpx
import prometheus_client
import pytest
import stamina
from prometheus_client.parser import text_string_to_metric_families
from ruamel.yaml import YAML

import realm.commands.drift as drift_metrics
from homeroom.demo.ports import choose_ports
from settings import DistrictFolder
from sync.daemon.metrics import Metrics
from tests.support.badge_realm import BadgeRealm, new_browser
from tests.support.keycloak_server import KeycloakServer
from tests.support.monitoring_programs import MONITORING, program
from tests.support.promql import metrics_in, metrics_of
from tests.support.role_script import role_script

pytestmark = pytest.mark.integration

PASSWORD = "kite lamp river"
OF_PROMETHEUS_ITSELF = {"up"}
OF_HOSTS = {"node_systemd_unit_state", "haproxy_backend_active_servers", "haproxy_frontend_http_responses_total"}
"""Of a host that systemd began, and of its proxy; tests of real hosts ask for them."""


@pytest.fixture(scope="module")
def management(keycloak: KeycloakServer) -> str:
    [url] = DistrictFolder.at(keycloak.district).deployment.keycloak.management_urls
    return url


@pytest.fixture(scope="module")
def school(keycloak: KeycloakServer, realm: str) -> BadgeRealm:
    return BadgeRealm(keycloak, realm)


@pytest.fixture(scope="module")
def host_metrics() -> Iterator[str]:
    """What the exporter on a host serves, this machine in its place."""
    port = choose_ports({"exporter": 0})["exporter"]
    exporter = subprocess.Popen(
        [program("prometheus-node-exporter"), f"--web.listen-address=127.0.0.1:{port}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for attempt in stamina.retry_context(on=httpx.TransportError, timeout=20, attempts=None):
            with attempt:
                answer = httpx.get(f"http://127.0.0.1:{port}/metrics", timeout=20)
        yield answer.text
    finally:
        exporter.terminate()
        exporter.wait(20)


def counted(management: str, name: str, **labels: str) -> float:
    """The value of a counter; 0 if it is not there yet."""
    for family in text_string_to_metric_families(httpx.get(f"{management}/metrics", timeout=20).text):
        for sample in family.samples:
            if sample.name == name and sample.labels == labels:
                return float(sample.value)
    return 0.0


def test_sign_ins_are_counted_by_kind(management: str, school: BadgeRealm) -> None:
    browser = new_browser()
    code = school.active_badge(school.add_person())
    first = school.begin(browser).post(signInWith="badge").post(badge=code).greeted()
    assert first.is_done
    assert counted(management, "homeroom_sign_ins_total", realm=school.realm, kind="badge") == 1
    assert school.begin(browser).is_done
    assert counted(management, "homeroom_sign_ins_total", realm=school.realm, kind="sso") == 1
    credentials = [{"type": "password", "value": PASSWORD}]
    student = school.add_person(grade="08", credentials=credentials)
    assert school.begin().post(username=student.username, password=PASSWORD).is_done
    assert counted(management, "homeroom_sign_ins_total", realm=school.realm, kind="password") == 1


def test_refusals_are_counted_by_reason(management: str, school: BadgeRealm) -> None:
    pupil = school.add_person()
    code = school.active_badge(pupil)
    school.call("POST", "/badges/void", json={"people": [pupil.sourced_id]})
    assert school.hold_up(code).is_refused
    refused = {"realm": school.realm, "kind": "badge", "reason": "wrong_secret"}
    assert counted(management, "homeroom_sign_ins_refused_total", **refused) == 1


def test_a_node_says_which_extension_it_runs(management: str) -> None:
    version = prometheus_version(httpx.get(f"{management}/metrics", timeout=20).text)
    assert version.count(".") == 2


def prometheus_version(exposition: str) -> str:
    families = {family.name: family for family in text_string_to_metric_families(exposition)}
    return str(families["homeroom_extension_info"].samples[0].labels["version"])


def test_nothing_personal_is_in_the_metrics(management: str, school: BadgeRealm) -> None:
    pupil = school.add_person()
    assert school.hold_up(school.active_badge(pupil)).greeted().is_done
    served = httpx.get(f"{management}/metrics", timeout=20).text
    assert not [word for word in (pupil.username, pupil.id, pupil.sourced_id) if word in served]


def test_all_that_rules_and_dashboard_ask_for_is_there(management: str, school: BadgeRealm, host_metrics: str) -> None:
    school.hold_up("HB1-nonsense")
    student = school.add_person(grade="08", credentials=[{"type": "password", "value": PASSWORD}])
    assert school.begin().post(username=student.username, password=PASSWORD).is_done
    assert drift_metrics.drift
    served = [
        httpx.get(f"{management}/metrics", timeout=20).text,
        Metrics("cedar-valley").text().decode(),
        prometheus_client.generate_latest().decode(),
        host_metrics,
        role_script("backup", "backup_check").metrics({"backup": [], "repo": []}, healthy=True, now=time.time()),
    ]
    there = set().union(*map(metrics_in, served)) | OF_PROMETHEUS_ITSELF | OF_HOSTS
    asked, recorded = queries()
    names = set().union(*map(metrics_of, asked))
    assert len(names) > 30
    assert sorted(names - there - recorded) == []


def queries() -> tuple[list[str], set[str]]:
    """Every query of the rules and of the dashboard, and the names that rules give to answers."""
    asked, recorded = [], set()
    for path in (MONITORING / "rules").glob("*.yml"):
        for group in YAML(typ="safe", pure=True).load(path)["groups"]:
            asked += [rule["expr"] for rule in group["rules"]]
            recorded |= {rule["record"] for rule in group["rules"] if "record" in rule}
    dashboard = json.loads((MONITORING / "dashboards" / "homeroom.json").read_text(encoding="utf-8"))
    asked += [target["expr"] for panel in dashboard["panels"] for target in panel.get("targets", [])]
    return asked, recorded
