"""Points in time as people read them, in the district's time zone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from badge_tool.words import words_in
from desk.language import Language


def times_in(language: Language, zone: ZoneInfo, now: Callable[[], datetime]) -> Callable[[date | datetime], str]:
    """What writes days and times in a language.

    Args:
        language: of the reader.
        zone: of the district.
        now: the time, with any time zone.

    Returns:
        Takes a day, or a time with any time zone, and says `November 26, 2026`, that with `, 2:05 PM`, or
        `today at 2:05 PM`.
    """
    words = words_in(language.code)

    def write(when: date | datetime) -> str:
        if not isinstance(when, datetime):
            return words.day(when)
        here = when.astimezone(zone)
        time = here.strftime(language.say("time.clock")).removeprefix("0")
        if here.date() == now().astimezone(zone).date():
            return language.say("time.today", time=time)
        return language.say("time.date_and_time", date=words.day(here.date()), time=time)

    return write
