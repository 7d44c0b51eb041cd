"""What a case of a kind of resource says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class RoundTrip:
    """How resources of one kind are made, changed field by field, and removed.

    Attributes:
        kind: as in a plan.
        needs: name of a file with what the resources refer to; empty for none.
        others: another valid value by the end of a field's path, where its type alone does not tell one.
        fixed: ends of paths of what says which resource is meant, and of what cannot change.
        representation: whose fields the resources have all of; empty where the kind has no representation of its own.
        unsaid: fields of it that are no part of the resource: made up by Keycloak, of old versions, other resources.
        at_once: how many fields are changed by one apply.
        goes: names of the resources that are gone under `full` when no file mentions them.
    """

    kind: str
    needs: str = ""
    others: Mapping[str, Any] = field(default_factory=dict)
    fixed: tuple[str, ...] = ()
    representation: str = ""
    unsaid: frozenset[str] = frozenset()
    at_once: int = 1
    goes: tuple[str, ...] = ()

    @property
    def file(self) -> Path:
        """The resources."""
        return _FOLDER / f"{self.kind.replace(' ', '-')}.yaml"

    @property
    def needed(self) -> Path | None:
        """What they refer to."""
        return _FOLDER / f"{self.needs}.yaml" if self.needs else None
