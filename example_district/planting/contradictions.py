"""Records that say two things about one person."""

from __future__ import annotations

from example_district.planting.changes import Flaw
from example_district.planting.school import School


def plant_contradicting_users(school: School) -> None:
    """Plant users whose columns contradict one another, and roles that do not exist."""
    flaw = Flaw("contradicting_role", "a student with the employee type Custodian")
    school.changes.edit("users", school.pupil()["sourcedId"], {"metadata.employeeType": "Custodian"}, flaw)
    flaw = Flaw("contradicting_role", "an employee in grade 04")
    school.changes.edit("users", school.employee("Nurse")["sourcedId"], {"grades": "04"}, flaw)
    for person, role in ((school.employee("Custodian"), "staff"), (school.pupil(), "Student")):
        flaw = Flaw("unknown_role", f"{role!r} is not a role; the enumeration is case-sensitive")
        school.changes.edit("users", person["sourcedId"], {"role": role}, flaw)


def plant_contradicting_enrollments(school: School) -> None:
    """Plant enrollments that contradict the user or one another."""
    homeroom = school.enrollment(school.teacher())["classSourcedId"]
    flaw = Flaw("contradicting_role", "a student is enrolled as a teacher")
    school.enroll(school.pupil()["sourcedId"], homeroom, "teacher", flaw, primary="false")
    flaw = Flaw("contradicting_role", "an employee is enrolled as a student")
    school.enroll(school.employee("Counselor")["sourcedId"], homeroom, "student", flaw)
    flaw = Flaw("two_primary_teachers", "the class has another primary teacher")
    school.enroll(school.teacher()["sourcedId"], homeroom, "teacher", flaw, primary="true")
    pupil = school.pupil()
    first = school.enrollment(pupil)
    flaw = Flaw("enrolled_twice", f"the enrollment {first['sourcedId']} puts the same person into the same class")
    school.enroll(pupil["sourcedId"], first["classSourcedId"], "student", flaw)
