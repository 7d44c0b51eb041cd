"""For the district's administrators: how the roster sync and the realm fare."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from admin_api import AdminConnection, Lease, LeaseApi, RunsApi
from desk.desk import Desk
from desk.standing import read_drift, standing

_SHOWN = 30


async def show(request: Request) -> Response:
    """`GET /district`. Who may see it, Keycloak says when it is asked for the runs."""
    desk = Desk.of(request)
    session = desk.signed_in(request)
    realm = desk.site.district.realm

    def ask(connection: AdminConnection) -> tuple[list[dict[str, Any]], Lease | None]:
        return RunsApi(connection, realm).latest(_SHOWN), LeaseApi(connection, realm).current()

    records, lease = await desk.as_person(request, session, ask)
    late = timedelta(hours=desk.site.district.daemon.late_hours)
    return desk.page(
        request,
        "district.html",
        session,
        sync=standing(records, desk.site.now(), late),
        lease=lease,
        drift=read_drift(desk.site.drift),
    )
