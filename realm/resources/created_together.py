"""A kind of which one request makes many resources."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

from realm.plan import Create
from realm.resources.resource import Server


class CreatedTogether(ABC):
    """A kind of which one request makes many resources, all or none, where the server has the extension."""

    @abstractmethod
    def parcels(self, creates: Sequence[Create]) -> list[tuple[Create, ...]]:
        """Those of `creates` that are worth a request together, in parcels that do not depend on one another."""

    @abstractmethod
    def create_together(self, server: Server, parcel: Sequence[Create]) -> None:
        """Make a parcel's resources. Raises AdminApiError."""
