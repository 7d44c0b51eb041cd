"""The date of birth goes to Keycloak only for people who prove with it that an account is theirs."""

from __future__ import annotations

import polars as pl

from settings.claim import Identify
from sync.roster import Roster


def with_birth_dates(people: pl.DataFrame, roster: Roster, identify: Identify) -> pl.DataFrame:
    """Wanted people with the attribute `birthDate`, `YYYY-MM-DD`, if the policy asks people of their kind for it.

    Args:
        people: see `sync.people.wanted_people`.
        roster: with demographics; who has no row there, or no date that can be read, gets no attribute.
        identify: what each kind of person proves. If nobody proves facts the people are returned as they are.
    """
    kinds = [kind for kind, proof in (("students", identify.students), ("staff", identify.staff)) if proof != "code"]
    if not kinds:
        return people
    born = (
        roster.demographics.select("sourcedId", pl.col("birthDate").str.to_date("%Y-%m-%d", strict=False))
        .drop_nulls()
        .unique("sourcedId", keep="first", maintain_order=True)
        .with_columns(pl.col("birthDate").dt.to_string("%Y-%m-%d"))
    )
    known = pl.when(pl.col("kind").is_in(kinds)).then("birthDate")
    return (
        people.join(born, on="sourcedId", how="left", maintain_order="left")
        .with_columns(
            pl.col("attributes").struct.with_fields(pl.concat_list(known).list.drop_nulls().alias("birthDate"))
        )
        .drop("birthDate")
    )
