"""What the district's policy means to whoever hands badges out, a sentence each."""

from __future__ import annotations

import re

from badge_tool.words import Words
from settings.badges import BadgePolicy

_DAY = re.compile(r"[A-Z][a-z]{2}")


def policy_rules(policy: BadgePolicy, words: Words) -> tuple[str, ...]:
    """Where and when badges sign in. Who may have one is not among them: the checklist names who got none."""
    rules = []
    if policy.hours:
        hours = ", ".join(policy.hours)
        rules.append(words.hours.format(_DAY.sub(lambda day: words.days[day[0]], hours)))
    if policy.networks:
        rules.append(words.networks)
    return tuple(rules)
