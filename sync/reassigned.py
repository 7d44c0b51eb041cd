"""Enrollments that come to be of another person or class: ordinary sources give those an id of their own."""

from __future__ import annotations

import polars as pl

from sync.roster_hash import record_parts


def reassigned(puts: pl.DataFrame, stored: pl.DataFrame) -> pl.DataFrame:
    """Those of the enrollments to write.

    Args:
        puts: enrollments to write, with `reason`.
        stored: `sourcedId` and `rosterHash` as Keycloak has them.

    Returns:
        `sourcedId` and `reason`.
    """
    changed = puts.filter(pl.col("reason") == "changed").select("sourcedId", "class", "person", "rosterHash")
    if not changed.is_empty():
        stored = stored.filter(pl.col("sourcedId").is_in(changed["sourcedId"].implode()))
    compared = changed.join(stored.rename({"rosterHash": "stored"}), on="sourcedId", how="inner", maintain_order="left")
    other = record_parts(compared["rosterHash"])["of"] != record_parts(compared["stored"])["of"]
    return compared.filter(other.fill_null(value=False)).select(
        "sourcedId",
        pl.format("{} in class {} now, and was of somebody or something else", "person", "class").alias("reason"),
    )
