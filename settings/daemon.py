"""When the sync's daemon runs, what it keeps, and whom it tells when something is wrong."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from cronsim import CronSim, CronSimError
from pydantic import AfterValidator, Field, model_validator

from settings.model import Settings
from settings.secret import Secret

_ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)


def _a_schedule(expression: str) -> str:
    try:
        next(CronSim(expression, _ANY_DAY))
    except (CronSimError, StopIteration):
        raise ValueError(
            f"{expression!r} is not a schedule in cron's words; examples are `0 5 * * *`, every day at 5, and "
            "`*/20 6-18 * * 1-5`, every 20 minutes of a working day"
        ) from None
    return expression


Schedule = Annotated[str, AfterValidator(_a_schedule)]


class Webhook(Settings):
    """An address that is told of alerts by a POST of JSON; its `text` is what Slack, Teams and Mattermost show."""

    url: str = Field(pattern=r"^https?://", repr=False)
    """Mostly a secret itself, so by reference: `${file:secrets/alerts-webhook}`."""
    token: Secret | None = None
    """Sent as a bearer token, by reference."""


class Alerts(Settings):
    """Who is told when a run is refused, late or failing, and when all is well again."""

    webhooks: list[Webhook] = Field(default_factory=list)
    mail_to: list[str] = Field(default_factory=list)
    """Addresses that get an e-mail by the server under `mail`."""
    remind_hours: float = Field(default=24, gt=0)
    """What is still wrong after so many hours is told again."""


class Daemon(Settings):
    """`homeroom sync daemon`."""

    schedule: list[Schedule] = Field(default=["0 5 * * *"])
    """When to run, in the words of cron and the district's time zone. Empty: only when the source changes."""
    watch: bool = True
    """Run too when the source, if it is a folder or file of this machine, has changed."""
    late_hours: float = Field(default=26, gt=0)
    """An alert is sent if no run went well for so long."""
    retry_seconds: int = Field(default=60, ge=1)
    """A run that failed is tried again after so long, then after twice as long, and so on."""
    retry_most_seconds: int = Field(default=1800, ge=1)
    """But never after longer than this."""
    lease_seconds: int = Field(default=45, ge=5, le=3600)
    """One run at a time writes, on whatever machine. One that dies without a word keeps the next waiting so long."""
    keep_days: int = Field(default=365, ge=1, le=3650)
    """Records of runs are kept so long."""
    health_host: str = "127.0.0.1"
    """Where `/health` and `/metrics` are served; they are not protected."""
    health_port: int | None = Field(default=None, ge=1, le=65535)
    """On which port. Empty: not at all."""
    alerts: Alerts = Alerts()

    @model_validator(mode="after")
    def _starts_at_all(self) -> Daemon:
        if not self.schedule and not self.watch:
            raise ValueError("without a schedule and without watch it would never run; name one of them")
        return self
