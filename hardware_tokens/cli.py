"""`homeroom totp`: hardware tokens for employees without a phone."""

from __future__ import annotations

import click

from hardware_tokens.commands.check import check
from hardware_tokens.commands.import_tokens import import_tokens


@click.group()
def totp() -> None:
    """Hardware tokens that show one-time codes: check and import them."""


for _command in (check, import_tokens):
    totp.add_command(_command)
