"""What `{names}` in a guide stand for: the district's own names, addresses and rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from guides.words import Words
from settings import DistrictFolder
from settings.grades import GradeSet

PLACEHOLDERS = frozenset({"district", "help", "portal", "claim", "badge-grades", "claim-grades"})
"""The names."""


@dataclass(frozen=True)
class Meaning:
    """What one stands for.

    Attributes:
        text: is shown.
        address: where it leads, if it is an address.
    """

    text: str
    address: str = ""


def meanings_of(folder: DistrictFolder, words: Words) -> Mapping[str, Meaning]:
    """What each of `PLACEHOLDERS` stands for in a district, said in a language. Raises SettingsError."""
    district = folder.district
    realm = f"{folder.deployment.keycloak.url.rstrip('/')}/realms/{district.realm}"
    # The district says whom to ask in its first language.
    in_own_language = words.code == district.languages[0].partition("-")[0]
    return {
        "district": Meaning(district.name),
        "help": Meaning(district.help_contact if in_own_language else words.say("help_contact")),
        "portal": _address(f"{realm}/portal"),
        "claim": _address(f"{realm}/claim"),
        "badge-grades": Meaning(_span(district.badges.grades, words)),
        "claim-grades": Meaning(_span(district.claim.grades, words)),
    }


def _address(url: str) -> Meaning:
    """Browsers put https:// before an address themselves."""
    return Meaning(url.removeprefix("https://"), url)


def _span(grades: GradeSet, words: Words) -> str:
    """Grades in words, from the first to the last."""
    found = [words.grade(grade) for grade in grades]
    return words.say("span", first=found[0], last=found[-1]) if len(found) > 1 else "".join(found)
