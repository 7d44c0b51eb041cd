"""`badge-sets.yaml` of a district folder: read, and written without losing what people wrote into it."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError

from badge_tool.errors import NoSuchSetError
from settings import DistrictFolder, SettingsError
from settings.badge_sets import BadgeSet, BadgeSets
from settings.model import validated
from settings.whole_file import write_whole
from settings.yaml_file import KeyPath, read_yaml

_BEGINNING = (
    "# Parameters of homeroom badges print, by name: --save NAME writes them, --set NAME prints with them.\nsets:\n"
)
_SET = len(("sets", "name"))
_READABLE_BY_OTHERS = 0o644
"""Like the other files of a district folder: there is nothing personal in it, but ids of classes."""


@dataclass(frozen=True)
class SetFile:
    """The file, which need not be there.

    Attributes:
        path: where.
    """

    path: Path

    @classmethod
    def of(cls, folder: DistrictFolder) -> SetFile:
        """That of a district."""
        return cls(folder.path / "badge-sets.yaml")

    def sets(self) -> Mapping[str, BadgeSet]:
        """All sets by name. Raises SettingsError, which names file, line and key."""
        return validated(BadgeSets, read_yaml(self.path)).sets if self.path.exists() else {}

    def named(self, name: str) -> BadgeSet:
        """One of them.

        Raises:
            NoSuchSetError: there is none of that name; says which there are.
            SettingsError: the file has an error.
        """
        sets = self.sets()
        if name not in sets:
            known = f"there are {', '.join(sorted(sets))}" if sets else "there are none yet; --save NAME makes one"
            raise NoSuchSetError(f"no set is called {name!r} in {self.path}: {known}")
        return sets[name]

    def save(self, name: str, parameters: BadgeSet) -> None:
        """Add a set, or put it in place of the one of that name.

        Raises:
            SettingsError: the file has an error, cannot be written, or the name is none; nothing is written.
        """
        known = self.sets()
        try:
            BadgeSets(sets={name: parameters})
        except ValidationError:
            message = f"{name!r} is no name for a set; names have small letters, digits and hyphens"
            raise SettingsError(message, self.path) from None
        self._write({**known, name: parameters}, name)

    def remove(self, name: str) -> None:
        """Take a set out. Raises NoSuchSetError and SettingsError."""
        self.named(name)
        left = {other: one for other, one in self.sets().items() if other != name}
        self._write(left, name)

    def _places(self) -> Mapping[KeyPath, int]:
        return read_yaml(self.path).lines if self.path.exists() else {}

    def _write(self, wanted: Mapping[str, BadgeSet], name: str) -> None:
        """Change the lines of one set; everything else in the file stays as people wrote it."""
        text = self.path.read_text(encoding="utf-8-sig") if self.path.exists() else _BEGINNING
        written = text.splitlines()
        places = {path[1]: line for path, line in self._places().items() if len(path) == _SET}
        if name in places:
            start, end = _span(written, places, name)
        else:
            written = _with_room(written, has_sets=bool(places))
            start = end = len(written)
        lines = _lines(name, wanted[name], _indent(written, places)) if name in wanted else []
        changed = "\n".join([*written[:start], *lines, *written[end:]]) + "\n"
        if _meaning(changed) != dict(wanted):
            raise SettingsError("this file is not written a set on lines of its own; change it by hand", self.path)
        try:
            write_whole(self.path.resolve(), changed.encode(), _READABLE_BY_OTHERS)
        except OSError as failure:
            raise SettingsError(f"this file cannot be written: {failure.strerror}", self.path) from None


def _span(written: Sequence[str], places: Mapping[str | int, int], name: str) -> tuple[int, int]:
    """Where a set begins and ends, without the comment of the one that follows."""
    start = places[name] - 1
    following = [line - 1 for line in places.values() if line - 1 > start]
    end = min(following, default=len(written))
    while end > start + 1 and written[end - 1].strip()[:1] in ("", "#"):
        end -= 1
    return start, end


def _with_room(written: Sequence[str], *, has_sets: bool) -> list[str]:
    """The lines with `sets:` among them, for a set to follow at the end."""
    kept = [line for line in written if has_sets or not line.startswith("sets:")]
    return kept if has_sets else [*kept, "sets:"]


def _indent(written: Sequence[str], places: Mapping[str | int, int]) -> str:
    """How far the sets of the file stand in."""
    if not places:
        return "  "
    line = written[min(places.values()) - 1]
    return line[: len(line) - len(line.lstrip())]


def _lines(name: str, parameters: BadgeSet, indent: str) -> list[str]:
    """A set as it is written: what is not as it would be anyhow, lists on one line."""
    tree = CommentedMap()
    for key, value in parameters.model_dump(mode="json", exclude_defaults=True).items():
        tree[key] = value
        if isinstance(value, list):
            tree[key] = CommentedSeq(value)
            tree[key].fa.set_flow_style()
    yaml = YAML(typ="rt")
    yaml.width = 4096
    text = io.StringIO()
    yaml.dump({name: tree}, text)
    return [f"{indent}{line}" for line in text.getvalue().splitlines()]


def _meaning(text: str) -> Mapping[str, BadgeSet] | None:
    try:
        return dict(BadgeSets.model_validate(YAML(typ="safe", pure=True).load(text)).sets)
    except (YAMLError, ValidationError):
        return None
