"""People who are there twice, and people who are none."""

from __future__ import annotations

from example_district.planting.changes import Flaw
from example_district.planting.school import School


def plant_doubles(school: School) -> None:
    """Plant second records of one person, one by name and birth date, one by the state's id."""
    first = school.pupil()
    flaw = Flaw("person_twice", f"the same name and birth date as {first['sourcedId']}")
    school.add_pupil(first["givenName"], first["familyName"], flaw, like=first)
    second = school.pupil()
    state_id = second["userIds"].rpartition(",")[2]
    flaw = Flaw("person_twice", f"the same state id as {second['sourcedId']}")
    school.add_pupil("Wilhelmina", "Tanaka-Ruiz", flaw, userIds=f"{{SIS:00018950}},{state_id}", identifier="00018950")


def plant_test_people(school: School) -> None:
    """Plant accounts that somebody made for a trial."""
    for given, family in (("Test", "Student"), ("Zztest", "Pupil"), ("Mickey", "DO NOT USE")):
        school.add_pupil(given, family, Flaw("test_person", f"{given} {family} is no person"))
