"""From the endpoint's answer to a sheet: people into their classes, and those who got no badge onto the cover."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from admin_api.badges import Issue, IssuedBadge
from badge_tool.cover import Missing
from badge_tool.layouts import Badge, Look
from badge_tool.pictures import PhotoFolder
from badge_tool.sheet import ClassBadges, Sheet


def sheet_of(
    issue: Issue,
    look: Look,
    *,
    printed: date,
    expires: date | None = None,
    cover: bool = True,
    names: Mapping[str, str] | None = None,
    photos: PhotoFolder | None = None,
) -> Sheet:
    """Lay out what was issued, a part for each class.

    Args:
        issue: the answer of the endpoint.
        look: name and colour of the district, language.
        printed: the date that the cover names.
        expires: last day on which the badges work.
        cover: whether each class has a cover page.
        names: names of people by sourcedId, for the list of those who got none.
        photos: where photos of people are.
    """
    name_of = names or {}
    by_class: dict[tuple[str | None, str | None], list[IssuedBadge]] = {}
    for badge in issue.issued:
        by_class.setdefault((badge.class_sourced_id, badge.class_title), []).append(badge)
    missing = tuple(Missing(name_of.get(one.sourced_id, one.sourced_id), one.error) for one in issue.refused)
    classes: list[ClassBadges] = []
    for (sourced_id, class_title), badges in by_class.items():
        title = class_title or sourced_id or ""
        # The endpoint does not say whose class a refused person is in: all of them stand on the first cover.
        classes.append(
            ClassBadges(title, tuple(_badge(one, title, photos) for one in badges), () if classes else missing)
        )
    return Sheet(look, tuple(classes), printed, expires, cover)


def _badge(badge: IssuedBadge, class_title: str, photos: PhotoFolder | None) -> Badge:
    return Badge(
        code=badge.code,
        first_name=badge.first_name,
        last_name=badge.last_name,
        grade=badge.grade,
        class_title=class_title,
        username=badge.username,
        photo=photos.of(badge.sourced_id) if photos else None,
        picture=badge.picture,
        pin=badge.pin,
    )
