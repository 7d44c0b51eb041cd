"""Ids that are missing, that two records share, or that lead nowhere."""

from __future__ import annotations

from example_district.planting.changes import Flaw
from example_district.planting.school import SCHOOL, School


def plant_identifiers(school: School) -> None:
    """Plant flaws of the records' own ids."""
    _missing(school)
    _shared(school)
    overlong = Flaw("overlong_id", "the sourcedId has 300 characters; 255 are allowed")
    school.changes.edit(
        "enrollments", school.enrollment(school.pupil())["sourcedId"], {"sourcedId": "n" * 300}, overlong
    )
    rounded = Flaw("damaged_id", "a spreadsheet has rounded the sourcedId to 4.10002E+11")
    school.changes.edit(
        "enrollments", school.enrollment(school.pupil())["sourcedId"], {"sourcedId": "4.10002E+11"}, rounded
    )


def plant_dangling_references(school: School) -> None:
    """Plant references to records that do not exist."""
    homeroom = school.enrollment(school.pupil())["classSourcedId"]
    for person in (f"{SCHOOL}-s8001", f"{SCHOOL}-s8002"):
        school.enroll(
            person, homeroom, "student", Flaw("unknown_person", f"enrolled is {person}, who is not in users.csv")
        )
    for missing in (f"{SCHOOL}-c8001", f"{SCHOOL}-c8002"):
        flaw = Flaw("unknown_class", f"the class {missing} is not in classes.csv")
        school.enroll(school.pupil()["sourcedId"], missing, "student", flaw)
    _classes(school)
    _others(school)


def _missing(school: School) -> None:
    school.add_pupil("Nadia", "Brandt", Flaw("missing_id", "the user has no sourcedId"), enrolled=False, sourcedId="")
    school.add_class("", Flaw("missing_value", "the class has no title"), title="")
    nameless = Flaw("missing_id", "the enrollment has no sourcedId")
    school.changes.edit("enrollments", school.enrollment(school.pupil())["sourcedId"], {"sourcedId": ""}, nameless)


def _shared(school: School) -> None:
    first = school.pupil()
    other = {**first, "givenName": "Otto", "familyName": "Lindqvist", "username": "olindqvist18900"}
    other |= {"identifier": "00018900", "userIds": "{SIS:00018900},{State:410000018900}"}
    other |= {"email": first["email"] and "olindqvist18900@students.cedarvalley.example"}
    what = f"{first['sourcedId']} is the sourcedId of another user further up"
    school.changes.add("users", other, Flaw("duplicate_id", what))
    enrollment = school.enrollment(school.pupil())
    what = f"{enrollment['sourcedId']} is the sourcedId of an enrollment further up, which is the same"
    school.changes.add("enrollments", enrollment, Flaw("duplicate_id", what))
    twin = school.add_class("Kolb")
    school.add_class(
        "Pruitt", Flaw("duplicate_id", f"{twin} is the sourcedId of another class further up"), sourcedId=twin
    )


def _classes(school: School) -> None:
    school.add_class("Ames", Flaw("unknown_school", "the school cv9901 is not in orgs.csv"), schoolSourcedId="cv9901")
    school.add_class(
        "Bird", Flaw("unknown_term", "the term full-1987 is not in academicSessions.csv"), termSourcedIds="full-1987"
    )
    flaw = Flaw("unknown_course", "the course course-home-99 is not in courses.csv")
    school.add_class("Cole", flaw, courseSourcedId="course-home-99")


def _others(school: School) -> None:
    changes = school.changes
    pupil = school.pupil()
    flaw = Flaw("unknown_school", "the school cv9902 is not in orgs.csv")
    changes.edit("users", pupil["sourcedId"], {"orgSourcedIds": f"{SCHOOL},cv9902"}, flaw)
    course = {"sourcedId": "course-chess", "title": "Chess", "courseCode": "CHESS", "orgSourcedId": "cv9903"}
    changes.add("courses", course, Flaw("unknown_parent", "the organization cv9903 is not in orgs.csv"))
    session = {
        "sourcedId": f"intersession-{school.year.ends_in}", "title": "Intersession", "type": "term",
        "startDate": school.year.spring.start.isoformat(), "endDate": school.year.spring.end.isoformat(),
        "parentSourcedId": "year-1987", "schoolYear": str(school.year.ends_in),
    }  # fmt: skip
    flaw = Flaw("unknown_parent", "the parent year-1987 is not in academicSessions.csv")
    changes.add("academicSessions", session, flaw)
    nobody = {"sourcedId": f"{SCHOOL}-s8003", "birthDate": "2015-05-05"}
    changes.add("demographics", nobody, Flaw("unknown_person", f"{SCHOOL}-s8003 is not in users.csv"))
    flaw = Flaw("school_contradicts_class", "the enrollment names the district office, the class is at the school")
    changes.edit("enrollments", school.enrollment(school.pupil())["sourcedId"], {"schoolSourcedId": "cv00"}, flaw)
