"""A process that dies between two writes."""

from __future__ import annotations

from typing import Any

from admin_api import AdminConnection, NotFoundError


class KilledError(BaseException):
    """The process died."""


class DyingConnection(AdminConnection):
    """A connection whose process dies before a given write, and counts requests; its server may lack the extension."""

    writes_left = -1
    has_extension = True
    requests = 0

    def _call(self, method: str, path: str, *arguments: Any, **options: Any) -> Any:
        self.requests += 1
        if not self.has_extension and "/configuration" in path:
            raise NotFoundError(path, 404)
        if method != "GET" and not path.endswith("/partial-export"):
            if self.writes_left == 0:
                raise KilledError
            self.writes_left -= 1
        return super()._call(method, path, *arguments, **options)
