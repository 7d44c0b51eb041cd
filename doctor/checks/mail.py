"""Mail can be sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from doctor.finding import Finding
from doctor.probes import Unreachable
from doctor.probes.mail_server import Greeting

_THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True)
class MailRoute:
    """A server that somebody sends by.

    Attributes:
        setting: where it is named.
        host: its name.
        port: its port.
        security: `starttls`, `tls` or `none`.
    """

    setting: str
    host: str
    port: int
    security: str


def route_of_realm(smtp: Mapping[str, Any]) -> MailRoute | None:
    """The server in a realm's `smtpServer`; None if there is none."""
    host = smtp.get("host")
    if not host:
        return None
    security = "tls" if _is_on(smtp.get("ssl")) else "starttls" if _is_on(smtp.get("starttls")) else "none"
    usual = {"tls": 465, "starttls": 587, "none": 25}[security]
    return MailRoute("the realm's smtpServer", str(host), int(smtp.get("port") or usual), security)


def check_mail_is_set(realm: str, route: MailRoute | None) -> Iterator[Finding]:
    """Judge whether the realm can send mail at all."""
    if route is None:
        yield Finding(
            "mail-missing",
            "warning",
            f"realm {realm}",
            "Keycloak can send no mail: nobody recovers a password or claims an account by mail",
            "name a server under `smtpServer` in realm/*.yaml of the district and apply it",
        )


def check_mail(route: MailRoute, seen: Greeting | Unreachable) -> Iterator[Finding]:
    """Judge how a server answered."""
    where = f"{route.host}:{route.port}"
    if isinstance(seen, Unreachable):
        yield Finding(
            "mail-unreachable",
            "error",
            where,
            f"the mail server does not answer as {route.setting} has it ({route.security}): {seen.reason}",
            "look at host, port and encryption there, and whether the firewall lets this host out to it",
        )
    elif route.security == "none" and route.host not in _THIS_MACHINE:
        offered = "; the server offers STARTTLS" if seen.offers_encryption else ""
        yield Finding(
            "mail-unencrypted",
            "warning",
            where,
            f"mails with links to recover passwords go unencrypted over the network{offered}",
            f"switch on `starttls` in {route.setting}",
        )


def _is_on(value: object) -> bool:
    return value is True or str(value).lower() == "true"
