"""Records in doubt stay as the application has them: their rows are taken over from the files that are there.

A file is the whole truth to whoever reads it, so a person who is merely left out of it would lose the account.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from sync.outbound.csv_files import CsvFile, Files, Reference
from sync.outbound.selection import Selection


def carried(files: Files, earlier: Files, layout: Sequence[CsvFile], selection: Selection) -> Files:
    """The files with the rows of held records, and with what these refer to, as they were.

    Args:
        files: as they follow from the roster.
        earlier: as the application has them, all files of the layout.
        layout: the files of the format, what is referred to first.
        selection: says what is held, and of which schools anything is sent.
    """
    taken: dict[str, pl.DataFrame] = {}
    for file in reversed(layout):
        old = _of_schools(earlier[file.name], file, selection.schools)
        rows = old.filter(_held(file, selection) | _referred_to(file, layout, taken))
        taken[file.name] = rows.join(files[file.name], on=file.key, how="anti")
    return {
        file.name: files[file.name]
        if taken[file.name].is_empty()
        else pl.concat([files[file.name], taken[file.name]], how="diagonal").sort(file.key)
        for file in layout
    }


def complete(files: Files, layout: Sequence[CsvFile], of_roster: Files) -> Files:
    """The files without the rows that refer to nothing, or that nothing refers to although something has to.

    Args:
        files: with the rows that were carried over.
        layout: the files of the format.
        of_roster: the files without those.
    """
    current = dict(files)
    rows = -1
    while rows != (rows := sum(frame.height for frame in current.values())):
        for file in layout:
            frame = current[file.name]
            for reference in file.references:
                frame = _resolved(frame, reference, current)
            if file.required:
                frame = frame.drop_nulls(file.required)
            if file.needed_by:
                name, column = file.needed_by
                frame = _only(frame, frame[file.key[0]].is_in(current[name][column].unique().implode()))
            if _stands_behind_others(file):
                # Such as the term of a class that was carried over, and then had nobody in it.
                carried_over = frame.join(of_roster[file.name], on=file.key, how="anti")
                idle = carried_over.filter(~_referred_to(file, layout, current))
                frame = frame.join(idle, on=file.key, how="anti", maintain_order="left") if idle.height else frame
            current[file.name] = frame
    return current


def _held(file: CsvFile, selection: Selection) -> pl.Expr:
    held = selection.held
    found = pl.lit(value=False)
    if file.person:
        found |= pl.col(file.person).is_in(held.people.implode())
    if file.school_class:
        found |= pl.col(file.school_class).is_in(held.classes.implode())
    if file.kind == "enrollments":
        pairs = held.enrollments.select(_pair("class", "person")).to_series().drop_nulls()
        found |= _pair(file.school_class, file.person).is_in(pairs.implode())
        if file.key == ("sourcedId",):
            found |= pl.col("sourcedId").is_in(held.enrollments["sourcedId"].implode())
    return found


def _referred_to(file: CsvFile, layout: Sequence[CsvFile], taken: Files) -> pl.Expr:
    """Whether rows of some files refer to a row that stands behind others, such as a school or a term."""
    found = pl.lit(value=False)
    if not _stands_behind_others(file):
        return found
    for other in layout:
        if other.name not in taken:
            continue
        for reference in other.references:
            for name, column in reference.targets:
                if name == file.name:
                    found |= pl.col(column).is_in(_ids(taken[other.name], reference).implode())
    return found


def _stands_behind_others(file: CsvFile) -> bool:
    return not (file.kind or file.person)


def _resolved(frame: pl.DataFrame, reference: Reference, files: Files) -> pl.DataFrame:
    known = pl.concat([files[name][column] for name, column in reference.targets]).drop_nulls().unique()
    found = frame[reference.column]
    if reference.listed:
        frame = frame.with_columns(_among(found, known))
    elif not (resolved := found.is_in(known.implode()).fill_null(value=False)).all():
        frame = frame.with_columns(pl.when(resolved).then(reference.column).alias(reference.column))
    return _only(frame, frame[reference.column].is_not_null()) if reference.required else frame


def _only(frame: pl.DataFrame, rows: pl.Series) -> pl.DataFrame:
    """Some rows of a frame; where they are all of them, the frame itself and no copy."""
    return frame if rows.all() else frame.filter(rows)


def _ids(frame: pl.DataFrame, reference: Reference) -> pl.Series:
    ids = frame[reference.column]
    return ids.str.split(",").explode() if reference.listed else ids


def _of_schools(frame: pl.DataFrame, file: CsvFile, schools: frozenset[str] | None) -> pl.DataFrame:
    """The rows of the schools that are sent: a district that sends fewer schools than before means it for these too."""
    if schools is None or not file.schools:
        return frame
    kept = _among(frame[file.schools], pl.Series(sorted(schools), dtype=pl.String))
    return frame.with_columns(kept).drop_nulls(file.schools)


def _among(texts: pl.Series, known: pl.Series) -> pl.Series:
    """Texts of ids with commas between them, with just the known ids; null where none is left."""
    ids = texts.str.split(",").alias("id").to_frame().with_row_index("row").explode("id")
    kept = ids.filter(pl.col("id").is_in(known.implode()))
    if kept.height == ids.height:
        return texts
    joined = kept.group_by("row").agg(pl.col("id").str.join(","))
    rows = pl.DataFrame({"row": pl.arange(texts.len(), eager=True, dtype=pl.UInt32)})
    return rows.join(joined, on="row", how="left", maintain_order="left")["id"].alias(texts.name)


def _pair(school_class: str, person: str) -> pl.Expr:
    return pl.concat_str(school_class, person, separator="\x1f")
