"""Claim letters: what is in them, what an envelope's window shows, and the two steps in which codes are issued."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import pymupdf
import pytest
import zxingcpp

from admin_api import AdminConnection
from admin_api.claims import MAIL_LIMIT, ClaimApi, ClaimIssue, ClaimMailing, IssuedClaim
from admin_api.recipients import Refused
from badge_tool.asked import Asked
from badge_tool.class_sheets import Place
from badge_tool.cover import Missing
from badge_tool.errors import NobodyError
from badge_tool.letters.issue import batch_of, issue_codes
from badge_tool.letters.letter import PAPERS, Letter, LetterBatch, LetterGroup, LetterLook, Paper
from badge_tool.letters.look import letter_look_of, letter_words_of
from badge_tool.letters.mail import mail_codes
from badge_tool.letters.sheet import render
from settings import District
from settings.claim import ClaimPolicy, Identify
from tests.support.printed_badges import NAMES, pictures, texts

CODE = "7K3M-9QRT-X2WB"
DISTRICT = District(name="Cedar Valley Schools", realm="cedar-valley", help_contact="the front office")
every_paper = pytest.mark.parametrize("paper", PAPERS.values(), ids=lambda paper: paper.name)


def look(district: District = DISTRICT) -> LetterLook:
    return letter_look_of(district, "https://id.cedar-valley.example", None)


def letter(*, language: str = "en", staff: bool = False, name: tuple[str, str] = ("Ana", "Li")) -> Letter:
    return Letter(
        CODE,
        *name,
        "ana.li",
        None if staff else "07",
        "Front office" if staff else "Room 12",
        "CV01",
        date(2026, 9, 17),
        letter_words_of(DISTRICT, language),
        staff,
    )


def pdf(*letters: Letter, paper: Paper = PAPERS["letter"], cover: bool = False, look: LetterLook = look()) -> bytes:  # noqa: B008 - a value
    missing = (Missing("Tom Sawyer", "claimed"),)
    return render(
        LetterBatch(look, (LetterGroup("Room 12", "CV01", letters, missing),), date(2026, 8, 17), cover), paper
    )


@every_paper
@pytest.mark.parametrize("name", NAMES)
def test_the_window_shows_whom_it_is_for_and_nothing_of_the_code(paper: Paper, name: tuple[str, str]) -> None:
    left, top, width, height = paper.window
    with pymupdf.open(stream=pdf(letter(name=name), paper=paper)) as document:
        page = document[0]
        seen = page.get_text(clip=pymupdf.Rect(left - 1, top - 1, left + width + 1, top + height + 1))
        folded_away = page.get_text(clip=pymupdf.Rect(0, paper.folds[0], *paper.page))

    assert seen.startswith("To the family of")
    assert "Room 12" in seen
    assert all(group in folded_away for group in CODE.split("-"))
    assert not any(group in seen for group in CODE.split("-"))


@every_paper
def test_the_qr_code_has_the_address_and_no_secret(paper: Paper) -> None:
    (picture,) = pictures(pdf(letter(), paper=paper), 150)

    (code,) = zxingcpp.read_barcodes(picture)

    assert code.text == "https://id.cedar-valley.example/realms/cedar-valley/claim"


@every_paper
def test_a_group_of_the_code_is_large_enough_to_be_read_aloud(paper: Paper) -> None:
    with pymupdf.open(stream=pdf(letter(), paper=paper)) as document:
        spans = [
            span
            for block in document[0].get_text("dict")["blocks"]
            for line in block.get("lines", ())
            for span in line["spans"]
        ]

    sizes = [span["size"] for span in spans if span["text"] in CODE.split("-")]
    assert len(sizes) == 3
    assert min(sizes) >= 24


@every_paper
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("staff", [False, True])
def test_a_letter_is_one_page_with_a_margin_below(paper: Paper, language: str, staff: bool) -> None:
    name = NAMES[6]
    both = DISTRICT.model_copy(update={"claim": ClaimPolicy(identify=Identify(students="both", staff="both"))})

    with pymupdf.open(
        stream=pdf(letter(language=language, staff=staff, name=name), paper=paper, look=look(both))
    ) as one:
        lowest = max(block[3] for block in one[0].get_text("blocks"))
        assert len(one) == 1
    assert lowest < paper.page[1] - 36


@every_paper
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_letter_names_the_guides_that_the_district_has(paper: Paper, language: str) -> None:
    with_guides = DISTRICT.model_copy(update={"guides": "https://desk.cedar-valley.example/guides/{language}/"})
    with pymupdf.open(stream=pdf(letter(language=language), paper=paper, look=look(with_guides))) as one:
        words = " ".join(one[0].get_text().split())
        lowest = max(block[3] for block in one[0].get_text("blocks"))

    assert f"desk.cedar-valley.example/guides/{language}/" in words
    assert lowest < paper.page[1] - 36
    assert "guide" not in "".join(texts(pdf(letter(), paper=paper)))


def test_a_letter_is_in_the_language_of_whom_it_is_for() -> None:
    issue = ClaimIssue(
        (_issued("p1", language="es-MX"), _issued("p2", language="tlh"), _issued("p3", language=None)), ()
    )

    batch = batch_of(
        issue, look(), printed=date(2026, 8, 17), cover=True, language=letter_words_of(DISTRICT, None), places={}
    )

    languages = [one.words.checklist.language for group in batch.groups for one in group.letters]
    assert languages == ["es", "en", "en"]


def test_employees_read_of_work_and_students_of_school() -> None:
    student, employee = texts(pdf(letter(), letter(staff=True, name=("Zoe", "Zimmer"))))

    assert "for school" in student
    assert "authenticator" not in student
    assert "authenticator app" in employee
    assert "family" not in employee


def test_the_date_of_birth_is_asked_for_where_the_policy_says_so() -> None:
    both = DISTRICT.model_copy(update={"claim": ClaimPolicy(identify=Identify(students="both"))})

    (without,) = texts(pdf(letter()))
    student, employee = texts(pdf(letter(), letter(staff=True, name=("Zoe", "Zimmer")), look=look(both)))

    assert "date of birth" not in without
    assert "date of birth" in student
    assert "date of birth" not in employee


def test_the_checklist_says_who_got_a_letter_and_why_others_did_not_and_no_code() -> None:
    checklist, _ = texts(pdf(letter(), cover=True))

    assert "1 letter" in checklist
    assert "September 17, 2026" in checklist
    assert "Ana Li" in checklist
    assert "has claimed the account already" in checklist
    assert "7K3M" not in checklist


def test_the_same_letters_give_the_same_bytes() -> None:
    assert pdf(letter(), cover=True) == pdf(letter(), cover=True)


def test_letters_come_campus_by_campus_and_class_by_class() -> None:
    issue = ClaimIssue((_issued("p1"), _issued("p2"), _issued("p3")), (Refused("p4", "claimed", "Tom", "Sawyer"),))
    places = {
        "p1": Place("CV02", "c1", "Room 1", "07"),
        "p2": Place("CV01", "c2", "Room 2", "07"),
        "p3": Place("CV02", "c1", "Room 1", "07"),
        "p4": Place("CV02", "c1", "Room 1", "07"),
    }

    batch = batch_of(
        issue, look(), printed=date(2026, 8, 17), cover=True, language=letter_words_of(DISTRICT, None), places=places
    )

    assert [(one.campus, one.title, len(one.letters), one.missing) for one in batch.groups] == [
        ("CV01", "Room 2", 1, ()),
        ("CV02", "Room 1", 2, (Missing("Tom Sawyer", "claimed"),)),
    ]


@dataclass(frozen=True)
class _Claims(ClaimApi):
    """Whoever is named `p…` may claim; the others have."""

    working: set[str] = field(default_factory=set)
    pending: set[str] = field(default_factory=set)

    def issue(
        self, *, people: Sequence[str] = (), classes: Sequence[str] = (), expires: date | None = None
    ) -> ClaimIssue:
        issued = tuple(_issued(person) for person in people if person.startswith("p"))
        self.pending.update(one.claim_id for one in issued)
        return ClaimIssue(issued, tuple(Refused(one, "claimed") for one in people if not one.startswith("p")))

    def activate(self, claim_ids: Sequence[str]) -> int:
        self.working.update(claim_ids)
        self.pending.difference_update(claim_ids)
        return len(claim_ids)

    def void_pending(self, claim_ids: Sequence[str]) -> int:
        self.pending.difference_update(claim_ids)
        return len(claim_ids)

    def send(
        self, *, people: Sequence[str] = (), classes: Sequence[str] = (), expires: date | None = None
    ) -> ClaimMailing:
        assert len(people) <= MAIL_LIMIT
        sent = tuple(person for person in people if person.startswith("p"))
        return ClaimMailing(sent, tuple(Refused(one, "no_email") for one in people if one not in sent))


def _issued(person: str, language: str | None = None) -> IssuedClaim:
    return IssuedClaim(
        sourced_id=person,
        user_id=f"id-{person}",
        claim_id=f"claim-{person}",
        code=CODE,
        username=person,
        first_name="Ana",
        last_name="Li",
        grade="07",
        expires=date(2026, 9, 17),
        language=language,
    )


@pytest.fixture
def api() -> _Claims:
    return _Claims(AdminConnection.of_person("http://localhost:1", "token"), "cedar-valley")


def test_codes_work_once_they_are_delivered(api: _Claims) -> None:
    seen: list[set[str]] = []

    issue_codes(api, Asked(people=("p1", "x1")), lambda _: seen.append(set(api.working)))

    assert seen == [set()]
    assert api.working == {"claim-p1"}


def test_codes_that_were_not_delivered_are_taken_back(api: _Claims) -> None:
    def deliver(_: ClaimIssue) -> None:
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        issue_codes(api, Asked(people=("p1",)), deliver)

    assert (api.working, api.pending) == (set(), set())


def test_who_has_claimed_is_named(api: _Claims) -> None:
    with pytest.raises(NobodyError, match="x1: the account is claimed; only a reset opens it again"):
        issue_codes(api, Asked(people=("x1",)), lambda _: pytest.fail("nothing was to be delivered"))


def test_more_mails_than_a_call_takes_are_sent_in_several_and_counted(api: _Claims) -> None:
    people = [f"p{number}" for number in range(MAIL_LIMIT)] + ["x1", "p-last"]
    told: list[int] = []

    mailing = mail_codes(api, people, told.append)

    assert told == [MAIL_LIMIT, MAIL_LIMIT + 1]
    assert [one.sourced_id for one in mailing.refused] == ["x1"]


def test_nobody_who_could_be_sent_a_mail_is_an_error_that_says_why(api: _Claims) -> None:
    with pytest.raises(NobodyError, match="x1: the roster has no e-mail address"):
        mail_codes(api, ["x1"], lambda _: None)


def test_a_code_shows_in_no_representation() -> None:
    assert CODE not in repr(letter())
    assert CODE not in repr(_issued("p1"))
