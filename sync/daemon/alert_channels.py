"""Ways to tell people of an alert: a webhook, e-mail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import httpx

from settings import District
from settings.daemon import Webhook
from settings.mail import MailServer
from sync.daemon.alert_book import Alert
from sync.errors import SyncError
from sync.lease import this_process
from sync.mail import send_mail

_TIMEOUT = 20.0
_HEADLINES = {
    "refused": "a roster run was refused, and nothing was changed",
    "rejected": "the roster cannot be used, and nothing was changed",
    "failing": "roster runs fail",
    "outbound": "an application was sent no roster, because it would lose too much",
    "late": "no roster run went well for too long",
    "recovered": "the roster sync is well again",
}


class ChannelError(SyncError):
    """A channel did not take an alert."""


class Channel(Protocol):
    """A way to tell."""

    @property
    def name(self) -> str:
        """What the book of alerts knows it by; without secrets."""

    def tell(self, alert: Alert, district: str) -> None:
        """Tell. Raises SyncError."""


def channels(district: District) -> list[Channel]:
    """The channels that a district has configured."""
    alerts = district.daemon.alerts
    found: list[Channel] = [WebhookChannel(f"webhook-{n}", hook) for n, hook in enumerate(alerts.webhooks, 1)]
    if district.mail and alerts.mail_to:
        found.append(MailChannel("mail", district.mail, tuple(alerts.mail_to)))
    return found


@dataclass(frozen=True)
class WebhookChannel:
    """A POST of JSON; `text` is for people, the rest for programs."""

    name: str
    hook: Webhook

    def tell(self, alert: Alert, district: str) -> None:
        """Tell. Raises ChannelError, without the address, which is mostly a secret."""
        body = {
            "text": f"{headline(alert, district)}\n{alert.message}",
            "kind": alert.kind,
            "district": district,
            "since": alert.since.isoformat(timespec="seconds"),
            "run": alert.run,
            "sender": this_process(),
        }
        headers = {"Authorization": f"Bearer {self.hook.token}"} if self.hook.token else {}
        try:
            answer = httpx.post(self.hook.url, json=body, headers=headers, timeout=_TIMEOUT)
        except httpx.HTTPError as failure:
            raise ChannelError(f"{self.name} does not answer: {type(failure).__name__}") from None
        if not answer.is_success:
            raise ChannelError(f"{self.name} answered HTTP {answer.status_code}")


@dataclass(frozen=True)
class MailChannel:
    """An e-mail."""

    name: str
    server: MailServer
    to: tuple[str, ...]

    def tell(self, alert: Alert, district: str) -> None:
        """Tell. Raises MailError."""
        text = f"{alert.message}\n\nSince {alert.since:%Y-%m-%d %H:%M} UTC"
        text += f", run {alert.run}" if alert.run else ""
        text += f", told by {this_process()}.\n`homeroom sync status` shows what is going on.\n"
        send_mail(self.server, self.to, headline(alert, district), text)


def headline(alert: Alert, district: str) -> str:
    """The alert in one line."""
    return f"{district}: {_HEADLINES[alert.kind]}"
