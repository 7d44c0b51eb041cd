"""One target that gets CSV files: what it gets, what of that is a difference, and sending it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from settings import DistrictFolder
from settings.outbound import CleverTarget, FolderDestination, OneRosterTarget, OutboundGuard, SftpDestination
from sync.errors import GuardError
from sync.outbound import clever, oneroster
from sync.outbound.carry import carried, complete
from sync.outbound.csv_files import CsvFile, Files, read, sha256, write
from sync.outbound.destination import Destination, LocalFolder
from sync.outbound.difference import Difference, Loss, differences, losses
from sync.outbound.guard import refuse_losses, refuse_unknown_past
from sync.outbound.oneroster_format import MANIFEST, oneroster_format
from sync.outbound.selection import Selection
from sync.outbound.sftp import SftpFolder
from sync.sources.scratch import scratch_folder


@dataclass(frozen=True)
class CsvFormat:
    """A form in which files are sent.

    Attributes:
        layout: its files, what is referred to first.
        headers: columns of every file that it may have, by name; the file that says that all are there is the last.
        rows: the files of a selection.
        only_asked_for: files without the personal data that nobody asked for.
        ended: ids of classes whose term is over, by the dates in some files.
        finished: files as they are sent.
    """

    layout: tuple[CsvFile, ...]
    headers: Mapping[str, tuple[str, ...]]
    rows: Callable[[Selection], Files]
    only_asked_for: Callable[[Files], Files]
    ended: Callable[[Files, date], pl.Series]
    finished: Callable[[Files], Files]


@dataclass(frozen=True)
class CsvPlan:
    """What a target is to get.

    Attributes:
        files: in the order in which they take their place.
        differences: to what is there, by file.
        losses: by kind.
        known: whether files of an earlier run are there.
        people: how many there will be.
        left_out: how many people may open the application and lack what the format requires.
    """

    files: Files
    differences: tuple[Difference, ...]
    losses: tuple[Loss, ...]
    known: bool
    people: int
    left_out: int


def csv_format(target: CleverTarget | OneRosterTarget) -> CsvFormat:
    """The form that a target's settings ask for."""
    if isinstance(target, CleverTarget):
        return CsvFormat(
            layout=clever.FILES,
            headers={file.name: file.columns for file in clever.FILES},
            rows=clever.clever_files,
            only_asked_for=lambda files: clever.only_asked_for(files, target.fields),
            ended=clever.ended_sections,
            finished=lambda files: _with_rows(files, clever.FILES),
        )
    every = (*oneroster_format("1.2", target.fields), *oneroster_format(target.version, target.fields), MANIFEST)
    return CsvFormat(
        layout=oneroster_format(target.version, ["employee-type"]),
        headers={file.name: file.columns for file in every},
        rows=lambda selection: oneroster.oneroster_files(selection, target.version),
        only_asked_for=lambda files: oneroster.only_asked_for(files, target.fields),
        ended=oneroster.ended_classes,
        finished=lambda files: oneroster.with_manifest(files, target.version),
    )


def destination(folder: DistrictFolder, to: FolderDestination | SftpDestination) -> Destination:
    """The place that a target's settings name."""
    if isinstance(to, SftpDestination):
        return SftpFolder(to, to.path)
    return LocalFolder(folder.path / Path(to.path).expanduser())


def plan_csv(selection: Selection, form: CsvFormat, there: Destination, today: date) -> CsvPlan:
    """Work out what a target gets.

    Raises:
        DestinationError: what is there could not be read.
    """
    earlier, known = _earlier(form, there)
    of_roster = form.rows(selection)
    everything = carried(of_roster, earlier, form.layout, selection)
    files = complete(form.only_asked_for(everything), form.layout, of_roster)
    people = pl.concat([files[file.name][file.person] for file in form.layout if file.kind == "people"]).unique()
    return CsvPlan(
        files=form.finished(files),
        differences=differences(files, earlier, form.layout),
        losses=losses(files, earlier, form.layout, form.ended(earlier, today)),
        known=known,
        people=people.len(),
        left_out=selection.people.filter(~pl.col("sourcedId").is_in(people.implode())).height,
    )


def guard_csv(name: str, planned: CsvPlan, selection: Selection, limits: OutboundGuard, allowed: int = 0) -> None:
    """Let a plan through.

    Args:
        name: of the target.
        planned: what it is to get.
        selection: what that was made of.
        limits: the target's.
        allowed: how many of each kind somebody allows to go, this once.

    Raises:
        GuardError: it would lose too much, or get nothing.
    """
    if not planned.people:
        raise GuardError(
            f"nobody would be in the files of {name}, and empty files are never sent: to the application they say that "
            "everybody has left. Look at the rule of the application in apps.yaml and at `schools` of the target"
        )
    if not planned.known:
        refuse_unknown_past(name, selection.held.with_account, selection.everybody, limits, allowed)
    refuse_losses(name, planned.losses, limits, allowed)


def send_csv(planned: CsvPlan, form: CsvFormat, there: Destination) -> str:
    """Put the files of a plan where they belong.

    Returns:
        SHA-256 over names and contents of the files, hexadecimal.

    Raises:
        DestinationError: it could not be done.
    """
    digest = hashlib.sha256()
    with scratch_folder() as folder:
        for file, frame in planned.files.items():
            write(frame, folder / file, form.headers[file])
            digest.update(f"{file} {sha256(folder / file)}\n".encode())
        there.replace(folder, list(planned.files), [name for name in form.headers if name not in planned.files])
    return digest.hexdigest()


def _earlier(form: CsvFormat, there: Destination) -> tuple[Files, bool]:
    """The files that are there, empty ones in the place of others, and whether there are any."""
    with scratch_folder() as folder:
        present = there.fetch([file.name for file in form.layout], folder)
        found = {file.name: read(folder / file.name, file) for file in form.layout if file.name in present}
    none = {file.name: pl.DataFrame(schema=dict.fromkeys(file.filled, pl.String)) for file in form.layout}
    read_files = {name: frame for name, frame in found.items() if frame is not None}
    people = [read_files[file.name] for file in form.layout if file.kind == "people" and file.name in read_files]
    return {**none, **read_files}, any(not frame.is_empty() for frame in people)


def _with_rows(files: Files, layout: Sequence[CsvFile]) -> Files:
    """The files without optional ones that have no rows."""
    return {file.name: files[file.name] for file in layout if not (file.optional and files[file.name].is_empty())}
