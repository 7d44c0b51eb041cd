"""The options that say for whom, the same for every command that prints."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar

import click

from badge_tool.asked import Asked
from badge_tool.selection import Selection
from settings.grades import GradeSet

Command = TypeVar("Command", bound=Callable[..., Any])


def _grades(_context: click.Context, _parameter: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    try:
        return tuple(GradeSet.parse(",".join(given))) if given else ()
    except ValueError as failure:
        raise click.BadParameter(str(failure)) from None


person_option = click.option(
    "--person", "people", multiple=True, metavar="ID", help="sourcedId of a person; repeatable."
)
class_option = click.option("--class", "classes", multiple=True, metavar="ID", help="sourcedId of a class; repeatable.")
_OPTIONS = (
    person_option,
    class_option,
    click.option("--campus", "schools", multiple=True, metavar="CODE", help="Everybody of a school; repeatable."),
    click.option(
        "--grade",
        "grades",
        multiple=True,
        metavar="GRADE",
        callback=_grades,
        help="Only this grade, such as KG, or these: PR-02; repeatable.",
    ),
    click.option("--staff", is_flag=True, help="Employees in place of students."),
    click.option("--employee-type", "employee_types", multiple=True, metavar="TYPE", help="Only these; repeatable."),
    click.option("--special-ed/--no-special-ed", help="Only students with the special-ed mark."),
    click.option("--without-badge/--no-without-badge", help="Only people who have no badge that works."),
)


def selection_options(command: Command) -> Callable[..., Any]:
    """Give a command the options that choose people; they arrive together as `selection`, a Selection."""

    @functools.wraps(command)
    def with_selection(
        *,
        people: tuple[str, ...],
        classes: tuple[str, ...],
        schools: tuple[str, ...],
        grades: tuple[str, ...],
        staff: bool,
        employee_types: tuple[str, ...],
        special_ed: bool,
        without_badge: bool,
        **others: Any,
    ) -> Any:
        selection = Selection(
            people, classes, schools, grades, staff or bool(employee_types), employee_types, special_ed, without_badge
        )
        if selection.is_filter and people:
            raise click.UsageError(
                "--person names people; leave it out where they are chosen by --campus and the like."
            )
        return command(selection=selection, **others)

    for option in reversed(_OPTIONS):
        with_selection = option(with_selection)
    return with_selection


def asked(people: tuple[str, ...], classes: tuple[str, ...]) -> Asked:
    """For whom badges are asked. Raises UsageError unless it is for people or for classes."""
    try:
        return Asked(tuple(dict.fromkeys(people)), tuple(dict.fromkeys(classes)))
    except ValueError:
        raise click.UsageError("Say for whom: --person or --class, not both.") from None
