"""Texts of the pages by language, which override those of the theme."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from realm.plan import Create, Delete, Update
from realm.resources.resource import DeletableType, Fields, Server

_KEY = "localizationTexts"
_SEPARATOR = " in "


class Messages(DeletableType):
    """Texts, named `loginTitle in en`.

    One resource a text, not one a language: so a text that the files do not mention stays, unless they own all texts.
    Keycloak keeps those of a language in one row, therefore they are written one after the other.
    """

    kind = "text"
    section = "messages"
    keys = (_KEY,)

    def listed(self, realm: Mapping[str, Any]) -> dict[str, Fields]:
        """Texts by `key in language`."""
        return {
            f"{key}{_SEPARATOR}{language}": {"text": text}
            for language, texts in (realm.get(_KEY) or {}).items()
            for key, text in (texts or {}).items()
        }

    def event_paths(self, name: str, live: Mapping[str, Any]) -> tuple[str, ...]:
        """None: Keycloak tells nothing of texts."""
        return ()

    def create(self, server: Server, change: Create) -> None:
        """Add a text."""
        self._put(server, change)

    def update(self, server: Server, change: Update) -> None:
        """Change a text."""
        self._put(server, change)

    def delete(self, server: Server, change: Delete) -> None:
        """Remove a text: the theme's counts again."""
        key, _, language = change.name.rpartition(_SEPARATOR)
        server.delete("localization", language, key)

    def _put(self, server: Server, change: Create | Update) -> None:
        key, _, language = change.name.rpartition(_SEPARATOR)
        server.post("localization", language, body={key: change.fields["text"]})
