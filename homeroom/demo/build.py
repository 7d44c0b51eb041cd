"""Everything that is built from the clone before a demo starts; what has not changed is taken from the cache."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from homeroom.demo.distribution import pinned_keycloak, unpacked
from homeroom.demo.extension_jar import extension_jar
from homeroom.demo.keycloak_build import built_keycloak
from homeroom.demo.places import cache_folder
from homeroom.demo.progress import Progress
from homeroom.demo.state import Database, locked
from homeroom.demo.themes import built_themes


@dataclass(frozen=True)
class Built:
    """What a demo is made of.

    Attributes:
        keycloak: home folder of a Keycloak with our extension, for one database; shared, not to be written into.
        themes: the folders of our themes.
    """

    keycloak: Path
    themes: tuple[Path, ...]


def build(database: Database, progress: Progress) -> Built:
    """Fetch and build what is missing.

    Raises:
        DemoError: a tool is missing or failed, or a download is not what was pinned.
    """
    cache = cache_folder()
    # One at a time: a second demo would build the same things in the same places.
    with locked(cache / "lock", progress, "Waiting for another call of homeroom demo that is building") as lock:
        distribution = unpacked(pinned_keycloak(), cache, lock, progress)
        jar = extension_jar(cache, lock, progress)
        themes = built_themes(cache, lock, progress)
        return Built(built_keycloak(distribution, jar, database, cache, lock, progress), themes)
