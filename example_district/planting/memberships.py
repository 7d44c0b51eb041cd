"""People who are nowhere, or still where they no longer are."""

from __future__ import annotations

from example_district.planting.changes import Flaw
from example_district.planting.school import School
from example_district.sites import DISTRICT_SOURCED_ID


def plant_memberships(school: School) -> None:
    """Plant people without a class or a school, and enrollments that are over."""
    for given, family in (("Petra", "Nowicki"), ("Leon", "Adler")):
        school.add_pupil(given, family, Flaw("pupil_without_class", "the pupil is in no class"), enrolled=False)
    flaw = Flaw("person_without_school", "the user belongs to no school")
    school.changes.edit("users", school.pupil()["sourcedId"], {"orgSourcedIds": ""}, flaw)
    flaw = Flaw("person_without_school", "a pupil who belongs to the district, but to no school")
    school.changes.edit("users", school.pupil()["sourcedId"], {"orgSourcedIds": DISTRICT_SOURCED_ID}, flaw)
    flaw = Flaw("disabled_person_in_class", "the user is not enabled, but in a class")
    school.changes.edit("users", school.pupil()["sourcedId"], {"enabledUser": "false"}, flaw)
    _ended(school)


def _ended(school: School) -> None:
    summer = school.year.summer
    reading = school.add_class("Summer reading", termSourcedIds=summer.sourced_id)
    what = f"goes on, but the class's only term, {summer.sourced_id}, ended on {summer.end.isoformat()}"
    flaw = Flaw("enrollment_in_ended_term", what)
    school.enroll(school.teacher()["sourcedId"], reading, "teacher", flaw, beginDate="", endDate="")
    school.enroll(school.pupil()["sourcedId"], reading, "student", flaw, beginDate=summer.start.isoformat())
