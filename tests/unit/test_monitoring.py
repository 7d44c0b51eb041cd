"""What watches a deployment: files that Prometheus and Grafana take, rules that fire when they should."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.support.monitoring_programs import MONITORING, promtool
from tests.support.promql import metrics_in, metrics_of

ROOT = Path(__file__).parents[2]
RULES = sorted((MONITORING / "rules").glob("*.yml"))
DASHBOARD = MONITORING / "dashboards" / "homeroom.json"


def read(path: Path) -> Any:
    return YAML(typ="safe", pure=True).load(path)


def alerts() -> Iterator[dict[str, Any]]:
    for path in RULES:
        for group in read(path)["groups"]:
            yield from (rule for rule in group["rules"] if "alert" in rule)


def panels() -> list[dict[str, Any]]:
    shown: list[dict[str, Any]] = json.loads(DASHBOARD.read_text(encoding="utf-8"))["panels"]
    return [panel for panel in shown if panel["type"] != "row"]


def test_prometheus_takes_its_settings_and_rules() -> None:
    assert "6 rule files found" in promtool("check", "config", "prometheus.yml")


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_rules_fire_when_they_should(path: Path) -> None:
    promtool("test", "rules", MONITORING / "tests" / path.name)


def test_every_alert_is_seen_to_fire() -> None:
    fired = {
        case["alertname"]
        for path in (MONITORING / "tests").glob("*.yml")
        for test in read(path)["tests"]
        for case in test.get("alert_rule_test", [])
        if case["exp_alerts"]
    }
    assert {alert["alert"] for alert in alerts()} - fired == {"HostDown"}  # which is KeycloakDown for another job


@pytest.mark.parametrize("alert", list(alerts()), ids=lambda alert: alert["alert"])
def test_an_alert_says_what_is_wrong_and_what_to_do(alert: dict[str, Any]) -> None:
    assert alert["labels"]["severity"] in {"warning", "critical"}
    assert set(alert["annotations"]) == {"summary", "action"}
    pages = re.findall(r"docs/[\w/-]+\.md", alert["annotations"]["action"])
    assert [page for page in pages if not (ROOT / page).exists()] == []


def test_every_query_of_the_dashboard_is_one(tmp_path: Path) -> None:
    queries = [target["expr"].replace("$realm", ".*") for panel in panels() for target in panel["targets"]]
    rules = [{"record": f"panel:{number}", "expr": query} for number, query in enumerate(queries)]
    file = tmp_path / "dashboard.yml"
    file.write_text(json.dumps({"groups": [{"name": "dashboard", "rules": rules}]}), encoding="utf-8")
    assert f"{len(queries)} rules found" in promtool("check", "rules", file)


def test_panels_stand_beside_each_other_and_not_on_each_other() -> None:
    cells = Counter(
        (x, y)
        for panel in panels()
        for place in [panel["gridPos"]]
        for x in range(place["x"], place["x"] + place["w"])
        for y in range(place["y"], place["y"] + place["h"])
    )
    assert max(cells.values()) == 1
    assert max(x for x, _ in cells) == 23
    assert max(Counter(panel["id"] for panel in panels()).values()) == 1


def test_every_panel_asks_the_prometheus_that_was_chosen() -> None:
    sources = [target["datasource"]["uid"] for panel in panels() for target in panel["targets"]]
    assert set(sources) == {"${datasource}"}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ('sum by (a, b) (rate(one_total{kind="x", realm=~"y"}[5m])) / two', {"one_total", "two"}),
        ("absent(one) or time() - max by (realm) (two) > 3 * 3600", {"one", "two"}),
        ("a:b:rate5m != on () group_left () count(up == 1)", {"a:b:rate5m", "up"}),
        ("increase(one[30m] offset 1w) > 50 unless two", {"one", "two"}),
    ],
)
def test_metrics_are_found_in_queries(query: str, names: set[str]) -> None:
    assert metrics_of(query) == names


def test_metrics_are_found_in_what_an_endpoint_serves() -> None:
    served = '# TYPE one counter\n# TYPE two summary\nthree{a="b"} 1.0\n'
    assert metrics_in(served) == {"one", "two", "two_count", "two_sum", "three"}
