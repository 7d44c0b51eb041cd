"""How much a roster run may change."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field, field_validator

from settings.model import Settings

Percent = Annotated[float, Field(ge=0, le=100)]
LimitName = Literal[
    "new",
    "disabled",
    "returned",
    "renamed",
    "usernames",
    "emails",
    "moved",
    "grades",
    "roles_lost",
    "roles_gained",
    "applications_lost",
    "applications_gained",
    "classes_removed",
    "enrollments_removed",
    "enrollments_changed",
]
Scope = Literal["district", "campus"]
LIMITS: tuple[LimitName, ...] = get_args(LimitName)
OF_DISTRICT_ONLY: tuple[LimitName, ...] = ("enrollments_removed", "enrollments_changed")
"""Keycloak does not say of enrollments at which school they are."""
NO_LIMIT = 100.0
"""At this share any number is allowed."""


class Limits(Settings):
    """Shares in percent of enabled people, classes or enrollments in Keycloak; 100: no limit. Left out: the default."""

    new: Percent | None = None
    """People who would get a new account, once Keycloak has had a first load; at a campus, if it has people already."""
    disabled: Percent | None = None
    """People who would be disabled."""
    returned: Percent | None = None
    """People who left more than 30 days ago and would be enabled again."""
    renamed: Percent | None = None
    """People whose given or family name would change."""
    usernames: Percent | None = None
    """People whose username would change."""
    emails: Percent | None = None
    """People whose e-mail address would change, come or go."""
    moved: Percent | None = None
    """People who would leave a school for another one."""
    grades: Percent | None = None
    """Students whose grade would change."""
    roles_lost: Percent | None = None
    """People who would lose a realm role."""
    roles_gained: Percent | None = None
    """People who would gain a realm role that others have already."""
    applications_lost: Percent | None = None
    """People who would lose an application."""
    applications_gained: Percent | None = None
    """People who would gain an application that others have already."""
    classes_removed: Percent | None = None
    """Classes that would be removed though their term is not over."""
    enrollments_removed: Percent | None = None
    """Enrollments that would be removed though the term of their class is not over; only of the whole district."""
    enrollments_changed: Percent | None = None
    """Enrollments that would be of another person or class than before; only of the whole district."""


class Season(Settings):
    """The limits of a part of the year."""

    district: Limits = Limits()
    """Of the whole district."""
    campus: Limits = Limits()
    """Of any one campus."""

    @field_validator("campus")
    @classmethod
    def _has_no_enrollments(cls, campus: Limits) -> Limits:
        ignored = [name for name in OF_DISTRICT_ONLY if getattr(campus, name) is not None]
        if ignored:
            raise ValueError(
                f"{' and '.join(ignored)} cannot be limited for each campus, because Keycloak does not say of "
                "enrollments at which school they are: name it under `district`"
            )
        return campus


class Guard(Settings):
    """A roster run that would change more than this changes nothing."""

    at_least: int = Field(default=25, ge=0)
    """This many changes of a kind are always allowed, however small the district is."""
    campus_at_least: int = Field(default=10, ge=0)
    """This many changes of a kind are always allowed at a campus, however small it is."""
    in_term: Season = Season()
    """On every day that is not in a summer of `calendar`."""
    in_summer: Season = Season()
    """In the summers of `calendar`."""
    purge_percent: Percent = 15.0
    """Share of all accounts of the roster that `sync purge` may delete at once; `at_least` holds for it too."""

    def limit(self, name: LimitName, scope: Scope, *, summer: bool) -> float:
        """A limit in percent."""
        season = self.in_summer if summer else self.in_term
        named: float | None = getattr(getattr(season, scope), name)
        if named is not None:
            return named
        default: float = getattr(getattr(_IN_SUMMER if summer else _IN_TERM, scope), name)
        return default


_IN_TERM = Season(
    district=Limits(
        new=10,
        disabled=2,
        returned=2,
        renamed=2,
        usernames=1,
        emails=2,
        moved=2,
        grades=3,
        roles_lost=2,
        roles_gained=2,
        applications_lost=3,
        applications_gained=3,
        classes_removed=10,
        enrollments_removed=15,
        enrollments_changed=5,
    ),
    campus=Limits(
        new=30,
        disabled=10,
        returned=10,
        renamed=10,
        usernames=5,
        emails=10,
        moved=15,
        grades=15,
        roles_lost=10,
        roles_gained=10,
        applications_lost=15,
        applications_gained=15,
        classes_removed=30,
    ),
)
_IN_SUMMER = Season(
    district=Limits(
        new=60,
        disabled=20,
        returned=30,
        renamed=5,
        usernames=5,
        emails=5,
        moved=40,
        grades=100,
        roles_lost=10,
        roles_gained=10,
        applications_lost=30,
        applications_gained=40,
        classes_removed=100,
        enrollments_removed=100,
        enrollments_changed=50,
    ),
    campus=Limits(
        new=100,
        disabled=50,
        returned=70,
        renamed=20,
        usernames=20,
        emails=20,
        moved=70,
        grades=100,
        roles_lost=30,
        roles_gained=30,
        applications_lost=70,
        applications_gained=80,
        classes_removed=100,
    ),
)
