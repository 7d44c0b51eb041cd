"""A guide as it was written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from markdown_it.token import Token

INDEX = "index"
"""Name of the guide that leads to the others."""


@dataclass(frozen=True)
class Shown:
    """A screenshot or film that a guide shows.

    Attributes:
        kind: which of the two.
        name: by which the browser tests keep it.
        line: of the guide, counted from 1.
    """

    kind: Literal["screenshot", "film"]
    name: str
    line: int


@dataclass(frozen=True)
class Heading:
    """A heading.

    Attributes:
        level: 1 for the title.
        text: without marks.
    """

    level: int
    text: str


@dataclass(frozen=True)
class Guide:
    """One guide in one language.

    Attributes:
        file: where it is written.
        name: the file's, without `.md`; the same in all languages.
        language: such as `es`.
        tokens: Markdown, parsed; `{names}` that stand for something of the district are tokens `placeholder`.
        headings: in their order, the title first.
        shown: in their order.
        leads_to: names of other guides and the lines of the links.
    """

    file: Path
    name: str
    language: str
    tokens: tuple[Token, ...]
    headings: tuple[Heading, ...]
    shown: tuple[Shown, ...]
    leads_to: tuple[tuple[str, int], ...]

    @property
    def title(self) -> str:
        """Its first heading."""
        return self.headings[0].text
