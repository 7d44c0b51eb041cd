"""Whom badges are printed for: what is asked, and who is found."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from admin_api.badge_people import BadgePerson, PeopleFilter
from admin_api.recipients import Refused
from badge_tool.class_sheets import Place
from settings.badge_sets import BadgeSet


@dataclass(frozen=True)
class Selection:
    """Whom a command is for; what is empty or False admits everybody.

    Attributes:
        people: sourcedIds of people who are named one by one; they exclude whatever else chooses.
        classes: sourcedIds of classes.
        schools: codes of schools.
        grades: grade codes.
        staff: employees in place of students.
        employee_types: as the roster has them.
        special_ed: only students with the special-ed mark.
        without_badge: only people who have no badge that works.
    """

    people: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    staff: bool = False
    employee_types: tuple[str, ...] = ()
    special_ed: bool = False
    without_badge: bool = False

    @classmethod
    def of_set(cls, parameters: BadgeSet) -> Selection:
        """Whom a saved set chooses."""
        return cls(
            classes=tuple(dict.fromkeys(parameters.classes)),
            schools=tuple(parameters.campuses),
            grades=tuple(parameters.grades or ()),
            staff=parameters.kind == "staff",
            employee_types=tuple(parameters.employee_types),
            special_ed=parameters.special_ed,
            without_badge=parameters.without_badge,
        )

    @property
    def is_filter(self) -> bool:
        """Whether people have to be looked up, because more than people and classes is said."""
        return bool(
            self.schools or self.grades or self.staff or self.employee_types or self.special_ed or self.without_badge
        )

    @property
    def wanted(self) -> PeopleFilter:
        """The same as a question to Keycloak."""
        return PeopleFilter(
            "staff" if self.staff else "student",
            self.schools,
            self.grades,
            self.classes,
            self.employee_types,
            self.special_ed or None,
            self.without_badge,
        )


@dataclass(frozen=True, slots=True)
class Chosen:
    """Somebody who was found; little enough that a million of them fit into memory.

    Attributes:
        sourced_id: the roster's id.
        place: where a badge would be handed out.
        refused: why the person may have none; None for everybody else.
    """

    sourced_id: str
    place: Place
    refused: Refused | None = None


def chosen(people: Iterable[BadgePerson], schools: Sequence[str] = ()) -> list[Chosen]:
    """People with their places.

    Somebody of several schools belongs to the first of those that were asked for, and a class to the school of most of
    its students.

    Args:
        people: as Keycloak lists them.
        schools: codes of the schools that were asked for; empty for all.
    """
    asked = frozenset(schools)
    places: dict[Place, Place] = {}
    found: list[Chosen] = []
    campuses_of: defaultdict[str | None, Counter[str]] = defaultdict(Counter)
    for person in people:
        place = _place(person, asked)
        campuses_of[place.class_sourced_id][place.campus] += 1
        found.append(Chosen(person.sourced_id, places.setdefault(place, place), _refused(person)))
    campus_of = {school_class: _most(campuses) for school_class, campuses in campuses_of.items() if school_class}
    return [
        one
        if campus_of.get(one.place.class_sourced_id or "", one.place.campus) == one.place.campus
        else replace(one, place=one.place._replace(campus=campus_of[one.place.class_sourced_id or ""]))
        for one in found
    ]


def _place(person: BadgePerson, asked: frozenset[str]) -> Place:
    schools = [code for code in person.schools if code in asked] or person.schools or ("",)
    title = person.class_title if person.kind == "student" else person.employee_type
    return Place(schools[0], person.class_sourced_id, title or "", person.grade)


def _most(campuses: Counter[str]) -> str:
    return min(campuses, key=lambda campus: (-campuses[campus], campus))


def _refused(person: BadgePerson) -> Refused | None:
    if person.refusal is None:
        return None
    return Refused(
        person.sourced_id,
        person.refusal,
        person.first_name,
        person.last_name,
        person.class_sourced_id,
        person.class_title,
    )
