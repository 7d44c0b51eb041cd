"""From the endpoint's answer to a sheet: people into their classes, and those who got no badge onto the covers."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from admin_api.badges import Issue, IssuedBadge
from admin_api.recipients import Recipient, Refused
from badge_tool.cover import Missing
from badge_tool.fonts import typeface
from badge_tool.layouts import Badge, Look
from badge_tool.names import by_name, writable
from badge_tool.pictures import PhotoFolder
from badge_tool.sheet import ClassBadges, Sheet
from settings.grades import GRADES

Order = Literal["class", "grade", "name"]


class Place(NamedTuple):
    """Where a badge is handed out.

    Attributes:
        campus: code of the school; empty where it is not known.
        class_sourced_id: of the class; None for people without one and for employees.
        title: of the class, or the kind of employee; may be empty.
        grade: grade code; None for employees, and where it is not known.
    """

    campus: str
    class_sourced_id: str | None
    title: str
    grade: str | None


@dataclass(frozen=True)
class Arrangement:
    """How the badges of a sheet are arranged.

    Attributes:
        printed: the date that covers name.
        expires: last day on which the badges work.
        order: what has a cover, and begins on a new page: each class, each grade, or all by name.
        cover: whether there are covers.
        title: of the cover where there is one for all.
        rules: what the district's policy adds to what covers say.
    """

    printed: date
    expires: date | None = None
    order: Order = "class"
    cover: bool = True
    title: str = ""
    rules: tuple[str, ...] = ()


def sheet_of(
    issue: Issue,
    look: Look,
    arrangement: Arrangement,
    *,
    places: Mapping[str, Place] | None = None,
    photos: PhotoFolder | None = None,
) -> Sheet:
    """Lay out what was issued.

    Args:
        issue: the answer of the endpoint.
        look: name and colour of the district, language.
        arrangement: order and covers.
        places: where people belong, by sourcedId; of those who are not in it the answer says so.
        photos: where photos of people are.
    """
    known = places or {}
    groups: dict[Hashable, _Group] = {}
    for badge in issue.issued:
        place = known.get(badge.sourced_id) or _place(badge, badge.grade)
        group = groups.setdefault(_key(place, arrangement.order), _Group())
        group.places.append(place)
        group.badges.append(_badge(badge, place, photos))
    for refused in sorted(issue.refused, key=lambda one: by_name(one.first_name, one.last_name, one.sourced_id)):
        place = known.get(refused.sourced_id) or _place(refused)
        found = _cover_for(place, arrangement.order, groups)
        if found:
            found.missing.append(_missing(refused))
    classes = tuple(group.printed(look, arrangement) for group in _in_order(groups, arrangement.order))
    return Sheet(look, classes, arrangement.printed, arrangement.expires, arrangement.cover, arrangement.rules)


@dataclass(frozen=True)
class _Group:
    """What has one cover."""

    places: list[Place] = field(default_factory=list)
    badges: list[Badge] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)

    def printed(self, look: Look, arrangement: Arrangement) -> ClassBadges:
        campuses = {place.campus for place in self.places}
        return ClassBadges(
            self._title(look, arrangement),
            tuple(self.badges),
            tuple(self.missing),
            campuses.pop() if len(campuses) == 1 else "",
        )

    def _title(self, look: Look, arrangement: Arrangement) -> str:
        place = self.places[0]
        titles = {
            "class": place.title or place.class_sourced_id or "",
            "grade": look.words.grade_name(place.grade),
            "name": "",
        }
        return titles[arrangement.order] or arrangement.title


def _key(place: Place, order: Order) -> Hashable:
    return {"class": (place.campus, place.class_sourced_id, place.title), "grade": place.grade, "name": None}[order]


def _cover_for(place: Place, order: Order, groups: Mapping[Hashable, _Group]) -> _Group | None:
    """Where somebody stands who got no badge: with the own class or grade, on the first cover if that is not known.

    None for somebody of a class or grade in which nobody has a badge: nobody holds a sheet of it.
    """
    own = groups.get(_key(place, order))
    belongs = place.class_sourced_id or place.title if order == "class" else place.grade
    return own or (None if belongs else next(iter(groups.values()), None))


def _in_order(groups: Mapping[Hashable, _Group], order: Order) -> Iterable[_Group]:
    """As they were issued; grades from the lowest up, and those without one at the end."""
    if order != "grade":
        return groups.values()
    position = {grade: number for number, grade in enumerate(GRADES)}
    return (groups[grade] for grade in sorted(groups, key=lambda grade: position.get(str(grade), len(position))))


def _place(person: Recipient | Refused, grade: str | None = None) -> Place:
    return Place("", person.class_sourced_id, person.class_title or "", grade)


def _missing(refused: Refused) -> Missing:
    name = writable(refused.first_name, refused.last_name, refused.sourced_id, typeface())
    return Missing(" ".join(part for part in name if part) or refused.sourced_id, refused.error)


def _badge(badge: IssuedBadge, place: Place, photos: PhotoFolder | None) -> Badge:
    return Badge(
        code=badge.code,
        first_name=badge.first_name,
        last_name=badge.last_name,
        grade=badge.grade,
        class_title=place.title or place.class_sourced_id or "",
        username=badge.username,
        photo=photos.of(badge.sourced_id) if photos else None,
        picture=badge.picture,
        pin=badge.pin,
    )
