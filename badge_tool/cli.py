"""`homeroom badges`: issue, print and void badges."""

from __future__ import annotations

import click

from badge_tool.commands.cards import cards
from badge_tool.commands.expire import expire
from badge_tool.commands.issue import issue
from badge_tool.commands.letters import letters
from badge_tool.commands.print import print_sheet
from badge_tool.commands.sets import sets
from badge_tool.commands.void import void


@click.group()
def badges() -> None:
    """QR badges, credential cards and claim letters: issue, print and void them."""


for _command in (cards, expire, issue, letters, print_sheet, sets, void):
    badges.add_command(_command)
