"""Reading all records of a collection, page by page, and noticing when they change meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import httpx
import stamina

from sync.sources.transport.https import WebError, check_answer, moment_of, repeat_or_raise
from sync.sources.transport.settling import SourceNotReadyError

_REQUESTS = 6
_PATIENCE = 1800.0
_READINGS = 3
Record = Mapping[str, Any]
Kept = TypeVar("Kept")


class _ChangedError(Exception):
    """The collection is not what it was when the first page was read; the message says how that shows."""


@dataclass(frozen=True)
class Peek:
    """What a service says of a collection without sending it.

    Attributes:
        total: how many records there are, if it says.
        moment: what its clock shows, if it says.
    """

    total: int | None
    moment: datetime | None


@dataclass(frozen=True)
class Service:
    """A OneRoster service.

    Attributes:
        client: signs its requests in.
        url: what comes before the name of a collection.
        page_size: records that are asked for at once.
    """

    client: httpx.Client
    url: str
    page_size: int

    def collection(self, name: str, keep: Callable[[Sequence[Record]], Kept], where: str = "") -> list[Kept]:
        """Read all records of a collection; once more if they change meanwhile.

        Args:
            name: such as `users`.
            keep: what is kept of the records of a page.
            where: a filter, in OneRoster's words.

        Raises:
            WebError: the service could not be reached, refused, or does not answer as OneRoster says.
            SourceNotReadyError: the records were changing for too long.
        """
        reason = ""
        for _ in range(_READINGS):
            try:
                return [keep(page) for page in self._pages(name, where)]
            except _ChangedError as failure:
                reason = str(failure)
        message = f"{self.url}/{name}: records changed each time while they were read: {reason}. Try again later"
        raise SourceNotReadyError(message)

    def peek(self, name: str) -> Peek:
        """Ask about a collection. Raises WebError."""
        response = self._answer(httpx.URL(f"{self.url}/{name}").copy_merge_params({"limit": "1", "offset": "0"}))
        return Peek(_total(response, None), moment_of(response.headers.get("Date", "")))

    def _pages(self, name: str, where: str) -> Iterator[Sequence[Record]]:
        """The pages, by links to the next one if the service gives links, by counting otherwise."""
        first = httpx.URL(f"{self.url}/{name}")
        query = {"limit": str(self.page_size), "offset": "0", "sort": "sourcedId", "orderBy": "asc"}
        if where:
            query["filter"] = where
        address: httpx.URL | None = first.copy_merge_params(query)
        seen: set[str] = set()
        read, total = 0, None
        while address is not None:
            response = self._answer(address)
            records = _records(response, name)
            total = _total(response, total)
            ids = {str(record.get("sourcedId")) for record in records}
            if twice := ids & seen:
                # A record that moved to a later page came twice, so another one may have come not at all.
                raise _ChangedError(f"{min(twice)} is on two pages")
            seen |= ids
            read += len(records)
            if records:
                yield records
            address = self._next(first, query, response, read, total if records else read)
        if total is not None and read != total:
            raise _ChangedError(f"the service counts {total:,} and sent {read:,}")

    def _next(
        self, first: httpx.URL, query: Mapping[str, str], response: httpx.Response, read: int, total: int | None
    ) -> httpx.URL | None:
        if response.links:
            link = response.links.get("next", {}).get("url")
            address = response.url.join(link) if link else None
            if address and (address.scheme, address.netloc) != (first.scheme, first.netloc):
                raise WebError(f"{first}: the next page is at another server, {address.host}; it is not asked")
            return address
        # Without a count only an empty page is the last one: a service may send fewer records than it is asked for.
        return None if total is not None and read >= total else first.copy_merge_params({**query, "offset": str(read)})

    def _answer(self, address: httpx.URL) -> httpx.Response:
        try:
            for attempt in stamina.retry_context(on=repeat_or_raise, attempts=_REQUESTS, timeout=_PATIENCE):
                with attempt:
                    response = self.client.get(address)
                    check_answer(response)
        except httpx.HTTPError as failure:
            raise WebError(f"{address.copy_with(query=None)}: {failure or type(failure).__name__}") from None
        return response


def _total(response: httpx.Response, earlier: int | None) -> int | None:
    """How many records there are, if the service says."""
    said = response.headers.get("X-Total-Count", "")
    if not said.isdigit():
        return earlier
    if earlier is not None and int(said) != earlier:
        raise _ChangedError(f"there were {earlier:,}, and then {int(said):,}")
    return int(said)


def _records(response: httpx.Response, name: str) -> Sequence[Record]:
    try:
        records = response.json()[name]
    except (ValueError, KeyError, TypeError):
        records = None
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise WebError(f"{response.url.copy_with(query=None)}: the answer has no list of {name}; check url and version")
    return records
