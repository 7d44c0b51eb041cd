"""Schools whose codes cannot be used. They are new ones without people, so that nobody else is held for their sake."""

from __future__ import annotations

from example_district.planting.changes import Flaw
from example_district.planting.school import School
from example_district.sites import DISTRICT_SOURCED_ID


def plant_school_codes(school: School) -> None:
    """Plant a school code that cannot be part of a path, and one that two schools have."""
    slash = Flaw("malformed_school_code", "'CV98/01' has a slash in it")
    _add(school, "cv9801", "Juniper Annex", "CV98/01", slash)
    _add(school, "cv9802", "Sagebrush Academy", "CV9802")
    shared = Flaw("school_code_clash", "CV9802 is the code of cv9802 too")
    _add(school, "cv9803", "Sagebrush Academy North", "CV9802", shared)


def _add(school: School, sourced_id: str, name: str, code: str, *flaws: Flaw) -> None:
    org = {
        "sourcedId": sourced_id,
        "name": name,
        "type": "school",
        "identifier": code,
        "parentSourcedId": DISTRICT_SOURCED_ID,
    }
    school.changes.add("orgs", org, *flaws)
