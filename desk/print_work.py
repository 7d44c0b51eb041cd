"""Printing for many: who it is for, issuing step by step, drawing, and making it work when it is on paper.

In: what somebody chose. Out: PDFs, and the calls that activate what is on them or take it back.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import ClassVar

from admin_api import (
    CARD_LIMIT,
    CLAIM_LIMIT,
    AdminConnection,
    BadgeApi,
    BadgePeopleApi,
    BadgePerson,
    CardApi,
    CardIssue,
    ClaimApi,
    ClaimIssue,
)
from admin_api.badges import Issue
from admin_api.recipients import Refused
from badge_tool.asked import Asked
from badge_tool.cards.issue import may_have_a_card
from badge_tool.cards.look import card_look_of
from badge_tool.errors import NobodyError
from badge_tool.issue import LARGEST_CALL
from badge_tool.letters.issue import who_claim
from badge_tool.parts import parts
from badge_tool.selection import Chosen, chosen
from badge_tool.two_steps import BADGE, CARD, CLAIM_CODE, Pending, Thing, activate_all, nobody
from desk.choices import PrintChoices
from desk.drawing import PrintedFile, draw_badges, draw_cards, draw_letters
from desk.errors import TooManyError
from desk.site import Site


class PrintWork(ABC):
    """Something that is printed for people who were looked up.

    Attributes:
        step: how many people one call of `issue` is for.
        at_once: how many ids one call activates.
        people: for whom, by sourcedId, in the order of issuing.
        replaced: how many of them have one now, as far as that is known; it stops working when the new one works.
        ids: of what was issued.
        refused: who got none.
    """

    thing: ClassVar[Thing]
    step: ClassVar[int]
    at_once: ClassVar[int]

    def __init__(self, site: Site, choices: PrintChoices, language: str, people: Sequence[str]) -> None:
        """Begin with nothing issued. Raises TooManyError for more people than one PDF has."""
        if len(people) > LARGEST_CALL:
            raise TooManyError(f"{len(people)} people are too many for one PDF")
        self.site = site
        self.choices = choices
        self.language = language
        self.people = tuple(people)
        self.replaced = 0
        self.ids: list[str] = []
        self.refused: list[Refused] = []

    def steps(self) -> Iterator[tuple[str, ...]]:
        """The people of each call of `issue`."""
        return (self.people[start : start + self.step] for start in range(0, len(self.people), self.step))

    @abstractmethod
    def issue(self, connection: AdminConnection, people: Sequence[str]) -> None:
        """Issue for some of the people; nothing changes for anybody. Raises AdminApiError."""

    @abstractmethod
    def _draw(self) -> tuple[PrintedFile, ...]:
        """Draw all that was issued."""

    @abstractmethod
    def api(self, connection: AdminConnection) -> Pending:
        """The calls about what is pending."""

    def draw(self) -> tuple[PrintedFile, ...]:
        """Draw all that was issued.

        Raises:
            NobodyError: nobody got one.
            BadgeError: it cannot be drawn.
        """
        if not self.ids:
            raise nobody(self.thing, Asked(people=self.people), self.refused)
        return self._draw()

    def activate(self, connection: AdminConnection) -> None:
        """Make what was issued work, and the older ones not. Raises NotActivatedError."""
        activate_all(self.thing, self.ids, self.api(connection).activate, at_once=self.at_once)

    def withdraw(self, connection: AdminConnection) -> None:
        """Take back what was issued; nothing changes for anybody. Raises AdminApiError."""
        for start in range(0, len(self.ids), self.at_once):
            self.api(connection).void_pending(self.ids[start : start + self.at_once])


class BadgeWork(PrintWork):
    """Badges."""

    thing = BADGE
    step = 500
    at_once = LARGEST_CALL

    def __init__(self, site: Site, choices: PrintChoices, language: str, found: Sequence[Chosen]) -> None:
        """For those of the people found who may have a badge. Raises NobodyError and TooManyError."""
        refused = [one.refused for one in found if one.refused]
        allowed = sum(one.refused is None for one in found)
        if allowed > LARGEST_CALL:
            raise TooManyError(f"{allowed} people are too many for one PDF")
        # Keycloak lists people as they come; on paper classes go by campus, grade and title.
        divided = list(parts(found, "none", "badges"))
        if not divided:
            raise NobodyError("nobody of those chosen may have a badge", refused)
        super().__init__(site, choices, language, divided[0].people)
        self._part = divided[0]
        self._issue = Issue((), ())

    def issue(self, connection: AdminConnection, people: Sequence[str]) -> None:
        """See `PrintWork`."""
        last_day = self.site.district.badges.expires
        answer = self.api(connection).issue(people=people, expires=last_day.isoformat() if last_day else None)
        self._issue = Issue((*self._issue.issued, *answer.issued), (*self._issue.refused, *answer.refused))
        self.ids += [badge.credential_id for badge in answer.issued]
        self.refused += answer.refused

    def _draw(self) -> tuple[PrintedFile, ...]:
        how = self.choices.badge_set
        part = self._part
        return draw_badges(self.site, self._issue, how, self.language, places=part.places, refused=part.refused)

    def api(self, connection: AdminConnection) -> BadgeApi:
        """See `PrintWork`."""
        return BadgeApi(connection, self.site.district.realm)


class CardWork(PrintWork):
    """Credential cards. Hashing a phrase takes its time, so a step is small."""

    thing = CARD
    step = 50
    at_once = CARD_LIMIT

    def __init__(self, site: Site, choices: PrintChoices, language: str, found: Sequence[BadgePerson]) -> None:
        """For those of the people found who may have a card. Raises NobodyError and TooManyError."""
        super().__init__(site, choices, language, may_have_a_card(found, site.district.cards).people)
        self._classes = {one.sourced_id: one.class_title for one in found if one.class_title}
        self._issue = CardIssue((), ())

    def issue(self, connection: AdminConnection, people: Sequence[str]) -> None:
        """See `PrintWork`."""
        words = card_look_of(self.site.district, self.site.keycloak_url, self.language).words
        answer = self.api(connection).issue(people=people, language=words.checklist.language)
        self._issue = CardIssue((*self._issue.issued, *answer.issued), (*self._issue.refused, *answer.refused))
        self.ids += [card.card_id for card in answer.issued]
        self.refused += answer.refused

    def _draw(self) -> tuple[PrintedFile, ...]:
        layout = self.choices.card_layout
        return draw_cards(self.site, self._issue, layout, self.language, cover=True, classes=self._classes)

    def api(self, connection: AdminConnection) -> CardApi:
        """See `PrintWork`."""
        return CardApi(connection, self.site.district.realm)


class LetterWork(PrintWork):
    """Claim letters."""

    thing = CLAIM_CODE
    step = 500
    at_once = CLAIM_LIMIT

    def __init__(self, site: Site, choices: PrintChoices, language: str, found: Sequence[BadgePerson]) -> None:
        """For those of the people found who claim an account. Raises NobodyError and TooManyError."""
        claiming = chosen(who_claim(found, site.district.claim), choices.campuses)
        super().__init__(site, choices, language, [one.sourced_id for one in claiming])
        self._places = {one.sourced_id: one.place for one in claiming}
        self._issue = ClaimIssue((), ())

    def issue(self, connection: AdminConnection, people: Sequence[str]) -> None:
        """See `PrintWork`."""
        answer = self.api(connection).issue(people=people)
        self._issue = ClaimIssue((*self._issue.issued, *answer.issued), (*self._issue.refused, *answer.refused))
        self.ids += [one.claim_id for one in answer.issued]
        self.refused += answer.refused

    def _draw(self) -> tuple[PrintedFile, ...]:
        paper = self.choices.paper
        return draw_letters(self.site, self._issue, paper, self.language, cover=True, places=self._places)

    def api(self, connection: AdminConnection) -> ClaimApi:
        """See `PrintWork`."""
        return ClaimApi(connection, self.site.district.realm)


def look_up(connection: AdminConnection, site: Site, choices: PrintChoices, language: str) -> PrintWork:
    """Find those in the caller's care whom choices mean; nothing is issued yet.

    Raises:
        NobodyError: nobody of them may have what is printed.
        TooManyError: they are more than one PDF has.
        AdminApiError: Keycloak refuses or does not answer.
    """
    wanted = choices.selection.wanted
    if choices.what != "badges":
        wanted = replace(wanted, without_badge=False)
    people = list(BadgePeopleApi(connection, site.district.realm).people(wanted))
    language = choices.language or language
    if choices.what == "badges":
        work = BadgeWork(site, choices, language, chosen(people, choices.campuses))
        work.replaced = sum(one.refusal is None and _works(one) for one in people)
        return work
    make: Callable[..., PrintWork] = CardWork if choices.what == "cards" else LetterWork
    return make(site, choices, language, people)


def _works(person: BadgePerson) -> bool:
    return person.badge is not None and person.badge.state == "active"
