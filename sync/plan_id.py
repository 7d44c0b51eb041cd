"""The name of a plan: by it somebody lets that very plan through, and no other one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

import polars as pl

from sync.roster_hash import multiset_digest
from sync.state import State

_LENGTH = 12


def plan_id(
    profiles: Mapping[str, Sequence[str]], kinds: Sequence[tuple[pl.DataFrame, pl.DataFrame]], there: Sequence[str]
) -> str:
    """A digest of what changes and of what there is, the same whatever the order of the records.

    What there is belongs to it, so that an approval is used up when the plan has been carried out.

    Args:
        profiles: access profiles to write.
        kinds: of each kind of record those to write, and those to take away with the value they have now.
        there: the digests of what Keycloak has.
    """
    parts: list[object] = [sorted(profiles)]
    for puts, removals in kinds:
        parts += [multiset_digest(puts["rosterHash"]), multiset_digest(removals["rosterHash"])]
        parts.append(_sourced_ids(removals.filter(pl.col("rosterHash").is_null())))
    parts += there
    return hashlib.blake2b(json.dumps(parts).encode(), digest_size=_LENGTH // 2).hexdigest()


def state_digests(state: State) -> list[str]:
    """Digests of what Keycloak has, the same whatever the order of the records."""
    enabled = state.people.filter("enabled")
    frames = (state.schools, state.people, enabled, state.classes, state.enrollments)
    return [multiset_digest(frame["rosterHash"]) for frame in frames]


def _sourced_ids(records: pl.DataFrame) -> list[str]:
    return sorted(records["sourcedId"].to_list())
