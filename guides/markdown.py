"""Reading a guide: Markdown without HTML, with pictures by name and placeholders for what is the district's own.

![The page that asks for the code](screenshot:claim-code)
![Sign in with a badge](film:badge)
Open {claim}.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from guides.errors import Flaw, FlawedGuidesError
from guides.guide import Guide, Heading, Shown
from guides.placeholders import PLACEHOLDERS

_PLACEHOLDER = re.compile(r"\{([a-z-]+)\}")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_KINDS: dict[str, Literal["screenshot", "film"]] = {"screenshot": "screenshot", "film": "film"}
_SIBLING = re.compile(r"([a-z0-9-]+)\.md")


def read_guide(file: Path, language: str) -> Guide:
    """Read one guide.

    Args:
        file: of Markdown.
        language: such as `es`.

    Raises:
        FlawedGuidesError: something in it cannot be understood.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as failure:
        raise FlawedGuidesError([Flaw(file, 1, f"this file cannot be read: {failure}")]) from None
    tokens = _parser().parse(text)
    reading = _Reading(file)
    for token, line in _with_lines(tokens):
        reading.take(token, line)
    headings = tuple(_headings(tokens))
    if [heading.level for heading in headings].count(1) != 1 or headings[0].level != 1:
        reading.flaws.append(Flaw(file, 1, "a guide begins with its title, `# …`, and has no other one"))
    if reading.flaws:
        raise FlawedGuidesError(reading.flaws)
    shown, leads_to = tuple(reading.shown), tuple(reading.leads_to)
    return Guide(file, file.stem, language, tuple(tokens), headings, shown, leads_to)


class _Reading:
    """What was found in a guide so far."""

    def __init__(self, file: Path) -> None:
        self.shown: list[Shown] = []
        self.leads_to: list[tuple[str, int]] = []
        self.flaws: list[Flaw] = []
        self._file = file

    def take(self, token: Token, line: int) -> None:
        """Look at a token that stands within a paragraph or heading."""
        if token.type == "image":
            self._take_picture(token, line)
        elif token.type == "link_open":
            self._take_link(str(token.attrGet("href")), line)
        elif token.type == "placeholder" and token.content not in PLACEHOLDERS:
            known = ", ".join(sorted(PLACEHOLDERS))
            self._flaw(line, f"{{{token.content}}} stands for nothing; there are {known}")

    def _take_picture(self, token: Token, line: int) -> None:
        kind, _, name = str(token.attrGet("src")).partition(":")
        if kind not in _KINDS or not _NAME.fullmatch(name):
            self._flaw(line, f"a picture is named like screenshot:claim-code or film:badge, not {kind}:{name}")
        elif not token.content.strip():
            self._flaw(line, f"say between the brackets what {name} shows, for people who do not see it")
        else:
            self.shown.append(Shown(_KINDS[kind], name, line))

    def _take_link(self, address: str, line: int) -> None:
        sibling = _SIBLING.fullmatch(address)
        if sibling:
            self.leads_to.append((sibling[1], line))
        elif not address.startswith("https://"):
            self._flaw(line, f"a link leads to another guide (claim-staff.md) or to an https address, not to {address}")

    def _flaw(self, line: int, message: str) -> None:
        self.flaws.append(Flaw(self._file, line, message))


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.inline.ruler.before("link", "placeholder", _placeholder)
    return parser


def _placeholder(state: StateInline, silent: bool) -> bool:
    found = _PLACEHOLDER.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        token = state.push("placeholder", "", 0)
        token.content = found[1]
    state.pos = found.end()
    return True


def _with_lines(tokens: list[Token]) -> Iterator[tuple[Token, int]]:
    """What stands within paragraphs and headings, with its line."""
    for block in tokens:
        if block.type != "inline" or block.map is None:
            continue
        line = block.map[0] + 1
        for token in block.children or []:
            yield token, line
            if token.type in {"softbreak", "hardbreak"}:
                line += 1


def _headings(tokens: list[Token]) -> Iterator[Heading]:
    for opening, content in pairwise(tokens):
        if opening.type == "heading_open":
            yield Heading(int(opening.tag[1:]), plain_text(content.children or []))


def plain_text(tokens: list[Token]) -> str:
    """The words of a paragraph without marks."""
    return "".join(" " if token.type == "softbreak" else token.content for token in tokens)
