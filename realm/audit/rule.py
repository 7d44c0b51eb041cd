"""What a rule is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import ClassVar

from realm.audit.audited import AuditedRealm
from realm.audit.finding import Breach, Severity


class Rule(ABC):
    """One sentence that has to be true of a realm. Its file is named as the sentence, and its docstring is it.

    Attributes:
        severity: how much a breach matters.
        rationale: why it matters, in sentences.
        fix: how to mend a breach, in sentences.
    """

    severity: ClassVar[Severity]
    rationale: ClassVar[str]
    fix: ClassVar[str]

    @property
    def name(self) -> str:
        """The rule's name in waivers and reports: the name of its file, with hyphens."""
        return type(self).__module__.rpartition(".")[2].replace("_", "-")

    @property
    def sentence(self) -> str:
        """What the rule asserts."""
        return (type(self).__doc__ or "").strip().split("\n", 1)[0]

    @abstractmethod
    def breaches(self, realm: AuditedRealm) -> Iterator[Breach]:
        """Where `realm` is not so."""
