"""One SCIM service: listing, creating and changing, with patience where it asks for some."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Any, Literal

import httpx2
import stamina
from scim2_client import SCIMClientException, UnexpectedStatusCodeException
from scim2_client.engines.httpx2 import SyncSCIMClient
from scim2_models import Error, Group, ScimProvider, ServiceProviderConfig, User

from settings.outbound import ScimTarget
from sync.errors import SyncError

Resource = dict[str, Any]
Operation = dict[str, Any]
Kind = Literal["Users", "Groups"]

_MODELS: Mapping[Kind, type[User[Any]] | type[Group]] = {"Users": User, "Groups": Group}
_PAGE = 200
_ATTEMPTS = 6
_SECONDS = 60.0
_LONGEST_WAIT = 300.0
_BUSY = frozenset({429, 503})
_SIGNED_OUT = frozenset({401, 403})
_SERVER_FAULT = 500
_PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"


class ScimError(SyncError):
    """The service cannot be talked to, or not any longer; what was sent stays, and the next run sends the rest."""


class ScimRefusal(Exception):  # noqa: N818 - it is what the service said, and the run goes on
    """The service did not take one resource.

    Attributes:
        status: of HTTP.
        kind: SCIM's word for it, such as `uniqueness`; empty if there is none.
        detail: the service's words, which may have names in them: for whoever is at the terminal, not for logs.
    """

    def __init__(self, status: int, kind: str, detail: str) -> None:
        super().__init__(f"{status} {kind}".rstrip())
        self.status, self.kind, self.detail = status, kind, detail


class _BusyError(Exception):
    def __init__(self, response: httpx2.Response) -> None:
        super().__init__(f"the service answers {response.status_code}")
        self.wait = _retry_after(response.headers.get("Retry-After"))


class _PatientClient(SyncSCIMClient):
    """Waits as long as the service asks for, and repeats what got no answer if doing it twice is the same as once."""

    def request(self, method: str, url: str, **kwargs: Any) -> httpx2.Response:
        def worth_repeating(failure: Exception) -> bool | float:
            if isinstance(failure, _BusyError):
                return failure.wait if failure.wait is not None else True
            return method != "POST" and isinstance(failure, SCIMClientException)

        for attempt in stamina.retry_context(on=worth_repeating, attempts=_ATTEMPTS, timeout=None):
            with attempt:
                response = super().request(method, url, **kwargs)
                if response.status_code in _BUSY:
                    raise _BusyError(response)
                return response
        raise AssertionError  # the last attempt returns or raises


class ScimService:
    """A connection to the service of a target. Threads may share it."""

    def __init__(self, name: str, target: ScimTarget) -> None:
        """Make one.

        Args:
            name: of the target, for messages.
            target: its settings.
        """
        self._where = f"{name} ({target.url})"
        headers = {"Authorization": f"Bearer {target.token}", "Content-Type": "application/scim+json"}
        self._http = httpx2.Client(base_url=target.url, headers=headers, timeout=_SECONDS)
        # What others keep at the service may be against the specification, and is no business of ours.
        self._client = _PatientClient(
            self._http,
            provider=ScimProvider(models=[User, Group]),
            check_request_payload=False,
            check_response_payload=False,
            check_response_content_type=False,
        )
        self._versions = False

    def __enter__(self) -> ScimService:
        """Ask what the service can do. Raises ScimError."""
        self._http.__enter__()
        try:
            config = self._asked(lambda: self._client.query(ServiceProviderConfig))
        except ScimRefusal:
            # Some services do not say what they can; the least that is useful is taken for granted.
            config = {"patch": {"supported": True}}
        if not config.get("patch", {}).get("supported"):
            raise self._error("the service cannot change single values (PATCH), so nothing can be kept up to date")
        self._versions = bool(config.get("etag", {}).get("supported"))
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def listed(self, kind: Kind, attributes: Sequence[str]) -> Iterator[Resource]:
        """All resources of a kind, page by page.

        Args:
            kind: which.
            attributes: what of them is asked for, besides `id`, `externalId` and `meta`.

        Raises:
            ScimError: the list cannot be had, or not all of it: whoever is missing from it would be made twice.
        """
        wanted = ",".join(("id", "externalId", "meta", *attributes))
        start, seen, total = 1, set[str](), 1
        while len(seen) < total:
            query = {"startIndex": start, "count": _PAGE, "attributes": wanted}
            try:
                page = self._asked(partial(self._client.query, _MODELS[kind], query_parameters=query))
            except ScimRefusal as refusal:
                raise self._error(f"{kind} cannot be listed ({refusal})") from None
            resources, total = page.get("Resources") or [], int(page.get("totalResults") or 0)
            if not resources and len(seen) < total:
                raise self._error(f"the list of {kind} ends after {len(seen):,} of {total:,}")
            start += len(resources)
            for resource in resources:
                if resource["id"] not in seen:
                    seen.add(resource["id"])
                    yield resource

    def create(self, kind: Kind, values: Mapping[str, Any]) -> Resource:
        """Make a resource.

        Raises:
            ScimRefusal: the service did not take it.
            ScimError: the service cannot be talked to, or does not keep `externalId`.
        """
        resource = {"schemas": [str(_MODELS[kind].__schema__)], **values}
        made = self._asked(lambda: self._client.create(resource, url=f"/{kind}"))
        if made.get("externalId") != values["externalId"]:
            raise self._error(f"the service does not keep externalId of {kind}, by which we find them again")
        return made

    def change(self, kind: Kind, sought: Resource, operations: Sequence[Operation]) -> None:
        """Change a resource as it was read; if somebody has changed it since, and the service can tell, it stays.

        Raises:
            ScimRefusal: the service did not do it.
            ScimError: the service cannot be talked to.
        """
        version = sought.get("meta", {}).get("version") if self._versions else None
        headers = {"If-Match": version} if version else {}
        patch = {"schemas": [_PATCH], "Operations": list(operations)}
        self._asked(lambda: self._client.modify(_MODELS[kind], sought["id"], patch, headers=headers))

    def _asked(self, ask: Callable[[], Any]) -> Resource:
        try:
            answer = ask()
        except _BusyError as failure:
            raise self._error(f"{failure}, again and again; the next run goes on") from None
        except UnexpectedStatusCodeException as failure:
            return self._refused(failure.source.status_code, "", str(failure))
        except SCIMClientException as failure:
            notes = getattr(failure, "__notes__", [])
            raise self._error(" ".join([str(failure), *notes])) from None
        if isinstance(answer, dict) and answer.get("schemas") == [Error.__schema__]:
            return self._refused(int(answer.get("status", 0)), answer.get("scimType", ""), answer.get("detail", ""))
        return answer or {}

    def _refused(self, status: int, kind: str, detail: str) -> Resource:
        """Raise what an answer means that is no success."""
        if status in _SIGNED_OUT:
            raise self._error(f"the service does not accept the token ({status})")
        if status >= _SERVER_FAULT:
            raise self._error(f"the service failed ({status})")
        raise ScimRefusal(status, kind, detail)

    def _error(self, what: str) -> ScimError:
        return ScimError(f"{self._where}: {what}")


def _retry_after(value: str | None) -> float | None:
    """Seconds to wait by a `Retry-After` header, which is a number of them or a date; None if there is none."""
    if not value:
        return None
    if value.strip().isdigit():
        seconds = float(value)
    else:
        try:
            seconds = (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds()
        except ValueError:
            return None
    return min(max(seconds, 0.0), _LONGEST_WAIT)
