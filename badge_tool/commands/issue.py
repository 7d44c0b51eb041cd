"""`homeroom badges issue`: codes for card printers and programs that draw badges of their own."""

from __future__ import annotations

import click
from rich.console import Console
from rich.table import Table

from admin_api import AdminConnection, BadgeApi
from admin_api.badges import Issue, IssuedBadge
from badge_tool.commands.outcome import finish
from badge_tool.commands.whom import asked, class_option, person_option
from badge_tool.issue import issue_badges
from settings import DistrictFolder
from settings.command import district_option, json_option, print_json


@click.command()
@person_option
@class_option
@json_option
@district_option
@click.pass_context
def issue(
    context: click.Context, folder: DistrictFolder, people: tuple[str, ...], classes: tuple[str, ...], as_json: bool
) -> None:
    """Issue badges and show their codes, this once.

    For card printers and programs that draw badges of their own: the codes are kept nowhere, and the older badges of
    the same people stop working when the codes have been shown.
    """
    wanted = asked(people, classes)

    def show(answer: Issue) -> None:
        if as_json:
            print_json([_document(badge) for badge in answer.issued])
        else:
            _show_codes(answer)

    district = folder.district
    with AdminConnection.of_account(folder.deployment.keycloak) as connection:
        issued = issue_badges(BadgeApi(connection, district.realm), wanted, show, expires=district.badges.expires)
    finish(context, {*people, *classes}, issued.refused)


def _document(badge: IssuedBadge) -> dict[str, str | None]:
    return {
        "sourcedId": badge.sourced_id,
        "userId": badge.user_id,
        "credentialId": badge.credential_id,
        "code": badge.code,
        "username": badge.username,
        "firstName": badge.first_name,
        "lastName": badge.last_name,
        "grade": badge.grade,
        "class": badge.class_sourced_id,
        "picture": badge.picture,
        "pin": badge.pin,
    }


def _show_codes(issue: Issue) -> None:
    """A table with the codes: there is no second chance to see them, and without one the person has no badge."""
    table = Table("Person", "Name", "Grade", "Code")
    for badge in issue.issued:
        table.add_row(badge.sourced_id, f"{badge.first_name} {badge.last_name}", badge.grade or "", badge.code)
    Console().print(table, soft_wrap=True)
