"""`badges` of `district.yaml`: who signs in with a badge, where and when."""

from __future__ import annotations

import re
from datetime import date
from ipaddress import ip_network
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field, model_validator
from pydantic.config import JsonDict

from settings.grades import GRADES, GradeSet, GradeSetting
from settings.model import Settings

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_TIME = r"(?:[01]\d|2[0-3]):[0-5]\d|24:00"
_HOURS = re.compile(rf"(?P<days>\S.*?) +(?P<first>{_TIME})-(?P<last>{_TIME})")


def _network(text: str) -> str:
    try:
        return str(ip_network(text))
    except ValueError as failure:
        raise ValueError(f"{failure}; networks are written like 10.20.0.0/16 or 2001:db8::/32") from None


def _hours(text: str) -> str:
    found = _HOURS.fullmatch(text.strip())
    if not found:
        raise ValueError(
            f"{text!r} is not days and hours; they are written like Mon-Fri 07:00-17:30 or Mon Wed 08:00-12:00"
        )
    days = found["days"].split()
    for span in days:
        _check_days(span)
    if found["last"] <= found["first"]:
        raise ValueError(f"{found['last']} is not after {found['first']}; hours over midnight are two entries")
    return f"{' '.join(days)} {found['first']}-{found['last']}"


def _check_days(span: str) -> None:
    for day in span.split("-", 1):
        if day not in _DAYS:
            raise ValueError(f"{day!r} is not a day; days are {', '.join(_DAYS)}")
    first, _, last = span.partition("-")
    if last and _DAYS.index(last) < _DAYS.index(first):
        raise ValueError(f"the days {span!r} run backwards; a week begins on Mon")


_EVERY_GRADE = GradeSet(frozenset(GRADES))
School = Annotated[str, Field(pattern=r"^[^,\s]+$", description="Code of a school, as in `/schools/<code>`")]
Network = Annotated[str, AfterValidator(_network), Field(description="A network: `10.20.0.0/16` or `2001:db8::/32`")]
Hours = Annotated[str, AfterValidator(_hours), Field(description="Days and hours: `Mon-Fri 07:00-17:30`")]


def _or_a_word(schema: JsonDict) -> None:
    mapping = dict(schema)
    schema.clear()
    schema["anyOf"] = [{"enum": ["none", "picture", "pin"]}, mapping]


class SecondSteps(Settings):
    """What follows a badge, by grades; in grades that are not named nothing does. One word means all grades."""

    model_config = ConfigDict(json_schema_extra=_or_a_word)

    picture: GradeSetting | None = None
    """Grades that are asked for the pupil's own picture, out of twelve."""
    pin: GradeSetting | None = None
    """Grades that are asked for four digits."""

    @model_validator(mode="before")
    @classmethod
    def _for_all(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if value not in ("none", "picture", "pin"):
            raise ValueError(f"{value!r} is not a second step; say none, picture or pin, or which grades have which")
        return {} if value == "none" else {value: _EVERY_GRADE}

    @model_validator(mode="after")
    def _one_each(self) -> SecondSteps:
        both = [grade for grade in self.picture or () if grade in (self.pin or ())]
        if both:
            raise ValueError(f"{', '.join(both)} cannot be asked for a picture and a pin; name each grade once")
        return self

    def asked_for(self, step: Literal["picture", "pin"]) -> str:
        """The grades that are asked for a step, as the realm keeps them: comma-separated, `*` for everybody."""
        grades = self.picture if step == "picture" else self.pin
        return "*" if grades == _EVERY_GRADE else str(grades or "")


class BadgePolicy(Settings):
    """Who may sign in with a badge, where and when."""

    grades: GradeSetting = GradeSet.parse("PR-05")
    special_ed: bool = True
    """Students with the special-ed mark may, whatever their grade."""
    staff: bool = False
    """Employees may use one in place of user name and password; the authenticator app is asked for all the same."""
    campuses: list[School] = Field(default_factory=list)
    """Only people of these schools may; empty: of all."""
    networks: list[Network] = Field(default_factory=list)
    """Badges sign in from these networks only, by the address that Keycloak sees; empty: from everywhere."""
    hours: list[Hours] = Field(default_factory=list)
    """Badges sign in at these hours only, by the clocks of `time_zone`; empty: always."""
    second_step: SecondSteps = SecondSteps()
    """What students are asked for after the badge: `none`, `picture` or `pin`, or by grades
    `{picture: PR-02, pin: 03-05}`. Employees are asked for a one-time code anyhow."""
    privacy: Literal["full", "first-name-and-initial"] = "full"
    """What badges show of a name: all of it, or of the last name the first letter alone. Checklists, which stay with
    the teacher, have it whole."""
    expires: date | None = None
    """Last day on which badges work, mostly the last day of school."""
