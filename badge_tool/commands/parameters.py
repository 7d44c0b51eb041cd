"""The options of `homeroom badges print` that a set can hold, together with `--set`."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource
from pydantic import ValidationError

from badge_tool.commands.logo import logo_option
from badge_tool.commands.whom import selection_options
from badge_tool.layouts import LAYOUTS
from badge_tool.selection import Selection
from badge_tool.set_file import SetFile
from settings import DistrictFolder
from settings.badge_sets import BadgeSet
from settings.grades import GradeSet

Command = TypeVar("Command", bound=Callable[..., Any])
_FIELDS = {"schools": "campuses"} | {
    name: name
    for name in (
        "grades", "classes", "employee_types", "special_ed", "without_badge",
        "layout", "order", "each", "cover", "checklist_apart", "photos", "logo",
    )
}  # fmt: skip
"""Of a set, by the options that say the same."""
_OPTIONS = (
    click.option(
        "--layout",
        type=click.Choice(list(LAYOUTS)),
        default=BadgeSet().layout,
        show_default=True,
        help="How the badges are laid out.",
    ),
    click.option(
        "--order",
        type=click.Choice(["class", "grade", "name"]),
        default="class",
        show_default=True,
        help="What begins on a new page, with a checklist: each class, each grade, or all by name.",
    ),
    click.option(
        "--each",
        type=click.Choice(["none", "class", "campus"]),
        default="none",
        show_default=True,
        help="A PDF for each class or campus, into the folder that --out names; none: one PDF for all.",
    ),
    click.option("--cover/--no-cover", default=True, show_default=True, help="Checklists, one before each class."),
    click.option(
        "--checklist-apart/--no-checklist-apart",
        help="The checklists in a PDF of their own, FILE-checklist.pdf; for --layout id-card they always are.",
    ),
    click.option(
        "--photos",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="Photos for layouts that have room for one, in files named by sourcedId: 4711.jpg.",
    ),
    logo_option,
    click.option(
        "--set", "set_name", metavar="NAME", help="Print with the parameters saved under this name; other options win."
    ),
)


@dataclass(frozen=True)
class Parameters:
    """For whom, and how.

    Attributes:
        selection: for whom.
        how: everything else.
    """

    selection: Selection
    how: BadgeSet


def parameter_options(command: Command) -> Callable[..., Any]:
    """Give a command these options; they arrive together as `parameters`, the set's under those of the command line."""

    @functools.wraps(command)
    def with_parameters(*, folder: DistrictFolder, selection: Selection, set_name: str | None, **others: Any) -> Any:
        given = _given(click.get_current_context(), folder)
        saved = SetFile.of(folder).named(set_name) if set_name else BadgeSet()
        how = _merged(saved, given)
        whom = selection if selection.people else Selection.of_set(how)
        rest = {name: value for name, value in others.items() if name not in _FIELDS}
        return command(folder=folder, parameters=Parameters(whom, how), **rest)

    for option in reversed(_OPTIONS):
        with_parameters = option(with_parameters)
    return selection_options(with_parameters)


def _given(context: click.Context, folder: DistrictFolder) -> dict[str, Any]:
    """What was said on the command line, in the terms of a set."""
    values = {
        name: value
        for name, value in context.params.items()
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE
    }
    given = {field: _written(values[option], folder) for option, field in _FIELDS.items() if option in values}
    if "grades" in given:
        given["grades"] = GradeSet(frozenset(given["grades"]))
    if values.get("staff") or values.get("employee_types"):
        given["kind"] = "staff"
    return given


def _written(value: Any, folder: DistrictFolder) -> Any:
    """A value as a set has it: paths from the district folder, so that they can be read from anywhere."""
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, Path):
        path = value.absolute()
        return str(path.relative_to(folder.path) if path.is_relative_to(folder.path) else path)
    return value


def _merged(saved: BadgeSet, given: Mapping[str, Any]) -> BadgeSet:
    try:
        return BadgeSet.model_validate({**dict(saved), **given})
    except ValidationError as failure:
        messages = [error["msg"].removeprefix("Value error, ") for error in failure.errors(include_url=False)]
        raise click.UsageError("; ".join(messages)) from None
