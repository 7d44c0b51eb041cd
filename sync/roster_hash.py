"""What stands in `rosterHash`: a digest of everything that was written, and what tells kinds of change apart.

Keycloak streams the value back, so that a plan can say why somebody changes, and the guard can count campuses, without
reading any account. Of a person: `<digest>;<kind>;<grade>;<schools>;<roles>;<access profile>;<digest of the name>`; of
a class `<digest>;<days>;<school>`, of an enrollment `<digest>;<days>;<digest of class and person>`, days from 1970 to
the end of the term. Frames have those of enrollments packed (`sync.enrollment_hash`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date

import polars as pl

from sync.enrollment_hash import PACKED, packed

# Part of every digest. Whoever changes how a frame becomes rows changes it too, so that every record is written anew.
_ROW_FORMAT = "2"
_DIGEST_BYTES = 16
_LONGEST = 255
_SLICE = 100_000
"""Records at once: the texts of millions of them would take more memory than all else."""
_EPOCH = date(1970, 1, 1)
_PERSON_PARTS = ("digest", "kind", "grade", "schools", "roles", "profile", "name")
PERSON_FIELDS = (
    *("sourcedId", "username", "email", "firstName", "lastName", "attributes", "schools", "kind", "roles"),
    "accessProfile",
)
"""Fields of a person's row that the digest is of."""
UNLISTED = "*"
"""Begins the one entry of a list that was too long to be written out: a digest of it."""


def hashed_schools(schools: pl.DataFrame) -> pl.DataFrame:
    """Schools with `rosterHash`."""
    return schools.with_columns(_digests(schools).alias("rosterHash"))


def hashed_people(people: pl.DataFrame) -> pl.DataFrame:
    """Rows of people with `rosterHash`, in place of one that is there; other columns are left alone."""
    records = people.select(PERSON_FIELDS)
    schools, roles = _joined("schools"), _joined("roles")
    parts = records.select(
        pl.when(pl.col("kind") == "students").then(pl.lit("student")).otherwise(pl.lit("staff")).alias("kind"),
        pl.col("attributes").struct.field("grade").list.first().fill_null("").alias("grade"),
        schools.alias("schools"),
        roles.alias("roles"),
        pl.col("accessProfile").fill_null("").str.strip_prefix("access:").alias("profile"),
        _pairs(records, "firstName", "lastName").alias("name"),
    ).with_columns(_digests(records).alias("digest"))
    text = pl.concat_str(*_PERSON_PARTS, separator=";")
    full = parts.select(text.alias("text")).to_series()
    if (full.str.len_chars() > _LONGEST).any():
        parts = parts.with_columns(
            pl.when(full.str.len_chars() > _LONGEST)
            .then(pl.col(name).map_elements(lambda joined: UNLISTED + _digest(joined)[:8], pl.String))
            .otherwise(pl.col(name))
            .alias(name)
            for name in ("schools", "roles")
        )
        full = parts.select(text.alias("text")).to_series()
    return people.with_columns(full.alias("rosterHash"))


def hashed_classes(classes: pl.DataFrame) -> pl.DataFrame:
    """Rows of classes, `end` among them, with `rosterHash` and without `end`."""
    records = classes.drop("end")
    marks = pl.concat_str(_digests(records), _days(classes), records["school"], separator=";")
    return records.with_columns(pl.select(marks).to_series().alias("rosterHash"))


def hashed_enrollments(enrollments: pl.DataFrame) -> pl.DataFrame:
    """Rows of enrollments, `end` of the class's term among them, with `rosterHash`, packed, and without `end`."""

    def marks(part: pl.DataFrame) -> pl.Series:
        whose = _pairs(part, "class", "person")
        texts = pl.select(pl.concat_str(_digests(part.drop("end")), _days(part), whose, separator=";")).to_series()
        return packed(texts)

    return enrollments.drop("end").with_columns(_in_slices(enrollments, marks).alias("rosterHash"))


def name_digests(names: pl.DataFrame) -> pl.Series:
    """Digests of a given and a family name, the two columns of a frame, as they are in the value of a person."""
    return _pairs(names, *names.columns)


def name_digest(value: str | None) -> str | None:
    """The digest of the name in the value of one person; None if it has none."""
    parts = value.split(";") if value else []
    return parts[-1] if len(parts) == len(_PERSON_PARTS) else None


def people_parts(hashes: pl.Series) -> pl.DataFrame:
    """What values of people tell: `kind`, `grade`, `schools`, `roles`, `profile` and `name`; null where they do not.

    `schools` and `roles` are lists, whose entries are only good for comparing if they begin with `UNLISTED`.
    """
    parts = (
        hashes.str.split_exact(";", len(_PERSON_PARTS) - 1).struct.rename_fields(list(_PERSON_PARTS)).struct.unnest()
    )
    known = pl.col("name").is_not_null()
    return parts.select(
        *(pl.when(known).then(pl.col(name)).alias(name) for name in ("kind", "grade", "profile", "name")),
        *(
            pl.when(known).then(pl.col(name).str.split(",").list.filter(pl.element() != "")).alias(name)
            for name in ("schools", "roles")
        ),
    )


def record_parts(hashes: pl.Series) -> pl.DataFrame:
    """What values of classes, and packed ones of enrollments, tell; null where they do not.

    Returns:
        `end`, a date, and `of`: the school of a class, a digest of class and person of an enrollment.
    """
    if hashes.dtype == PACKED:
        return hashes.struct.unnest().select(pl.col("days").cast(pl.Date).alias("end"), "of")
    parts = hashes.str.split_exact(";", 2).struct.rename_fields(["digest", "days", "of"]).struct.unnest()
    return parts.select(pl.col("days").cast(pl.Int32, strict=False).cast(pl.Date).alias("end"), pl.col("of"))


def multiset_digest(hashes: pl.Series) -> str:
    """A digest of values, texts or packed ones, that is the same whatever their order."""
    if hashes.dtype == PACKED:
        parts = [hashes.struct.field("high") // 2**32, hashes.struct.field("high") % 2**32]
    else:
        parts = [hashes.str.slice(at, 8).str.to_integer(base=16, strict=False) for at in (0, 8)]
    return ",".join(str(number) for number in (hashes.len(), hashes.null_count(), *(part.sum() for part in parts)))


def _digests(records: pl.DataFrame) -> pl.Series:
    """128 bits of a hash of everything in each record, hexadecimal."""

    def digests(part: pl.DataFrame) -> pl.Series:
        texts = part.select(pl.struct(pl.all()).struct.json_encode()).to_series()
        return pl.Series([_digest(f"{_ROW_FORMAT}{text}") for text in texts], dtype=pl.String)

    return _in_slices(records, digests)


def _in_slices(records: pl.DataFrame, values: Callable[[pl.DataFrame], pl.Series]) -> pl.Series:
    """A value for each record, made of some at a time."""
    return pl.concat([values(records.clear()), *(values(part) for part in records.iter_slices(_SLICE))])


def _pairs(records: pl.DataFrame, one: str, other: str) -> pl.Series:
    """Short digests of two columns."""
    pairs = zip(records[one], records[other], strict=True)
    return pl.Series([_digest(f"{first}\0{last}")[:8] for first, last in pairs], dtype=pl.String)


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=_DIGEST_BYTES).hexdigest()


def _joined(column: str) -> pl.Expr:
    """A list as one text; what separates is written as in addresses."""
    entries = pl.element()
    for sign, code in (("%", "%25"), (",", "%2C"), (";", "%3B")):
        entries = entries.str.replace_all(sign, code, literal=True)
    return pl.col(column).list.eval(entries).list.join(",")


def _days(records: pl.DataFrame) -> pl.Series:
    """Days from 1970 to each record's `end`; empty where that is not known."""
    days = records.select((pl.col("end") - pl.lit(_EPOCH)).dt.total_days().cast(pl.String).fill_null(""))
    return days.to_series()
