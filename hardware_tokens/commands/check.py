"""`homeroom totp check`: does a token in the hand belong to a row of the vendor's file?"""

from __future__ import annotations

import time
from pathlib import Path

import click

from hardware_tokens.commands.seed_file import seed_file
from hardware_tokens.errors import TokenError
from hardware_tokens.seeds import Encoding, Token, read_tokens
from settings.command import json_option, print_json
from settings.exit_code import ExitCode

_FAR = 20
"""Intervals to either side in which the code is looked for: clocks of old tokens are minutes off."""
_TAKEN = 1
"""Intervals to either side that Keycloak takes (`otpPolicyLookAheadWindow`)."""


class UnknownTokenError(TokenError):
    """The vendor's file does not have the token."""

    exit_code = ExitCode.REJECTED


@click.command()
@seed_file
@click.option("--serial", metavar="NUMBER", help="The token whose code is checked.")
@click.option("--code", metavar="DIGITS", help="What that token shows now.")
@json_option
@click.pass_context
def check(
    context: click.Context,
    seeds: Path,
    encoding: Encoding | None,
    serial: str | None,
    code: str | None,
    as_json: bool,
) -> None:
    """Read a vendor's FILE, and compare what one of its tokens shows."""
    if (serial is None) != (code is None):
        raise click.UsageError("--serial and --code belong together.")
    tokens = read_tokens(seeds, encoding)
    if serial is None or code is None:
        _say(as_json, {"tokens": len(tokens)}, f"{len(tokens)} tokens, all of them usable.")
        return
    if serial not in tokens:
        raise UnknownTokenError(f"{seeds}: has no token {serial}")
    off = drift(tokens[serial], code, time.time())
    _say(as_json, {"serial": serial, "drift": off}, _sentence(tokens[serial], off))
    if off is None or abs(off) > _TAKEN:
        context.exit(ExitCode.REJECTED)


def drift(token: Token, code: str, now: float) -> int | None:
    """How many intervals a token's clock is ahead of ours; None if the code is not one of its codes of these minutes.

    Args:
        token: whose code it should be.
        code: what it shows.
        now: seconds since 1970.
    """
    nearest_first = sorted(range(-_FAR, _FAR + 1), key=abs)
    return next(
        (step for step in nearest_first if token.codes.at(int(now) + step * token.interval) == code.strip()), None
    )


def _sentence(token: Token, off: int | None) -> str:
    if off is None:
        return f"{token.serial} never shows this code: the seed is another token's, or the file is read wrongly."
    if abs(off) > _TAKEN:
        seconds = abs(off) * token.interval
        which = "fast" if off > 0 else "slow"
        return f"{token.serial} is the right token, but its clock is {seconds} s {which}: it would not sign in."
    return f"{token.serial} shows the right code."


def _say(as_json: bool, document: dict[str, object], sentence: str) -> None:
    if as_json:
        print_json(document)
    else:
        click.echo(sentence)
