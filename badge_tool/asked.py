"""For whom something is asked of an endpoint that issues."""

from __future__ import annotations

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
