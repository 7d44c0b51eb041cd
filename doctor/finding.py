"""What the doctor says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]
"""`error`: people cannot sign in, or something is unsafe. `warning`: it will become one, or something is missing."""

Check = Literal[
    "camera-forbidden",
    "certificate-expires",
    "certificate-name",
    "certificate-untrusted",
    "clock-differs",
    "clock-not-kept",
    "cluster-size",
    "header-csp",
    "header-hsts",
    "header-nosniff",
    "issuer-differs",
    "keycloak-unreachable",
    "mail-missing",
    "mail-unencrypted",
    "mail-unreachable",
    "node-database",
    "node-metrics",
    "node-not-ready",
    "node-unreachable",
    "nodes-differ",
    "not-https",
    "outside-admin",
    "outside-metrics",
    "outside-port",
    "page-missing",
    "realm-drift",
    "realm-missing",
    "roster-late",
    "roster-never",
    "roster-refused",
    "sftp-other-key",
    "sftp-unreachable",
    "tls-old",
    "version-extension",
    "version-keycloak",
]
"""What can be found; docs/reference/doctor.md has a line for each."""


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong.

    Attributes:
        check: which check found it.
        severity: how bad it is.
        where: an address, a host, a realm.
        what: what is wrong, in a sentence without a full stop.
        remedy: what to do, in the same form.
    """

    check: Check
    severity: Severity
    where: str
    what: str
    remedy: str


@dataclass(frozen=True)
class Unseen:
    """Something that could not be looked at, so that nothing is known of it.

    Attributes:
        subject: what.
        why: what was in the way, and what would help.
    """

    subject: str
    why: str
