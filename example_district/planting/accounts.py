"""Usernames and e-mail addresses with which nobody can be told apart, or reached."""

from __future__ import annotations

from example_district.planting.changes import Flaw
from example_district.planting.school import School


def plant_accounts(school: School) -> None:
    """Plant clashing, missing and malformed usernames and e-mail addresses."""
    _usernames(school)
    _emails(school)


def _usernames(school: School) -> None:
    for change_case in (False, True):
        owner = school.pupil()
        username = owner["username"].upper() if change_case else owner["username"]
        what = f"{owner['sourcedId']} has the username {owner['username']}"
        flaw = Flaw("username_clash", f"{what}, the same but for capital letters" if change_case else what)
        school.changes.edit("users", school.pupil()["sourcedId"], {"username": username}, flaw)
    spaced = Flaw("malformed_username", "'mia lopez' has a space in it")
    school.changes.edit("users", school.pupil()["sourcedId"], {"username": "mia lopez"}, spaced)
    nameless = Flaw("missing_username", "the user has no username")
    school.changes.edit("users", school.pupil()["sourcedId"], {"username": ""}, nameless)


def _emails(school: School) -> None:
    for change_case in (False, True):
        owner = school.teacher()
        email = owner["email"].title() if change_case else owner["email"]
        what = f"{owner['sourcedId']} has the e-mail address {owner['email']}"
        flaw = Flaw("email_clash", f"{what}, the same but for capital letters" if change_case else what)
        school.changes.edit("users", school.teacher()["sourcedId"], {"email": email}, flaw)
    for kind, email in (("Front office", "office@"), ("Registrar", "front office@cedarvalley.example")):
        flaw = Flaw("malformed_email", f"{email!r} is not an e-mail address")
        school.changes.edit("users", school.employee(kind)["sourcedId"], {"email": email}, flaw)
