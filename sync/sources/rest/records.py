"""Records of OneRoster's JSON as rows with the columns of its CSV."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

Record = Mapping[str, Any]
_REFERENCE = "SourcedId"


def rows_of(records: Sequence[Record], columns: Sequence[str]) -> pl.DataFrame:
    """Records as rows.

    Args:
        records: as the service sent them.
        columns: names as in CSV; `metadata.` ones among them.

    Returns:
        The columns, all of strings, in Unicode's form NFC; what is empty is null.
    """
    values = {column: [_value(record, column) for record in records] for column in columns}
    frame = pl.DataFrame(values, schema=dict.fromkeys(columns, pl.String))
    return frame.with_columns(pl.all().str.normalize("NFC").replace("", None))


def role_rows_of(users: Sequence[Record], columns: Sequence[str]) -> pl.DataFrame:
    """The roles of users, which OneRoster 1.2 has within each, as rows of roles.csv."""
    roles = [{**role, "user": {"sourcedId": user.get("sourcedId")}} for user in users for role in _dicts(user, "roles")]
    return rows_of(roles, columns)


def _value(record: Record, column: str) -> str | None:
    if column.startswith("metadata."):
        metadata = record.get("metadata")
        return _text(metadata.get(column.removeprefix("metadata."))) if isinstance(metadata, dict) else None
    if column == "userIds":
        ids = [(_text(each.get("type")), _text(each.get("identifier"))) for each in _dicts(record, "userIds")]
        return ",".join(f"{{{kind}:{number}}}" for kind, number in ids if kind and number)
    if column.endswith(f"{_REFERENCE}s"):
        named = _dicts(record, f"{column.removesuffix(f'{_REFERENCE}s')}s")
        return ",".join(filter(None, (_text(each.get("sourcedId")) for each in named)))
    if column.endswith(_REFERENCE):
        referred = record.get(column.removesuffix(_REFERENCE))
        return _text(referred.get("sourcedId")) if isinstance(referred, dict) else None
    return _text(record.get(column))


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ",".join(filter(None, map(_text, value)))
    return str(value)


def _dicts(record: Record, key: str) -> list[Record]:
    """The objects in a list of a record."""
    found = record.get(key)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
