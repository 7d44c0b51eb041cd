"""Rows of the batch endpoint (docs/reference/extension.md), made from the frames of a plan as they are needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from sync.enrollment_hash import unpacked
from sync.plan import Plan

Row = dict[str, Any]
_FOR_US = frozenset({"reason", "changes", "was", "attributes"})


def stages(plan: Plan) -> Iterator[Iterator[Row]]:
    """The rows to write, stage by stage: each row refers only to rows of the stages before its own.

    What is taken away comes after all that is written, enrollments before their classes and people last.
    """
    yield (_put("school", record) for record in plan.schools.puts.iter_rows(named=True))
    yield (_profile(name, launch) for name, launch in plan.access_profiles.items())
    yield people_rows(plan.people.puts)
    yield (_put("class", record) for record in plan.classes.puts.iter_rows(named=True))
    yield (_enrollment(record) for record in plan.enrollments.puts.iter_rows(named=True))
    yield _removals("enrollment", "remove", plan.enrollments.removals)
    yield _removals("class", "remove", plan.classes.removals)
    yield _removals("person", "disable", plan.people.removals)


def people_rows(people: pl.DataFrame) -> Iterator[Row]:
    """The rows of people to write."""
    return (_person(record) for record in people.iter_rows(named=True))


def _profile(name: str, launch: Sequence[str]) -> Row:
    return {"type": "access-profile", "op": "put", "name": name, "launch": list(launch)}


def _put(kind: str, record: Mapping[str, Any]) -> Row:
    fields = {name: value for name, value in record.items() if value is not None and name not in _FOR_US}
    return {"type": kind, "op": "put", **fields}


def _person(record: Mapping[str, Any]) -> Row:
    attributes = {name: values for name, values in record["attributes"].items() if values}
    return {**_put("person", record), "enabled": True, "attributes": attributes}


def _enrollment(record: Mapping[str, Any]) -> Row:
    return _put("enrollment", {**record, "rosterHash": unpacked(record["rosterHash"])})


def _removals(kind: str, op: str, records: pl.DataFrame) -> Iterator[Row]:
    return ({"type": kind, "op": op, "sourcedId": sourced_id} for sourced_id in records["sourcedId"])
