"""For whom something is asked of an endpoint that issues."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Asked:
    """People or classes, by sourcedId.

    Attributes:
        people: whom; empty if classes are meant.
        classes: whose students.
    """

    people: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if bool(self.people) == bool(self.classes):
            raise ValueError("badges are asked for people or for classes")

    def in_calls(self, at_most: int) -> Iterator[Asked]:
        """The same in calls of so many people at most; classes are one, as it gives who is in several of them one."""
        if self.classes:
            yield self
        for start in range(0, len(self.people), at_most):
            yield Asked(people=self.people[start : start + at_most])
