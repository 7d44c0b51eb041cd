"""What a command tells on standard error besides its answer."""

from __future__ import annotations

import click

from realm.check import people_in_files
from realm.merge import RealmModel


def say_what_is_passed_over(model: RealmModel) -> None:
    """Tell that people in the files are left alone."""
    people = people_in_files(model)
    if people:
        click.echo(
            f"homeroom: the files hold {people} people; people are the roster's, so they are left alone", err=True
        )
