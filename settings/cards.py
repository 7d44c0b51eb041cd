"""`cards` of `district.yaml`: who may have a credential card."""

from __future__ import annotations

from settings.grades import GradeSet, GradeSetting
from settings.model import Settings


class CardPolicy(Settings):
    """Which students may have a credential card: a pass phrase that is their password. Employees never may."""

    grades: GradeSetting = GradeSet.parse("PR-05")
    special_ed: bool = True
    """Students with the special-ed mark may, whatever their grade."""
