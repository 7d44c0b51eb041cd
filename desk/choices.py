"""What somebody chooses on the page that prints: what, for whom and how; as it is sent, saved and shown again."""

from __future__ import annotations

from typing import Any, Literal, Self

from pydantic import Field, model_validator
from starlette.datastructures import FormData

from badge_tool.cards.layouts import CARD_LAYOUTS
from badge_tool.layouts import LAYOUTS
from badge_tool.letters.letter import PAPERS
from badge_tool.selection import Selection
from settings.badge_sets import BadgeSet, LayoutName
from settings.badges import School
from settings.grades import Grade
from settings.model import Settings

What = Literal["badges", "cards", "letters"]
_FIRST_CARD = next(iter(CARD_LAYOUTS))
_FIRST_PAPER = next(iter(PAPERS))


class PrintChoices(Settings):
    """Parameters of printing. What is not said about people admits everybody in the person's care."""

    what: What = "badges"
    """What is printed."""
    kind: Literal["students", "staff"] = "students"
    """Students, or employees in their place."""
    campuses: list[School] = Field(default_factory=list, max_length=200)
    """Only people of these schools."""
    classes: list[str] = Field(default_factory=list, max_length=50)
    """Only students of these classes, by sourcedId."""
    grades: list[Grade] = Field(default_factory=list)
    """Only students of these grades."""
    employee_types: list[str] = Field(default_factory=list, max_length=50)
    """Only these kinds of employees, as the roster has them."""
    special_ed: bool = False
    """Only students with the special-ed mark."""
    without_badge: bool = False
    """Badges: only for people who have none that works."""
    order: Literal["class", "grade", "name"] = "class"
    """Badges: what begins on a new page with a checklist of its own."""
    layout: LayoutName = "avery-22806"
    """Of badges."""
    card_layout: str = _FIRST_CARD
    """Of credential cards."""
    paper: str = _FIRST_PAPER
    """Of letters."""
    language: str = Field(default="", max_length=10)
    """Of what is printed; empty for that of the page."""

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.what == "cards" and self.kind == "staff":
            raise ValueError("credential cards are for students")
        if self.card_layout not in CARD_LAYOUTS or self.paper not in PAPERS:
            raise ValueError("there is no such layout")
        return self

    @classmethod
    def of_form(cls, form: FormData) -> PrintChoices:
        """The choices of a form that was sent; fields that do not matter for what is printed are left out.

        Raises:
            ValidationError: they do not go together.
        """
        staff = form.get("kind") == "staff" and form.get("what") != "cards"
        chosen: dict[str, Any] = {
            "what": form.get("what") or "badges",
            "kind": "staff" if staff else "students",
            "campuses": _campuses(form),
            "language": str(form.get("language", "")),
        }
        if staff:
            types = [part.strip() for part in str(form.get("employee_types", "")).split(",")]
            chosen["employee_types"] = [name for name in types if name]
        else:
            chosen["classes"] = [str(one) for one in form.getlist("class")]
            chosen["grades"] = [str(grade) for grade in form.getlist("grade")]
            chosen["special_ed"] = bool(form.get("special_ed"))
        return cls.model_validate({**chosen, **_paper(form, staff=staff)})

    @classmethod
    def of_set(cls, saved: BadgeSet) -> PrintChoices:
        """Those of a set of the district."""
        return cls(
            kind=saved.kind,
            campuses=saved.campuses,
            classes=list(saved.classes),
            grades=list(saved.grades or ()),
            employee_types=list(saved.employee_types),
            special_ed=saved.special_ed,
            without_badge=saved.without_badge,
            order=saved.order,
            layout=saved.layout,
        )

    @property
    def badge_set(self) -> BadgeSet:
        """The same for whatever draws badges."""
        staff = self.kind == "staff"
        return BadgeSet.model_validate(
            {
                "kind": self.kind,
                "campuses": self.campuses,
                "classes": self.classes,
                "grades": ",".join(self.grades) if self.grades else None,
                "employee_types": self.employee_types,
                "special_ed": self.special_ed,
                "without_badge": self.without_badge,
                "layout": self.layout,
                "order": "name" if staff and self.order == "grade" else self.order,
            }
        )

    @property
    def selection(self) -> Selection:
        """Whom they choose."""
        return Selection.of_set(self.badge_set)

    @property
    def is_one_class(self) -> bool:
        """Whether they are for students of one class and nobody else."""
        return self.kind == "students" and len(self.classes) == 1

    def saved(self) -> str:
        """As text, without what is as it would be anyhow."""
        return self.model_dump_json(exclude_defaults=True)


def _campuses(form: FormData) -> list[str]:
    """Those that were ticked, and those that were typed, with commas or spaces between them."""
    ticked = [str(code) for code in form.getlist("campus")]
    return [*ticked, *str(form.get("campuses", "")).replace(",", " ").split()]


def _paper(form: FormData, *, staff: bool) -> dict[str, Any]:
    match form.get("what"):
        case "cards":
            return {"card_layout": form.get("card_layout") or _FIRST_CARD}
        case "letters":
            return {"paper": form.get("paper") or _FIRST_PAPER}
    order = str(form.get("order", "class"))
    return {
        "without_badge": bool(form.get("without_badge")),
        "order": "name" if staff and order == "grade" else order,
        "layout": form.get("layout") or next(iter(LAYOUTS)),
    }
