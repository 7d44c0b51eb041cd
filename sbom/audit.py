"""Asks OSV (osv.dev), which knows PyPI, npm and Maven, whether what a bill of materials names is vulnerable."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx

SERVICE = "https://api.osv.dev"
_KEYCLOAK = "pkg:maven/org.keycloak/keycloak-quarkus-dist"
_ADVISED = ("keycloak-core", "keycloak-services", "keycloak-quarkus-server", "keycloak-server-spi-private")
"""The artifacts of Keycloak under which its advisories are published; the distribution has none."""
_CLEAN, _VULNERABLE, _NOT_ASKED = 0, 3, 4


@dataclass(frozen=True)
class Vulnerable:
    """A component that is known to be vulnerable.

    Attributes:
        purl: which.
        ids: OSV's names of what is known.
    """

    purl: str
    ids: tuple[str, ...]


def purls(folder: Path) -> list[str]:
    """Everything that the documents in a folder name, development included, in order and once."""
    named: set[str] = set()
    for path in folder.glob("*.cdx.json"):
        for component in json.loads(path.read_text(encoding="utf-8"))["components"]:
            purl = str(component["purl"]).partition("?")[0]
            if purl.startswith(_KEYCLOAK):
                named |= {purl.replace("keycloak-quarkus-dist", artifact) for artifact in _ADVISED}
            else:
                named.add(purl)
    return sorted(named)


def vulnerable(wanted: Sequence[str], service: str = SERVICE) -> Iterator[Vulnerable]:
    """Ask, in one request.

    Raises:
        httpx.HTTPError: the service could not be asked.
    """
    queries = [{"package": {"purl": purl}} for purl in wanted]
    answer = httpx.post(f"{service}/v1/querybatch", json={"queries": queries}, timeout=60)
    answer.raise_for_status()
    for purl, result in zip(wanted, answer.json()["results"], strict=True):
        if found := result.get("vulns"):
            yield Vulnerable(purl, tuple(sorted(entry["id"] for entry in found)))


def main() -> int:
    """Audit the documents in the folder that is the first argument, at the service that is the second, if any."""
    folder, service = Path(sys.argv[1]), (sys.argv[2:] or [SERVICE])[0]
    wanted = purls(folder)
    try:
        found = list(vulnerable(wanted, service))
    except (httpx.HTTPError, ValueError) as failure:
        print(f"NOT AUDITED: {service} could not be asked ({failure}).", file=sys.stderr)  # noqa: T201
        print("Call script/audit again from a machine that reaches it; nothing is known until then.", file=sys.stderr)  # noqa: T201
        return _NOT_ASKED
    for one in found:
        print(f"{one.purl}: {', '.join(one.ids)}")  # noqa: T201
    print(f"{len(wanted)} components, {len(found)} known to be vulnerable")  # noqa: T201
    return _VULNERABLE if found else _CLEAN


if __name__ == "__main__":
    sys.exit(main())
