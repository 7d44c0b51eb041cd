"""`homeroom sync explain`."""

from __future__ import annotations

import click
from rich.console import Console

from admin_api import AdminConnection
from settings import DistrictFolder
from settings.command import district_option, json_option, print_json
from sync.commands.source_option import source_option
from sync.errors import SyncError
from sync.explain.explain import Explainer
from sync.explain.page import show_explanation, show_hits
from sync.explain.search import find_people
from sync.reading import examined


@click.command("explain")
@district_option
@source_option
@json_option
@click.argument("person")
def explain_command(folder: DistrictFolder, source: str | None, as_json: bool, person: str) -> None:
    """Say everything about PERSON: why they do or do not have an account, a role, an application.

    PERSON is a sourcedId, username, e-mail address, number or name. If several people are meant they are listed.
    Ends with 1 if nobody is found.
    """
    roster, verdict = examined(folder, source)
    with AdminConnection.of_account(folder.deployment.keycloak, patience=5.0) as keycloak:
        explainer = Explainer(folder, roster, verdict, keycloak)
        hits = find_people(roster, person) or explainer.accounts(person)
        if not hits:
            raise SyncError(f"nobody is found by {person!r}, neither in the roster nor in Keycloak")
        if len(hits) > 1:
            if as_json:
                print_json({"people": [vars(hit) for hit in hits]})
            else:
                show_hits(Console(), hits)
            return
        found = explainer.explain(hits[0])
    if as_json:
        print_json(found.as_json())
    else:
        show_explanation(Console(), found)
