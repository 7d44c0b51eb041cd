"""`badge-sets.yaml`: whom badges are printed for and how, under names, for what is printed again and again."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from settings.badges import School
from settings.grades import GradeSetting
from settings.model import Settings

LayoutName = Literal[
    "avery-22806", "square-a4", "large-card", "large-card-a4", "id-card", "id-card-letter", "id-card-a4",
    "lanyard-letter", "lanyard-a4", "table-tent-letter", "table-tent-a4",
]  # fmt: skip
Text = Annotated[str, Field(min_length=1)]


class BadgeSet(Settings):
    """Parameters of `homeroom badges print`. What is not said about people admits everybody."""

    kind: Literal["students", "staff"] = "students"
    """Students, or employees in their place."""
    campuses: list[School] = Field(default_factory=list)
    """Only people of these schools."""
    grades: GradeSetting | None = None
    """Only students of these grades."""
    classes: list[Text] = Field(default_factory=list)
    """Only students of these classes, by sourcedId."""
    employee_types: list[Text] = Field(default_factory=list)
    """Only these kinds of employees, as the roster has them."""
    special_ed: bool = False
    """Only students with the special-ed mark."""
    without_badge: bool = False
    """Only people who have no badge that works."""
    layout: LayoutName = "avery-22806"
    """How the badges are laid out."""
    order: Literal["class", "grade", "name"] = "class"
    """What begins on a new page with a checklist of its own: each class (of employees: each kind), each grade, or
    all by name."""
    each: Literal["none", "class", "campus"] = "none"
    """A PDF for each class or each campus; `none`: one for all."""
    cover: bool = True
    """Whether there are checklists."""
    checklist_apart: bool = False
    """The checklists in a PDF of their own, for badges that are printed on labels or cards."""
    photos: Text | None = None
    """Folder of photos, named by sourcedId; from the district folder if it is relative."""
    logo: Text | None = None
    """A PNG or JPEG; from the district folder if it is relative. Without it `logo.png` there, if there is one."""

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if self.kind == "staff":
            wrong = [name for name in ("grades", "classes", "special_ed") if getattr(self, name)]
            if wrong:
                raise ValueError(f"{', '.join(wrong)} choose students, and this is for employees (kind: staff)")
            if self.each == "class" or self.order == "grade":
                raise ValueError("employees have no class and no grade; each: campus and order: name are possible")
        elif self.employee_types:
            raise ValueError("employee_types choose employees; say kind: staff too")
        return self


SetName = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,60}$")]


class BadgeSets(Settings):
    """The content of `badge-sets.yaml`."""

    sets: dict[SetName, BadgeSet] = Field(default_factory=dict)
    """By a name of your choice: small letters, digits and hyphens."""

    @field_validator("sets", mode="before")
    @classmethod
    def _none_left(cls, value: Any) -> Any:
        return {} if value is None else value
