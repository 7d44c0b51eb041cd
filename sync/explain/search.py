"""Finding somebody by id, username, e-mail address or name."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl
from anyascii import anyascii

from sync.roster import Roster, name_key


@dataclass(frozen=True)
class Hit:
    """Somebody who is meant by a query.

    Attributes:
        sourced_id: the roster's id.
        name: given and family name.
        username: in the source, or in Keycloak for somebody who is only there.
        role: in the source; empty for somebody who is only in Keycloak.
    """

    sourced_id: str
    name: str
    username: str
    role: str = ""


def find_people(roster: Roster, query: str) -> list[Hit]:
    """People of a roster whom a query means, each once.

    An id counts before a username, that before an e-mail address, that before the number in `identifier`, and that
    before names: what the first of these finds is the answer. Names are found by the beginnings of their words, in any
    order, without regard to accents and capitals.
    """
    users = roster.users.filter(pl.col("sourcedId").is_not_null())
    wanted = query.strip()
    key = wanted.lower()
    for matches in (
        pl.col("sourcedId") == wanted,
        name_key("username") == key,
        name_key("email") == key,
        pl.col("identifier").str.strip_chars() == wanted,
    ):
        if hits := _hits(users.filter(matches)):
            return hits
    words = _words(wanted)
    if not words:
        return []
    return [hit for hit in _hits(users) if _named(hit.name, words)]


def _hits(users: pl.DataFrame) -> list[Hit]:
    columns = users.unique("sourcedId", keep="first", maintain_order=True).select(
        "sourcedId", "givenName", "middleName", "familyName", "username", "role"
    )
    return [
        Hit(sourced_id, " ".join(name for name in names if name), username or "", role or "")
        for sourced_id, *names, username, role in columns.iter_rows()
    ]


def _named(name: str, words: list[str]) -> bool:
    own = _words(name)
    return all(any(part.startswith(word) for part in own) for word in words)


def _words(text: str) -> list[str]:
    plain = anyascii(text).lower().replace("'", "")
    return "".join(letter if letter.isalnum() else " " for letter in plain).split()
