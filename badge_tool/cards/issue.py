"""Issuing cards in two steps: a crash leaves pupils with a password that works, the old one or the one on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from admin_api.badge_people import BadgePerson
from admin_api.cards import CARD_LIMIT, CardApi, CardIssue, IssuedCard
from badge_tool.asked import Asked
from badge_tool.cards.card import Card, CardLook, CardSheet, ClassCards
from badge_tool.cover import Missing
from badge_tool.errors import NobodyError
from badge_tool.two_steps import CARD, deliver_and_activate, nobody
from settings.cards import CardPolicy


def may_have_a_card(people: Iterable[BadgePerson], policy: CardPolicy) -> Asked:
    """Those of people who were chosen by campus, grade or mark that the district's policy gives a card.

    Raises:
        NobodyError: nobody is left.
    """
    found = tuple(
        person.sourced_id
        for person in people
        if person.kind == "student" and (person.grade in policy.grades or (policy.special_ed and person.special_ed))
    )
    if not found:
        raise NobodyError("nobody of those chosen may have a card (cards in district.yaml)")
    return Asked(people=found)


def issue_cards(
    api: CardApi, asked: Asked, deliver: Callable[[CardIssue], None], *, language: str | None = None
) -> CardIssue:
    """Issue, deliver, activate.

    Args:
        api: the endpoint, with the powers of whoever asks.
        asked: for whom; of people as many as you like.
        deliver: takes the phrases; when it returns they are safe, when it raises nothing is activated.
        language: of the phrases; None for the realm's.

    Raises:
        NobodyError: nobody got a card; nothing was delivered.
        NotActivatedError: delivered, but the activation was not confirmed.
        AdminApiError: the issuing failed; nothing has changed.
    """
    issue = _issue(api, asked, language)
    if not issue.issued:
        raise nobody(CARD, asked, issue.refused)
    ids = [card.card_id for card in issue.issued]
    deliver_and_activate(CARD, ids, lambda: deliver(issue), api, at_once=CARD_LIMIT)
    return issue


def _issue(api: CardApi, asked: Asked, language: str | None) -> CardIssue:
    calls = [
        api.issue(people=call.people, classes=call.classes, language=language) for call in asked.in_calls(CARD_LIMIT)
    ]
    return CardIssue(
        tuple(card for call in calls for card in call.issued), tuple(one for call in calls for one in call.refused)
    )


def sheet_of(issue: CardIssue, look: CardLook, *, printed: date, cover: bool, classes: dict[str, str]) -> CardSheet:
    """Lay out what was issued, a part for each class.

    Args:
        issue: the answer of the endpoint.
        look: district, language, address.
        printed: the date of the checklists.
        cover: whether there are checklists.
        classes: titles of people's classes by sourcedId, for those who were not asked for by class; their classes
            come in the order of titles, others in the order of asking.
    """
    cards: dict[str, list[Card]] = {}
    missing: dict[str, list[Missing]] = {}
    for card in issue.issued:
        title = card.class_title or classes.get(card.sourced_id, "")
        cards.setdefault(title, []).append(_card(card, title))
    for one in issue.refused:
        title = one.class_title or classes.get(one.sourced_id, "")
        missing.setdefault(title if title in cards else next(iter(cards)), []).append(Missing(one.name, one.error))
    titles = sorted(cards) if classes else list(cards)
    return CardSheet(
        look,
        tuple(ClassCards(title, tuple(cards[title]), tuple(missing.get(title, ()))) for title in titles),
        printed,
        cover,
    )


def _card(card: IssuedCard, title: str) -> Card:
    return Card(card.username, card.phrase, card.first_name, card.last_name, card.grade, title)
