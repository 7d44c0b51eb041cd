"""One node of Keycloak, by its management interface."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import httpx
from prometheus_client.parser import text_string_to_metric_families

from doctor.probes import PATIENCE, Unreachable

_CLUSTER_SIZE = "vendor_cluster_size"
_EXTENSION = "homeroom_extension_info"


@dataclass(frozen=True)
class Node:
    """What a node says of itself.

    Attributes:
        url: of its management interface.
        failing: names of health checks that do not pass.
        metrics: whether it serves metrics.
        cluster_size: how many nodes it sees, itself included; None if it is not clustered, or serves no metrics.
        extension: version of the extension in it; None if it does not say.
    """

    url: str
    failing: tuple[str, ...]
    metrics: bool
    cluster_size: int | None
    extension: str | None


def node(url: str) -> Node | Unreachable:
    """Ask a node how it is."""
    base = url.rstrip("/")
    try:
        with httpx.Client(timeout=PATIENCE) as client:
            health = client.get(f"{base}/health/ready").json()
            metrics = client.get(f"{base}/metrics")
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as failure:
        return Unreachable(str(failure) or type(failure).__name__)
    if not isinstance(health, dict):
        return Unreachable("what answers is not Keycloak's management interface")
    text = metrics.text if metrics.is_success else ""
    return Node(base, tuple(_failing(health)), bool(text), *_of_metrics(text))


def _failing(health: Mapping[str, Any]) -> Iterator[str]:
    failing = [str(check.get("name")) for check in health.get("checks", []) if check.get("status") != "UP"]
    if not failing and health.get("status") != "UP":
        failing = ["readiness"]
    yield from failing


def _of_metrics(text: str) -> tuple[int | None, str | None]:
    size, version = None, None
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            if sample.name == _CLUSTER_SIZE:
                size = int(sample.value)
            elif sample.name == _EXTENSION:
                version = sample.labels.get("version")
    return size, version
