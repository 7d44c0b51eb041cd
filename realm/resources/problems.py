"""What a kind of resource finds to be wrong in the files without the server's help, beyond names of other resources."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Problem:
    """Something that has to be put right in a file.

    Attributes:
        message: what is wrong and what to do.
        path: where in the keyed form of the realm it stands.
    """

    message: str
    path: tuple[str | int, ...]


class FindsProblems(ABC):
    """A kind whose resources can be wrong in themselves."""

    @abstractmethod
    def problems(self, realm: Mapping[str, Any]) -> Iterator[Problem]:
        """What is wrong in the files' realm in keyed form."""
