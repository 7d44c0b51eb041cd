"""What a run of printing is going to do, before anything is issued."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from admin_api.badge_people import BadgePeopleApi
from admin_api.recipients import Refused
from badge_tool.asked import Asked
from badge_tool.errors import NobodyError
from badge_tool.parts import Each, Part, Round, parts, rounds
from badge_tool.selection import Chosen, Selection, chosen
from badge_tool.two_steps import BADGE


@dataclass(frozen=True)
class PrintPlan:
    """Rounds of issuing, and who is known to get nothing.

    Attributes:
        rounds: empty where everybody who was chosen has a badge already.
        refused: who may have no badge; classes that were named and have nobody among them.
    """

    rounds: tuple[Round, ...]
    refused: tuple[Refused, ...] = ()

    @property
    def files(self) -> int:
        """How many PDFs of badges there will be."""
        return sum(len(one.parts) for one in self.rounds)


def plan(api: BadgePeopleApi, selection: Selection, each: Each, name: str) -> PrintPlan:
    """Look up who is chosen, and divide them among PDFs.

    Args:
        api: the list of people, as whoever asks may see it.
        selection: for whom.
        each: what has a PDF of its own.
        name: of the file where there is one for all.

    Raises:
        NobodyError: nobody is chosen, or nobody of them may have a badge.
        TooManyError: they are more than one PDF takes.
        AdminApiError: Keycloak refuses or does not answer.
    """
    if not selection.is_filter and each == "none":
        return PrintPlan((Round(Asked(selection.people, selection.classes), (Part(name),)),))
    people = chosen(api.people(selection.wanted), selection.schools)
    refused = sorted((one.refused for one in people if one.refused), key=lambda one: one.sourced_id)
    divided = tuple(rounds(parts(people, each, name)))
    if not divided and not _all_have_one(api, selection, people):
        raise _nobody(refused)
    return PrintPlan(divided, (*refused, *_empty_classes(selection, people)))


def _all_have_one(api: BadgePeopleApi, selection: Selection, people: Sequence[Chosen]) -> bool:
    """Whether nobody was found because people with badges were left out, and not because nobody is called so."""
    if not selection.without_badge:
        return False
    return bool(people) or any(True for _ in api.people(replace(selection.wanted, without_badge=False)))


def _nobody(refused: Sequence[Refused]) -> NobodyError:
    if not refused:
        return NobodyError(
            "nobody is chosen: check the campuses, grades, classes and kinds of employees that are named"
        )
    return NobodyError(f"nobody of those chosen may have a badge:\n{BADGE.reasons(refused)}", refused)


def _empty_classes(selection: Selection, people: Sequence[Chosen]) -> tuple[Refused, ...]:
    """Classes that were named and are not there; with further conditions a class may well be empty."""
    if selection.is_filter:
        return ()
    met = {one.place.class_sourced_id for one in people}
    return tuple(Refused(name, "not_allowed") for name in selection.classes if name not in met)
