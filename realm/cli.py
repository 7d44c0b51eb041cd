"""`homeroom realm`: the district's realm from its files."""

from __future__ import annotations

import click

from realm.commands.apply import apply
from realm.commands.audit import audit
from realm.commands.drift import drift
from realm.commands.export import export
from realm.commands.plan import plan
from realm.commands.validate import validate


@click.group()
def realm() -> None:
    """Keep the whole realm in git."""


for _command in (validate, plan, apply, drift, export, audit):
    realm.add_command(_command)
