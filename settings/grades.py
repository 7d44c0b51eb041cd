"""Grade levels in the codes of CEDS, which OneRoster uses, and their order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

Grade = Literal[
    "IT", "PR", "PK", "TK", "KG", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "PS",
    "UG", "Other",
]  # fmt: skip
GRADES: tuple[str, ...] = get_args(Grade)


@dataclass(frozen=True)
class GradeSet:
    """A set of grades, written as codes and spans: `PR-05`, or `KG, 02, 11-12`."""

    grades: frozenset[str]

    @classmethod
    def parse(cls, text: str) -> GradeSet:
        """Read a set.

        Raises:
            ValueError: a code is not one of CEDS, or a span runs backwards.
        """
        found: set[str] = set()
        for part in text.split(","):
            first, _, last = part.strip().partition("-")
            low = _position(first.strip())
            high = _position(last.strip()) if last else low
            if high < low:
                raise ValueError(f"the grades {part.strip()!r} run backwards")
            found.update(GRADES[low : high + 1])
        return cls(frozenset(found))

    def __contains__(self, grade: object) -> bool:
        return grade in self.grades

    def __iter__(self) -> Iterator[str]:
        return (grade for grade in GRADES if grade in self.grades)

    def __str__(self) -> str:
        return ",".join(self)


def _position(code: str) -> int:
    if code not in GRADES:
        raise ValueError(f"{code!r} is not a grade; grades are {', '.join(GRADES)}")
    return GRADES.index(code)


def _from_setting(value: Any) -> GradeSet:
    if isinstance(value, GradeSet):
        return value
    if not isinstance(value, str):
        raise ValueError('grades are written as text, such as "PR-05" or "KG, 02"')
    return GradeSet.parse(value)


GradeSetting = Annotated[
    GradeSet,
    BeforeValidator(_from_setting),
    PlainSerializer(str),
    WithJsonSchema({"type": "string", "description": 'Grades as codes and spans: "PR-05" or "KG, 02, 11-12"'}),
]
