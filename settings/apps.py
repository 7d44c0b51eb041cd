"""`apps.yaml`: the applications of the portal and who may open each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from pydantic import Field, JsonValue, model_validator

from settings.model import Settings
from settings.rule import RuleSetting

MissingWord = Literal["student", "staff", "teacher", "has_schedule", "has_email", "grade", "school", "employee"]
"""Words of a rule of which a person may be told that they are missing. Private marks are not among them."""


class Application(Settings):
    """One application."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,60}$")
    """Its name in files and addresses."""
    client_id: str | None = Field(default=None, pattern=r"^\S{1,255}$")
    """The client id in Keycloak; left out, it is `id`. A service that starts SAML sign-ins itself says in them who it
    is: then this is its entity id, such as `urn:federation:MicrosoftOnline`."""
    template: str = "oidc"
    """Which file of realm/catalog/ makes the client: `microsoft-365`, `canvas`, `oidc`, `saml`, `link`, ..."""
    title: dict[str, str] = Field(min_length=1)
    """Title by language: `{en: Library, es: Biblioteca}`."""
    url: str = Field(pattern=r"^https?://")
    """Where the icon leads: the address at which the application starts signing in."""
    icon: str = ""
    """File below themes/homeroom/launcher/resources/icons/, or an https address. Empty: the title's initials."""
    category: Literal["learning", "communication", "office", "library", "other"] = "other"
    order: int = 100
    """Smaller numbers come first."""
    access: RuleSetting
    """Who may open it."""
    first_day: date | None = Field(default=None, alias="from")
    """First day on which anybody may open it, in the district's time zone; left out, it is open already."""
    last_day: date | None = Field(default=None, alias="until")
    """Last day on which anybody may open it; left out, it stays open."""
    denied: dict[str, str] = Field(default_factory=dict)
    """By language, what somebody is told who may not open it: what it is for and whom to ask. What of the rule is
    missing for just this person stands below it."""
    missing: dict[MissingWord, dict[str, str]] = Field(default_factory=dict)
    """By word of a rule and language, what stands there in place of the product's own text, when just that is missing:
    `{has_schedule: {en: "a class schedule in Skyward"}}`."""
    options: Mapping[str, JsonValue] = Field(default_factory=dict)
    """Values for the template: `redirect_uris`, `secret` and others that the file in realm/catalog/ names."""

    @model_validator(mode="after")
    def _days_are_in_order(self) -> Application:
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise ValueError(f"until ({self.last_day}) is before from ({self.first_day})")
        return self

    def is_open_on(self, day: date) -> bool:
        """Whether the application may be opened at all on a day in the district's time zone."""
        return (self.first_day is None or self.first_day <= day) and (self.last_day is None or day <= self.last_day)

    @property
    def client(self) -> str:
        """The client id in Keycloak."""
        return self.client_id or self.id


class Applications(Settings):
    """The content of `apps.yaml`."""

    applications: list[Application]

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Applications:
        ids = [application.id for application in self.applications]
        for name in ids:
            if ids.count(name) > 1:
                raise ValueError(f"the id {name!r} is given to more than one application")
        clients = [application.client for application in self.applications]
        for name in clients:
            if clients.count(name) > 1:
                raise ValueError(f"the client id {name!r} is given to more than one application")
        return self
