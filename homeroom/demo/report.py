"""Where to go and as whom, for the person at the terminal."""

from __future__ import annotations

from rich import box
from rich.console import Console
from rich.table import Table

from homeroom.demo.document import DemoDocument, DemoPerson

_WIDTH_OF_FILES = 120


def print_report(document: DemoDocument) -> None:
    """Print a ready demo on standard output."""
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console.width = _WIDTH_OF_FILES
    console.print(_places(document))
    console.print(_people(document.people))
    console.print(_secrets(document.people))
    if document.classes:
        arguments = f"--district {document.district} --class {document.classes[0]} --out badges.pdf"
        console.print(f"A sheet of badges of a class: .venv/bin/homeroom badges print {arguments}", soft_wrap=True)


def _places(document: DemoDocument) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_row("Portal", document.portal_url, style="bold")
    table.add_row("Desk", document.desk_url)
    table.add_row("Keycloak", f"{document.base_url}/admin ({document.admin.username}, {document.admin.password})")
    table.add_row("District folder", document.district)
    return table


def _people(people: tuple[DemoPerson, ...]) -> Table:
    table = Table("Sign in as", "Name", "User name", "Password", box=box.SIMPLE)
    for person in people:
        table.add_row(person.who, person.name, person.username, person.password or "(claims the account first)")
    return table


def _secrets(people: tuple[DemoPerson, ...]) -> Table:
    table = Table("User name", "Has", "", box=box.SIMPLE)
    for person in people:
        if person.totp_secret:
            table.add_row(person.username, "authenticator app", person.totp_secret)
        if person.badge:
            table.add_row(person.username, "badge", person.badge)
        if person.claim_code:
            table.add_row(person.username, "claim code", person.claim_code)
    return table
