"""Badges of a class as a PDF that goes to the browser instead of to a disk."""

from __future__ import annotations

from admin_api import AdminConnection, BadgeApi, MyClass
from admin_api.badges import Issue
from badge_tool.class_sheets import sheet_of
from badge_tool.issue import Asked, issue_badges
from badge_tool.layouts import Layout, Look
from badge_tool.sheet import render
from badge_tool.words import Words
from desk.site import Site


def print_class(connection: AdminConnection, site: Site, one: MyClass, layout: Layout, words: Words) -> bytes:
    """Issue badges for a class, draw them all, and only then make them work.

    Args:
        connection: with the powers of the teacher who asks.
        site: whose district's name, colour and policy the sheet has.
        one: the class.
        layout: how the badges are laid out.
        words: language of the sheet.

    Raises:
        NobodyError: nobody in the class may have a badge.
        NotActivatedError: Keycloak did not confirm that the badges work.
        AdminApiError: Keycloak refuses or does not answer; nothing has changed.
    """
    district = site.district
    look = Look(district.name, district.branding.color, words, accent=district.branding.accent)
    names = {pupil.sourced_id: pupil.name for pupil in one.students}
    drawn: list[bytes] = []

    def draw(issue: Issue) -> None:
        sheet = sheet_of(
            issue,
            look,
            printed=site.today(),
            expires=district.badges.expires,
            names=names,
        )
        drawn.append(render(sheet, layout))

    issue_badges(
        BadgeApi(connection, district.realm), Asked(classes=(one.sourced_id,)), draw, expires=district.badges.expires
    )
    return drawn[0]
