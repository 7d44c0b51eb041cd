"""Issuing claim codes in two steps: a crash leaves people with a code that works, the old one or the one on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from admin_api.badge_people import BadgePerson
from admin_api.claims import CLAIM_LIMIT, ClaimApi, ClaimIssue, IssuedClaim
from badge_tool.asked import Asked
from badge_tool.class_sheets import Place
from badge_tool.cover import Missing
from badge_tool.errors import NobodyError
from badge_tool.letters.letter import Letter, LetterBatch, LetterGroup, LetterLook
from badge_tool.letters.words import LetterWords, letter_words_in
from badge_tool.two_steps import CLAIM_CODE, deliver_and_activate, nobody
from settings.claim import ClaimPolicy

_NOWHERE = Place("", None, "", None)


def who_claim(people: Iterable[BadgePerson], policy: ClaimPolicy) -> list[BadgePerson]:
    """Those of people who were chosen by campus, grade or kind that claim an account by the district's policy.

    Raises:
        NobodyError: nobody is left.
    """
    found = [person for person in people if person.kind == "staff" or person.grade in policy.grades]
    if not found:
        raise NobodyError("nobody of those chosen claims an account (claim in district.yaml)")
    return found


def issue_codes(
    api: ClaimApi, asked: Asked, deliver: Callable[[ClaimIssue], None], *, expires: date | None = None
) -> ClaimIssue:
    """Issue, deliver, activate.

    Args:
        api: the endpoint, with the powers of whoever asks.
        asked: for whom; of people as many as you like.
        deliver: takes the codes; when it returns they are safe, when it raises nothing is activated.
        expires: last day of the codes; None for what the district's policy says.

    Raises:
        NobodyError: nobody got a code; nothing was delivered.
        NotActivatedError: delivered, but the activation was not confirmed.
        AdminApiError: the issuing failed; nothing has changed.
    """
    issue = _issue(api, asked, expires)
    if not issue.issued:
        raise nobody(CLAIM_CODE, asked, issue.refused)
    ids = [one.claim_id for one in issue.issued]
    deliver_and_activate(CLAIM_CODE, ids, lambda: deliver(issue), api, at_once=CLAIM_LIMIT)
    return issue


def _issue(api: ClaimApi, asked: Asked, expires: date | None) -> ClaimIssue:
    calls = [
        api.issue(people=call.people, classes=call.classes, expires=expires) for call in asked.in_calls(CLAIM_LIMIT)
    ]
    return ClaimIssue(
        tuple(one for call in calls for one in call.issued), tuple(one for call in calls for one in call.refused)
    )


def batch_of(
    issue: ClaimIssue,
    look: LetterLook,
    *,
    printed: date,
    cover: bool,
    language: LetterWords,
    places: Mapping[str, Place],
) -> LetterBatch:
    """Lay out what was issued, a part for each class or kind of employee, campus by campus.

    Args:
        issue: the answer of the endpoint.
        look: district and address.
        printed: the date of letters and checklists.
        cover: whether there are checklists.
        language: of the letters to people who have not chosen one that letters speak.
        places: where people belong, by sourcedId; of those who are not in it the answer says the class.
    """
    letters: dict[tuple[str, str], list[Letter]] = {}
    missing: dict[tuple[str, str], list[Missing]] = {}
    for one in issue.issued:
        place = places.get(one.sourced_id, _NOWHERE)
        title = one.class_title or place.title
        letters.setdefault((place.campus, title), []).append(_letter(one, title, place.campus, language))
    for refused in issue.refused:
        place = places.get(refused.sourced_id, _NOWHERE)
        key = (place.campus, refused.class_title or place.title)
        missing.setdefault(key if key in letters else next(iter(letters)), []).append(
            Missing(refused.name, refused.error)
        )
    return LetterBatch(
        look,
        tuple(
            LetterGroup(title, campus, tuple(letters[campus, title]), tuple(missing.get((campus, title), ())))
            for campus, title in (sorted(letters) if places else letters)
        ),
        printed,
        cover,
    )


def _letter(one: IssuedClaim, title: str, campus: str, language: LetterWords) -> Letter:
    return Letter(
        code=one.code,
        first_name=one.first_name,
        last_name=one.last_name,
        username=one.username,
        grade=one.grade,
        group=title,
        campus=campus,
        expires=one.expires,
        words=letter_words_in(one.language or "") or language,
        staff=one.grade is None,
    )
