"""`homeroom badges expire`: another last day for badges that work."""

from __future__ import annotations

from datetime import date, datetime

import click
import structlog

from admin_api import AdminConnection, BadgeApi
from admin_api.badge_people import BadgePeopleApi
from badge_tool.commands.whom import selection_options
from badge_tool.issue import LARGEST_CALL
from badge_tool.look_of import today
from badge_tool.selection import Selection
from badge_tool.words import words_in
from settings import District, DistrictFolder
from settings.command import district_option, json_option, print_json

_log = structlog.get_logger("badges")


@click.command()
@selection_options
@click.option(
    "--last-day",
    type=click.DateTime(["%Y-%m-%d"]),
    required=True,
    metavar="YYYY-MM-DD",
    help="The last day on which the badges work: today, or later.",
)
@json_option
@district_option
def expire(folder: DistrictFolder, selection: Selection, last_day: datetime, as_json: bool) -> None:
    """Give badges another last day, without printing them anew.

    For those who leave earlier or stay longer. Badges of nobody else change, and none that has run out or is void.
    """
    district = folder.district
    day = _checked(last_day.date(), selection, district)
    with AdminConnection.of_account(folder.deployment.keycloak) as connection:
        people = _people(BadgePeopleApi(connection, district.realm), selection)
        api = BadgeApi(connection, district.realm)
        expired = sum(
            api.expire(people[start : start + LARGEST_CALL], day.isoformat())
            for start in range(0, len(people), LARGEST_CALL)
        )
    _log.info("badges have another last day", badges=expired, last_day=day.isoformat())
    if as_json:
        print_json({"expired": expired})
    else:
        words = words_in("en")
        click.echo(f"{words.count(expired)} changed; the last day is {words.day(day)}.")


def _checked(day: date, selection: Selection, district: District) -> date:
    if not (selection.is_filter or selection.people or selection.classes):
        raise click.UsageError("Say for whom: --person, --class, --campus, --grade or --staff.")
    if selection.people and selection.classes:
        raise click.UsageError("Say for whom: --person or --class, not both.")
    if day < today(district):
        raise click.UsageError("--last-day is over; homeroom badges void makes badges worthless at once.")
    end = district.badges.expires
    if end and day > end:
        raise click.UsageError(
            f"--last-day is after {end}, the last day of all badges (badges.expires of district.yaml)."
        )
    return day


def _people(api: BadgePeopleApi, selection: Selection) -> tuple[str, ...]:
    """Who is named, or who is found and has a badge that works."""
    if selection.people:
        return tuple(dict.fromkeys(selection.people))
    found = api.people(selection.wanted)
    return tuple(person.sourced_id for person in found if person.badge and person.badge.state == "active")
