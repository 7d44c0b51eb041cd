"""One person has two records."""

from __future__ import annotations

import polars as pl

from sync.check import Check, Severity
from sync.circumstances import Circumstances
from sync.finding import Phrase, findings, sharing, together
from sync.roster import Roster, has_account, name_key, user_ids

# An id of which many have the same, as of a school, does not name a person.
_FEW = 20
_SHARE = 0.05


def _find(roster: Roster, _: Circumstances) -> pl.DataFrame:
    student = (pl.col("role") == "student").alias("student")
    # Two records with one sourcedId are the finding of duplicate_id.
    once = pl.col("sourcedId").is_null() | pl.col("sourcedId").is_first_distinct()
    people = roster.users.filter(has_account()).filter(once).with_columns(student)
    by_name = Phrase("the same name and birth date as {0} in row {1}", "first", "otherRow")
    by_id = Phrase("the same id of the type {2} as {0} in row {1}", "first", "otherRow", "type")
    found = [
        findings(
            "users",
            _of_one_name(people, roster.demographics),
            "",
            by_name,
            elsewhere=Phrase("the same name and birth date as somebody at another campus"),
        ),
        findings(
            "users",
            _of_one_id(people),
            "userIds",
            by_id,
            elsewhere=Phrase("the same id of the type {2} as somebody at another campus"),
        ),
    ]
    return together(found).unique("row", keep="first", maintain_order=True)


def _of_one_name(people: pl.DataFrame, demographics: pl.DataFrame) -> pl.DataFrame:
    """Namesakes who were born on the same day, but for those whose middle names differ."""
    born = demographics.unique("sourcedId", keep="first", maintain_order=True).select("sourcedId", "birthDate")
    names = people.select("row", "sourcedId", "student", name_key("givenName"), name_key("familyName"), "middleName")
    dated = names.join(born, on="sourcedId", how="inner", maintain_order="left")
    whole = dated.drop_nulls(["givenName", "familyName", "birthDate"])
    again = _again(whole, ["student", "givenName", "familyName", "birthDate"])
    middles = whole.select("row", name_key("middleName").alias("middle"))
    others = middles.select(pl.col("row").alias("otherRow"), pl.col("middle").alias("otherMiddle"))
    differ = (pl.col("middle") != pl.col("otherMiddle")).fill_null(value=False)
    return (
        again.join(middles, on="row", how="left", maintain_order="left")
        .join(others, on="otherRow", how="left", maintain_order="left")
        .filter(~differ)
    )


def _of_one_id(people: pl.DataFrame) -> pl.DataFrame:
    ids = user_ids(people.select("row", "sourcedId", "student", "userIds"))
    repeated = pl.col("id").count() - pl.col("id").n_unique()
    personal = ids.group_by("student", "type").agg(
        (repeated <= pl.max_horizontal(pl.lit(_FEW), pl.len() * _SHARE)).alias("personal")
    )
    named = ids.join(personal.filter("personal"), on=["student", "type"], how="semi", maintain_order="left")
    again = _again(named, ["student", "type", "id"])
    return again.with_columns(pl.col("value").struct.field("type"))


def _again(people: pl.DataFrame, identity: list[str]) -> pl.DataFrame:
    """The rows that are alike in all of some columns, as `sharing` has them."""
    twice = people.group_by(identity).agg(pl.len().alias("times")).filter(pl.col("times") > 1)
    rows = people.join(twice, on=identity, how="semi", maintain_order="left")
    return sharing(rows.select("row", "sourcedId", pl.struct(identity).alias("value")))


CHECK = Check(
    name="person_twice",
    severity=Severity.WARN,
    title="A person has two records",
    consequence="Nobody, but the person has two accounts, each with a part of the classes.",
    remedy="Merge the two records in the student information system. If they are two people after all, "
    "nothing has to be done.",
    find=_find,
)
