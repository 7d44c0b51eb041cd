"""Where to go and as whom, for the person at the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from homeroom.demo.document import DemoDocument


def print_report(document: DemoDocument, console: Console | None = None) -> None:
    """Print a ready demo to `console`, or to standard output."""
    console = console or Console(highlight=False)
    places = Table.grid(padding=(0, 2))
    places.add_row("Portal", f"[bold]{document.portal_url}[/]")
    places.add_row("Desk", document.desk_url)
    places.add_row("Keycloak", f"{document.base_url}/admin  ({document.admin.username}, {document.admin.password})")
    places.add_row("District", document.district)
    people = Table("sign in as", "name", "user name", "password", "authenticator app", title_justify="left")
    for person in document.people:
        people.add_row(person.who, person.name, person.username, person.password, person.totp_secret or "")
    console.print()
    console.print(places)
    console.print()
    console.print(people)
    badges = Table("a badge's QR code holds", "")
    for person in document.people:
        if person.badge:
            badges.add_row(person.name, person.badge)
    console.print(badges)
    if document.classes:
        arguments = f"--district {document.district} --class {document.classes[0]} --out badges.pdf"
        console.print(f"A sheet of badges for a class: .venv/bin/homeroom badges print {arguments}", soft_wrap=True)
