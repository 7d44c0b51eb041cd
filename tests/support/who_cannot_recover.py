"""Usernames of people who do not get a new password, each for a reason of their own."""

from __future__ import annotations

import uuid

from tests.support.people import unknown_username
from tests.support.recovery_realm import RecoveryRealm


def nobody(_school: RecoveryRealm) -> str:
    """A username that nobody has."""
    return unknown_username()


def disabled(school: RecoveryRealm) -> str:
    """A student whose account is disabled."""
    person, username = school.student()
    school.change(person, enabled=False)
    return username


def young(school: RecoveryRealm) -> str:
    """A pupil of a grade that does not recover."""
    return school.student(grade="KG")[1]


def without_questions(school: RecoveryRealm) -> str:
    """A student who never chose questions."""
    username = f"p{uuid.uuid4().hex[:10]}"
    school.person(username, attributes={"personType": ["student"], "grade": ["07"]})
    return username
