"""Credential cards: what is on them, and the two steps in which they are issued.

The endpoint here is a stand-in that keeps whose password is what: a real one cannot be stopped at will.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import pymupdf
import pytest
from reportlab.lib.pagesizes import A4

from admin_api import AdminConnection, UnreachableError
from admin_api.badge_people import BadgePerson
from admin_api.cards import CARD_LIMIT, CardApi, CardIssue, IssuedCard
from admin_api.recipients import Refused
from badge_tool.asked import Asked
from badge_tool.cards.card import Card, CardLayout, CardLook, CardSheet, ClassCards
from badge_tool.cards.issue import issue_cards, may_have_a_card, sheet_of
from badge_tool.cards.layouts import CARD_LAYOUTS
from badge_tool.cards.look import card_look_of
from badge_tool.cards.sheet import render
from badge_tool.cover import Missing
from badge_tool.errors import NobodyError, NotActivatedError
from settings import District
from settings.cards import CardPolicy
from settings.grades import GradeSet
from tests.support.printed_badges import NAMES, texts, words_on

every_layout = pytest.mark.parametrize("layout", CARD_LAYOUTS.values(), ids=lambda layout: layout.name)
LONGEST = "bridge-flower-orange-92"


def look(language: str = "en") -> CardLook:
    district = District(name="Cedar Valley Schools", realm="cedar-valley", help_contact="the front office")
    return card_look_of(district, "https://id.cedar-valley.example", language)


def cards(count: int, phrase: str = "acorn-river-kite-47") -> tuple[Card, ...]:
    return tuple(
        Card(f"pupil{number:03}", phrase, *NAMES[number % len(NAMES)], "01", "Ms. Rivera") for number in range(count)
    )


def sheet(*classes: ClassCards, language: str = "en", cover: bool = True) -> CardSheet:
    return CardSheet(look(language), classes, date(2026, 8, 17), cover)


@every_layout
def test_user_name_phrase_and_address_are_on_every_card(layout: CardLayout) -> None:
    pages = "".join(texts(render(sheet(ClassCards("Ms. Rivera", cards(9, LONGEST)), cover=False), layout)))

    assert pages.count(LONGEST) == 9
    assert all(f"pupil{number:03}" in pages for number in range(9))
    assert pages.count("id.cedar-valley.example/realms/cedar-valley/portal") == 9


@every_layout
def test_the_checklist_has_everybody_and_no_phrase(layout: CardLayout) -> None:
    one = ClassCards("Ms. Rivera", cards(3), (Missing("Tom Sawyer", "policy"),))

    checklist, *_ = texts(render(sheet(one), layout))

    assert "3 cards" in checklist
    assert all(f"{first} {last}" in checklist for first, last in NAMES[:3])
    assert "Tom Sawyer" in checklist
    assert "acorn" not in checklist


@every_layout
def test_a_phrase_is_large_enough_for_a_child(layout: CardLayout) -> None:
    pdf = render(sheet(ClassCards("", cards(1, LONGEST)), cover=False), layout)

    with pymupdf.open(stream=pdf) as document:
        spans = [
            span
            for block in document[0].get_text("dict")["blocks"]
            for line in block.get("lines", ())
            for span in line["spans"]
        ]
    assert min(span["size"] for span in spans if span["text"] == LONGEST) >= 18


@every_layout
@pytest.mark.parametrize("language", ["en", "es"])
def test_no_text_touches_another(layout: CardLayout, language: str) -> None:
    pdf = render(sheet(ClassCards("", cards(12, LONGEST)), cover=False, language=language), layout)

    with pymupdf.open(stream=pdf) as document:
        assert [overlap for page in document for overlap in _overlaps(words_on(page))] == []


def _overlaps(boxes: Sequence[pymupdf.Rect]) -> list[pymupdf.Rect]:
    """Where boxes lie on each other; words of one line meet at a point or so."""
    found = [pymupdf.Rect(one) & other for number, one in enumerate(boxes) for other in boxes[number + 1 :]]
    return [overlap for overlap in found if overlap.width > 0.01 and overlap.height > 0.01]


def test_everything_is_in_the_language_asked_for() -> None:
    pages = texts(render(sheet(ClassCards("Ms. Rivera", cards(1)), language="es"), CARD_LAYOUTS["home-a4"]))

    assert "1 tarjeta" in pages[0]
    assert "Mi contraseña" in pages[1]
    assert "la oficina de la escuela" in pages[1], "the district says whom to ask in its own language only"


def test_where_privacy_says_so_cards_have_the_first_letter_of_the_last_name_and_checklists_all_of_it() -> None:
    private = replace(look(), look=replace(look().look, full_names=False))
    one = CardSheet(private, (ClassCards("Ms. Rivera", cards(1)),), date(2026, 8, 17))

    checklist, page = texts(render(one, CARD_LAYOUTS["card-letter"]))

    assert "Álvarez" in checklist
    assert "Álvarez" not in page
    assert "Á." in page


def test_the_same_cards_give_the_same_bytes() -> None:
    one = sheet(ClassCards("Ms. Rivera", cards(9)))

    assert render(one, CARD_LAYOUTS["card-a4"]) == render(one, CARD_LAYOUTS["card-a4"])


def test_a_page_of_a4_is_of_a4() -> None:
    with pymupdf.open(stream=render(sheet(ClassCards("", cards(1))), CARD_LAYOUTS["card-a4"])) as document:
        assert {(round(page.rect.width), round(page.rect.height)) for page in document} == {
            (round(A4[0]), round(A4[1]))
        }


@dataclass(frozen=True)
class _Cards(CardApi):
    """Whoever is named `p…` may have a card and has the password `old`."""

    passwords: dict[str, str] = field(default_factory=dict)
    pending: set[str] = field(default_factory=set)
    calls: list[int] = field(default_factory=list)
    reachable: list[bool] = field(default_factory=lambda: [True])

    def issue(
        self, *, people: Sequence[str] = (), classes: Sequence[str] = (), language: str | None = None
    ) -> CardIssue:
        self.calls.append(len(people))
        issued = tuple(_issued(person) for person in people if person.startswith("p"))
        self.pending.update(card.card_id for card in issued)
        return CardIssue(issued, tuple(Refused(one, "policy") for one in people if not one.startswith("p")))

    def activate(self, card_ids: Sequence[str]) -> int:
        if not self.reachable[0]:
            raise UnreachableError("http://keycloak does not answer")
        self.passwords.update({card_id.removeprefix("card-"): card_id for card_id in card_ids})
        self.pending.difference_update(card_ids)
        return len(card_ids)

    def void_pending(self, card_ids: Sequence[str]) -> int:
        self.pending.difference_update(card_ids)
        return len(card_ids)


def _issued(person: str, class_title: str | None = None) -> IssuedCard:
    return IssuedCard(
        sourced_id=person,
        user_id=f"id-{person}",
        card_id=f"card-{person}",
        phrase="acorn-river-kite-47",
        username=person,
        first_name="Ana",
        last_name="Li",
        grade="KG",
        class_title=class_title,
    )


@pytest.fixture
def api() -> _Cards:
    return _Cards(AdminConnection.of_person("http://localhost:1", "token"), "cedar-valley")


def test_cards_become_passwords_once_they_are_delivered(api: _Cards) -> None:
    seen: list[dict[str, str]] = []

    issue_cards(api, Asked(people=("p1",)), lambda _: seen.append(dict(api.passwords)))

    assert seen == [{}]
    assert api.passwords == {"p1": "card-p1"}


def test_cards_that_were_not_delivered_are_taken_back(api: _Cards) -> None:
    def deliver(_: CardIssue) -> None:
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        issue_cards(api, Asked(people=("p1",)), deliver)

    assert (api.passwords, api.pending) == ({}, set())


def test_cards_that_are_on_paper_are_not_taken_back_when_keycloak_does_not_answer(api: _Cards) -> None:
    api.reachable[0] = False

    with pytest.raises(NotActivatedError, match=r"new cards are delivered.*run the command again"):
        issue_cards(api, Asked(people=("p1",)), lambda _: None)

    assert api.pending == {"card-p1"}


def test_more_people_than_a_call_takes_are_issued_in_several(api: _Cards) -> None:
    people = tuple(f"p{number}" for number in range(CARD_LIMIT + 1))

    issued = issue_cards(api, Asked(people=people), lambda _: None)

    assert api.calls == [CARD_LIMIT, 1]
    assert len(issued.issued) == len(api.passwords) == CARD_LIMIT + 1


def test_who_may_have_none_is_named_with_the_reason(api: _Cards) -> None:
    with pytest.raises(NobodyError, match=r"nobody.*card:\n  x1: .*gives no card.*\(cards in district.yaml\)"):
        issue_cards(api, Asked(people=("x1",)), lambda _: pytest.fail("nothing was to be delivered"))


def test_of_a_campus_only_those_get_cards_whom_the_policy_gives_them() -> None:
    people = [
        _person("young", grade="KG"),
        _person("old", grade="07"),
        _person("marked", grade="07", special_ed=True),
        _person("teacher", kind="staff"),
    ]

    chosen = may_have_a_card(people, CardPolicy(grades=GradeSet.parse("PR-05"), special_ed=True))

    assert chosen.people == ("young", "marked")


def _person(name: str, *, kind: str = "student", grade: str | None = None, special_ed: bool = False) -> BadgePerson:
    return BadgePerson(
        name, f"id-{name}", name, "Ana", "Li", kind, grade, ("CV01",), None, special_ed, None, None, None, None  # type: ignore[arg-type]
    )  # fmt: skip


def test_people_of_a_campus_come_class_by_class_and_those_without_a_card_with_their_own() -> None:
    issue = CardIssue((_issued("p1"), _issued("p2"), _issued("p3")), (Refused("x1", "policy", "Tom", "Sawyer"),))

    laid_out = sheet_of(
        issue,
        look(),
        printed=date(2026, 8, 17),
        cover=True,
        classes={"p1": "Room 2", "p2": "Room 1", "p3": "Room 2", "x1": "Room 2"},
    )

    assert [(one.title, len(one.cards), one.missing) for one in laid_out.classes] == [
        ("Room 1", 1, ()),
        ("Room 2", 2, (Missing("Tom Sawyer", "policy"),)),
    ]


def test_a_phrase_shows_in_no_representation() -> None:
    (card,) = cards(1)

    assert "acorn" not in repr(card)
    assert "acorn" not in repr(_issued("p1"))
