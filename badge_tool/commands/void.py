"""`homeroom badges void`: badges that nobody signs in with any more."""

from __future__ import annotations

import click
import structlog

from admin_api import AdminConnection, BadgeApi
from admin_api.cards import CardApi
from admin_api.claims import ClaimApi
from badge_tool.two_steps import BADGE, CARD, CLAIM_CODE
from settings import DistrictFolder
from settings.command import district_option, json_option, print_json

_log = structlog.get_logger("badges")
_THINGS = {"badges": BADGE, "cards": CARD, "letters": CLAIM_CODE}


@click.command()
@click.option(
    "--person", "people", multiple=True, required=True, metavar="ID", help="sourcedId of a person; repeatable."
)
@click.option(
    "--cards", "what", flag_value="cards", help="The passwords of their credential cards, in place of badges."
)
@click.option("--letters", "what", flag_value="letters", help="The codes of their claim letters, in place of badges.")
@click.option("--sign-out", is_flag=True, help="End the sessions of these people, too.")
@json_option
@district_option
def void(folder: DistrictFolder, people: tuple[str, ...], what: str | None, sign_out: bool, as_json: bool) -> None:
    """Void every badge of people, so that the next scan is refused; or the passwords of cards, or codes of letters."""
    thing = _THINGS[what or "badges"]
    if thing is CLAIM_CODE and sign_out:
        raise click.UsageError("A code that was not used yet has no session: leave --sign-out out.")
    realm = folder.district.realm
    with AdminConnection.of_account(folder.deployment.keycloak) as connection:
        if thing is CLAIM_CODE:
            voided = ClaimApi(connection, realm).void(people)
        else:
            api = CardApi(connection, realm) if thing is CARD else BadgeApi(connection, realm)
            voided = api.void(people, sign_out=sign_out)
    _log.info(f"{thing.many} voided", voided=voided, signed_out=sign_out)
    if as_json:
        print_json({"voided": voided})
    else:
        click.echo(f"{thing.count(voided)} voided.")
