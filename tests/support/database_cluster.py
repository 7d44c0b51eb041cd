"""What Patroni and etcd say of the databases of a deployed district."""

from __future__ import annotations

import json

from tests.support.hosts import Host


def roles(asked: Host) -> dict[str, str]:
    """Who is what, by the name of the host; of those that run.

    Args:
        asked: a database host that is up.
    """
    said = asked.run(f"curl --silent --max-time 5 http://{asked.address}:8008/cluster", check=False)
    members = json.loads(said)["members"] if said else []
    return {member["name"]: member["role"] for member in members if member["state"] in ("running", "streaming")}


def primary(asked: Host) -> str:
    """The name of the host that is the primary; empty while there is none."""
    return next((name for name, role in roles(asked).items() if role == "leader"), "")


def lead_etcd(host: Host) -> None:
    """Make a host the leader of etcd, if it is not: of all hosts the one whose loss takes longest.

    Args:
        host: a member of etcd that is up.
    """
    etcdctl = "ETCDCTL_API=3 etcdctl"
    asked = json.loads(host.run(f"{etcdctl} --write-out=json endpoint status --cluster"))
    addresses = {member["Status"]["header"]["member_id"]: member["Endpoint"] for member in asked}
    leader = asked[0]["Status"]["leader"]
    wanted = next(member for member, address in addresses.items() if f"//{host.address}:" in address)
    if wanted != leader:
        host.run(f"{etcdctl} --endpoints={addresses[leader]} move-leader {wanted:x}")
