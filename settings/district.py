"""`district.yaml`: who the district is and what its policies are."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator, model_validator

from settings.badges import BadgePolicy
from settings.calendar import Calendar
from settings.cards import CardPolicy
from settings.claim import ClaimPolicy
from settings.daemon import Daemon
from settings.guard import Guard
from settings.mail import MailServer
from settings.model import Settings
from settings.outbound import Target
from settings.passwords import Passwords
from settings.questions import Questions
from settings.recovery import Recovery
from settings.reports import Reports
from settings.roster_source import OneRosterCsvSource, RosterSource
from settings.rule import RuleSetting
from settings.second_factor import SecondFactor
from settings.usernames import Usernames

Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$", description="Colour as `#rrggbb`")]
RealmSection = Literal[
    "authorization",
    "client-policies",
    "client-scopes",
    "clients",
    "components",
    "flows",
    "groups",
    "identity-providers",
    "messages",
    "organizations",
    "permissions",
    "required-actions",
    "roles",
    "service-accounts",
    "settings",
    "user-profile",
    "workflows",
]
Ownership = Literal["full", "no-delete", "ignore"]
Language = Annotated[str, Field(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")]


class Branding(Settings):
    """How the district's pages and sheets look."""

    color: Colour = "#14532d"
    """Main colour: page headers, buttons. White text has to be readable on it."""
    accent: Colour = "#f59e0b"
    """Second colour: highlights."""
    logo: str = ""
    """An https address, or a file name below the theme's `resources/img/`. Empty: the district's initials."""


class Waiver(Settings):
    """A finding of `realm audit` that the district lives with, for a while."""

    rule: str = Field(min_length=1)
    """The rule's name, as the audit prints it: `clients-have-full-scope-off`."""
    resource: str = Field(min_length=1)
    """Kind and name, as the audit prints them, with `*` for any text: `client library`, `client test-*`."""
    reason: str = Field(pattern=r"\S")
    """Why it may stay so: the audit shows it to whoever asks."""
    until: date
    """Last day on which it holds; afterwards the finding is open again."""


class RealmPolicy(Settings):
    """Limits for realm-as-code."""

    max_deletes: int = Field(default=10, ge=0)
    """`realm apply` refuses a plan that deletes more, unless `--allow-deletes` names the number."""
    managed: dict[RealmSection, Ownership] = Field(default_factory=dict)
    """By part of the realm: `full` deletes what the files do not mention, `no-delete` (the default) lets it be,
    `ignore` leaves the part alone altogether."""
    waivers: list[Waiver] = Field(default_factory=list)
    """Findings of `realm audit` that may stay as they are, each with a reason and a last day."""


class District(Settings):
    """The content of `district.yaml`."""

    name: str = Field(min_length=1, max_length=80)
    """As people know it: `Cedar Valley Schools`."""
    realm: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,35}$")
    """Name of the Keycloak realm; it is part of every address, so it cannot change later."""
    languages: list[Language] = Field(default=["en", "es"], min_length=1)
    """Languages of the pages, the default one first."""
    time_zone: str = "America/Chicago"
    """IANA name: what *today* means to policies."""
    help_contact: str = Field(min_length=1)
    """Whom to ask, shown where somebody cannot get on: `the front office of your campus`."""
    guides: Annotated[str, Field(pattern=r"^(https://([^\s{}]|\{language\})+)?$")] = ""
    """Address of the people's guides, as browsers open them: `https://desk.example.org/guides/{language}/`. The pages
    that sign in and the portal lead there, and claim letters name it; `{language}` stands for the reader's: `es`.
    Empty: none does."""
    branding: Branding = Branding()
    roster: RosterSource = OneRosterCsvSource(type="oneroster-csv")
    roles: dict[str, RuleSetting] = Field(default_factory=dict)
    """Realm roles that follow from the roster, besides `student`, `staff` and `teacher`: role name to rule."""
    badges: BadgePolicy = BadgePolicy()
    cards: CardPolicy = CardPolicy()
    claim: ClaimPolicy = ClaimPolicy()
    passwords: Passwords = Passwords()
    questions: Questions = Questions()
    second_factor: SecondFactor = SecondFactor()
    recovery: Recovery = Recovery()
    usernames: Usernames = Usernames()
    """Where usernames come from."""
    calendar: Calendar = Calendar()
    """When the district's roster changes more than in term."""
    guard: Guard = Guard()
    daemon: Daemon = Daemon()
    mail: MailServer | None = None
    """By which e-mail is sent to the staff who look after the sync."""
    reports: Reports = Reports()
    outbound: dict[Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,60}$")], Target] = Field(default_factory=dict)
    """Rosters that applications are sent after each good run, by a name of your choice."""
    retention_days: int | None = Field(default=None, ge=1)
    """So long the account of somebody who left is kept, disabled; then `homeroom sync purge` deletes it. Without it
    nothing is ever deleted."""
    realm_policy: RealmPolicy = RealmPolicy()

    @field_validator("time_zone")
    @classmethod
    def _known_time_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError(f"{name!r} is not a time zone; an example is America/Chicago") from None
        return name

    @model_validator(mode="after")
    def _questions_fit(self) -> District:
        if self.questions.enabled and self.recovery.ask > self.questions.choose:
            raise ValueError(
                f"recovery.ask is {self.recovery.ask}, but people choose {self.questions.choose} questions: "
                "ask for that many at most"
            )
        return self
