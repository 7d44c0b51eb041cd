"""New people of the source who look like somebody whom Keycloak knows under another sourcedId.

It is the same person whose id the student information system has changed, or somebody else who was given the username
of one who left. One of them at a time cannot be told from the other, so nobody is made or disabled where the names are
alike; many at once are changed ids.
"""

from __future__ import annotations

import polars as pl

from sync.roster_hash import people_parts


def reissued(people: pl.DataFrame, stored: pl.DataFrame, leaving: pl.Series) -> pl.DataFrame:
    """Pairs of somebody new and somebody who would be disabled.

    Args:
        people: wanted.
        stored: what Keycloak has of people.
        leaving: sourcedIds of those who would be disabled.

    Returns:
        `sourcedId` of the new one, `leaving` of the other one, and `alike`, whether besides the username or address
        the person's name is the same too.
    """
    new = people.join(stored.select("sourcedId"), on="sourcedId", how="anti", maintain_order="left")
    old = stored.filter(pl.col("sourcedId").is_in(leaving.implode()))
    if new.is_empty() or old.is_empty():
        return pl.DataFrame(schema={"sourcedId": pl.String, "leaving": pl.String, "alike": pl.Boolean})
    new = _described(new).select("sourcedId", "username", "email", "name", "school")
    old = _described(old).select(pl.col("sourcedId").alias("leaving"), "username", "email", "name", "school")
    found = []
    for key in (["username"], ["email"], ["name", "school"]):
        left = new.drop_nulls(key)
        right = old.drop_nulls(key).select("leaving", *key, pl.col("name").alias("oldName")).unique(key)
        by_name = key == ["name", "school"]
        alike = pl.lit(value=False) if by_name else (pl.col("name") == pl.col("oldName")).fill_null(value=False)
        found.append(left.join(right, on=key, how="inner").select("sourcedId", "leaving", alike.alias("alike")))
    pairs = pl.concat(found).sort("sourcedId", pl.col("alike"), "leaving", descending=[False, True, False])
    return pairs.unique("sourcedId", keep="first", maintain_order=True)


def _described(people: pl.DataFrame) -> pl.DataFrame:
    """People with the digest of their `name` and the first `school` that is told of them."""
    parts = people_parts(people["rosterHash"])
    return people.drop("schools", strict=False).with_columns(
        parts["name"], parts["schools"].list.first().alias("school")
    )
