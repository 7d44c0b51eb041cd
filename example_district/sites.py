"""Where people are: the campuses and the district office, and how many belong to each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

SMALLEST_DISTRICT = 100
_SMALLEST_CAMPUS = 120
_OFFICE_OF_TEN_CAMPUSES = 24


class Level(Enum):
    """What kind of school a campus is; the value ends its name."""

    ELEMENTARY = "Elementary School"
    MIDDLE = "Middle School"
    HIGH = "High School"


@dataclass(frozen=True)
class Campus:
    """A school.

    Attributes:
        number: counted from 1.
        level: kind of school.
        people: how many students and employees have their home here.
    """

    number: int
    level: Level
    people: int

    @property
    def sourced_id(self) -> str:
        """`cv01`; ids of everything at the campus begin with it."""
        return f"cv{self.number:02d}"

    @property
    def code(self) -> str:
        """The district's own code, `CV01`."""
        return f"CV{self.number:02d}"

    @property
    def name(self) -> str:
        """Such as `Cedar Creek Elementary School`; no two of the first 1,225 campuses share one."""
        first = _FIRST[(self.number - 1) % len(_FIRST)]
        second = _SECOND[(self.number - 1 + (self.number - 1) // len(_FIRST)) % len(_SECOND)]
        return f"{first} {second} {self.level.value}"


@dataclass(frozen=True)
class DistrictOffice:
    """The part of the district office that serves ten campuses.

    Attributes:
        number: counted from 0.
        people: how many work there.
    """

    number: int
    people: int


DISTRICT_SOURCED_ID = "cv00"
DISTRICT_CODE = "CV00"

_TEN_CAMPUSES = (
    (Level.ELEMENTARY, 640),
    (Level.MIDDLE, 820),
    (Level.HIGH, 1010),
    (Level.ELEMENTARY, 700),
    (Level.ELEMENTARY, 790),
    (Level.MIDDLE, 940),
    (Level.ELEMENTARY, 715),
    (Level.HIGH, 1250),
    (Level.ELEMENTARY, 610),
    (Level.ELEMENTARY, 835),
)

_FIRST = (
    "Cedar", "Oak", "Willow", "Pecan", "Juniper", "Maple", "Elm", "Cypress", "Sycamore", "Hickory", "Prairie",
    "River", "Canyon", "Mesa", "Summit", "Meadow", "Harbor", "Stone", "Copper", "Silver", "Golden", "Red", "Blue",
    "Falcon", "Heron", "Quail", "Bison", "Fox", "Sunrise", "Twin", "Liberty", "Pioneer", "Mission", "Frontier",
    "Bluebonnet",
)  # fmt: skip
_SECOND = (
    "Creek", "Ridge", "Grove", "Springs", "Hills", "Park", "Bend", "Trail", "Crossing", "Point", "Valley", "Lake",
    "Glen", "Heights", "Hollow", "Bluff", "Field", "Landing", "Pass", "Run", "Brook", "Terrace", "Knoll", "Vista",
    "Branch", "Fork", "Shores", "Gate", "Bridge", "Mill", "Orchard", "Plains", "Reach", "Rock", "Haven",
)  # fmt: skip


def sites(people: int) -> Iterator[Campus | DistrictOffice]:
    """Lay out a district of exactly `people` people.

    A larger district has the same campuses and more; only the last one of the smaller may differ in size.
    10 campuses hold 8,334 people, so 50,000 make 60 campuses.

    Raises:
        ValueError: there are fewer than 100 people.
    """
    if people < SMALLEST_DISTRICT:
        raise ValueError(f"a district needs at least {SMALLEST_DISTRICT} people, not {people}")
    number = 0
    while people:
        block, place = divmod(number, len(_TEN_CAMPUSES))
        if place == 0:
            office = min(_OFFICE_OF_TEN_CAMPUSES, people // 20)
            yield DistrictOffice(block, office)
            people -= office
        level, full = _TEN_CAMPUSES[place]
        number += 1
        size = full if people - full >= _SMALLEST_CAMPUS else people
        yield Campus(number, level, size)
        people -= size
