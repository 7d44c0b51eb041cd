"""Every node is ready, they see each other, and they run the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from doctor.finding import Finding
from doctor.probes import Unreachable
from doctor.probes.node import Node

_DATABASE = "database"
_LOG = "`journalctl -u keycloak` on that host says why"


def check_nodes(seen: Sequence[tuple[str, Node | Unreachable]]) -> Iterator[Finding]:
    """Judge the nodes that the deployment names; addresses of their management interfaces, and what they said."""
    for url, one in seen:
        yield from _check_unreachable(url, one) if isinstance(one, Unreachable) else _check_health(one)
    there = [one for _, one in seen if isinstance(one, Node)]
    yield from _check_cluster(there)
    yield from _check_same_extension(there)


def _check_unreachable(url: str, seen: Unreachable) -> Iterator[Finding]:
    yield Finding(
        "node-unreachable",
        "error",
        url,
        f"the node's management interface does not answer: {seen.reason}",
        "look whether Keycloak runs there (`systemctl status keycloak`) and whether this host may reach that port",
    )


def _check_health(node: Node) -> Iterator[Finding]:
    for check in node.failing:
        if _DATABASE in check.lower():
            yield Finding(
                "node-database",
                "error",
                node.url,
                "the node has no connection to its database",
                f"look whether PostgreSQL runs and takes connections from there; {_LOG}",
            )
        else:
            yield Finding("node-not-ready", "error", node.url, f"the node is not ready: {check}", _LOG)
    if not node.metrics:
        yield Finding(
            "node-metrics",
            "warning",
            node.url,
            "the node serves no metrics: nobody sees its sign-ins, its cluster or its memory",
            "build Keycloak with `metrics-enabled=true` and `event-metrics-user-enabled=true`",
        )


def _check_cluster(nodes: Sequence[Node]) -> Iterator[Finding]:
    """Each node sees as many as there are; of one that is not clustered the size is unknown, which is fine if alone."""
    for node in nodes:
        size = node.cluster_size if node.cluster_size is not None else 1
        if node.metrics and size != len(nodes):
            yield Finding(
                "cluster-size",
                "error",
                node.url,
                f"the node sees a cluster of {size}, and {len(nodes)} nodes are up: sign-ins that change nodes fail, "
                "and caches keep what others changed",
                "look at `cache-stack` on all nodes, at the port between them (7800) in the firewalls, and whether all "
                "have the same database",
            )


def _check_same_extension(nodes: Sequence[Node]) -> Iterator[Finding]:
    versions = {node.extension for node in nodes if node.extension}
    if len(versions) > 1:
        yield Finding(
            "nodes-differ",
            "warning",
            ", ".join(node.url for node in nodes),
            f"the nodes run different versions of the extension: {', '.join(sorted(versions))}",
            "finish the upgrade: playbooks/upgrade.yml",
        )
