"""What a run sends to a SCIM server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sync.apply import Rejection
from sync.outbound.scim.plan import guard_scim, plan_scim, read_service
from sync.outbound.scim.service import ScimService
from sync.outbound.scim.write import write_scim
from tests.support.outbound import selection, target
from tests.support.roster_set import Tables
from tests.support.scim_server import TOKEN, ScimServer

Send = Callable[..., tuple[Rejection, ...]]


def sender(server: ScimServer, folder: Path) -> Send:
    """Sends what follows from a set; afterwards the server has noted only these requests."""

    def run(tables: Tables | None = None, *, accounts: tuple[str, ...] = (), **options: Any) -> tuple[Rejection, ...]:
        server.requests.clear()
        server.headers.clear()
        made = target("scim", url=server.url, **{"token": TOKEN, **options})
        chosen = selection(folder, tables, application=made.application, schools=tuple(made.schools), accounts=accounts)
        with ScimService("app", made) as service:
            planned = plan_scim(chosen, made, read_service(service, made))
            guard_scim("app", planned, made.guard)
            return write_scim(planned, service)

    return run
