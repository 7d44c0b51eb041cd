"""The physical limit: the rows that a load made, copied by PostgreSQL into the tables they came from."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.roster.figures import Pace
from benchmarks.servers import Servers

# Another first letter makes another id of the same length, at the same distance from its neighbours.
_ANOTHER = {
    "id": "'g' || substr(id, 2)",
    "user_id": "'g' || substr(user_id, 2)",
    "username": "'copy.' || username",
    "email_constraint": "'copy.' || email_constraint",
    "sourced_id": "'copy.' || sourced_id",
}
_REALM = "(select id from realm where name = '{realm}')"
_PEOPLE = f"(select id from user_entity where realm_id = {_REALM})"  # noqa: S608 - of our own words
PEOPLE: Mapping[str, str] = {
    "user_entity": f"realm_id = {_REALM}",
    "user_attribute": f"user_id in {_PEOPLE}",
    "user_group_membership": f"user_id in {_PEOPLE}",
    "user_role_mapping": f"user_id in {_PEOPLE}",
    "user_required_action": f"user_id in {_PEOPLE}",
}
"""Tables that a person has rows in, and which rows are a realm's."""
ENROLLMENTS: Mapping[str, str] = {"homeroom_enrollment": f"realm_id = {_REALM}"}
"""The same of enrollments."""


def copied(servers: Servers, realm: str, tables: Mapping[str, str], scratch: Path) -> Pace:
    """Copy all rows of a realm once more, in one transaction, indexes and constraints included.

    The pace is that of rows of the first of the tables: the others have what belongs to them.
    """
    commands: list[str] = []
    for table, condition in tables.items():
        columns = _columns(servers, table)
        another = ", ".join(_ANOTHER.get(column, column) for column in columns)
        file = scratch / f"{realm}.{table}"
        where = condition.format(realm=realm)
        servers.sql(f"\\copy (select {another} from {table} where {where}) to '{file}'")  # noqa: S608
        commands.append(f"\\copy {table} ({', '.join(columns)}) from '{file}'")
    table, condition = next(iter(tables.items()))
    rows = int(servers.sql(f"select count(*) from {table} where {condition.format(realm=realm)};"))  # noqa: S608
    servers.sql("vacuum analyze;", "checkpoint;")
    begun = time.perf_counter()
    with servers.watched() as usage:
        servers.sql("begin;", *commands, "commit;")
        seconds = time.perf_counter() - begun
        servers.sql("select 1;")  # by then the process that copied has ended, and is counted
    return Pace("PostgreSQL's COPY of the same rows", rows, seconds, usage.postgres)


def _columns(servers: Servers, table: str) -> Sequence[str]:
    where = f"where table_name = '{table}'"
    return servers.sql(
        f"select column_name from information_schema.columns {where} order by ordinal_position;"  # noqa: S608
    ).split()
