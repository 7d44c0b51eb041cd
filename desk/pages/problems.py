"""What people see when something goes wrong: what happened, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping

import httpx2
import structlog
from authlib.integrations.starlette_client import OAuthError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ExceptionHandler

from admin_api import AdminApiError, RefusedError, UnreachableError
from badge_tool.errors import BadgeError, NobodyError, NotActivatedError
from desk.desk import Desk
from desk.errors import (
    ForgedFormError,
    NoClaimCodeError,
    NoReportError,
    NoSuchClassError,
    NoSuchJobError,
    NotSignedInError,
    TooManyJobsError,
)
from desk.sign_in import COME_BACK_TO

_log = structlog.get_logger("desk")


async def _not_signed_in(request: Request, error: Exception) -> Response:
    if isinstance(error, NotSignedInError):
        request.session[COME_BACK_TO] = error.come_back_to
    return RedirectResponse("/sign-in", status_code=303)


async def _sign_in_failed(request: Request, error: Exception) -> Response:
    code = error.error if isinstance(error, OAuthError) else ""
    _log.warning("sign-in failed", error=code)
    return _problem(request, "sign_in", 400, way_out="/sign-in")


async def _not_found(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 404
    return _problem(request, "not_found", status)


async def _forged(request: Request, _: Exception) -> Response:
    return _problem(request, "form", 403)


async def _badges(request: Request, error: Exception) -> Response:
    if isinstance(error, NobodyError):
        reason = "policy" if any(one.error == "policy" for one in error.refused) else "other"
        return _problem(request, f"nobody_{reason}", 409)
    _log.error("badges were not printed", error=type(error).__name__, detail=str(error))
    return _problem(request, "not_activated" if isinstance(error, NotActivatedError) else "fault", 502)


async def _no_job(request: Request, _: Exception) -> Response:
    return _problem(request, "no_job", 404, way_out="/print")


async def _too_many_jobs(request: Request, _: Exception) -> Response:
    return _problem(request, "too_many_jobs", 409, way_out="/print")


async def _no_report(request: Request, _: Exception) -> Response:
    return _problem(request, "no_report", 404, way_out="/reports")


async def _claim_code(request: Request, error: Exception) -> Response:
    policy = isinstance(error, NoClaimCodeError) and error.reason == "policy"
    return _problem(request, "claim_policy" if policy else "claim_other", 409)


async def _keycloak(request: Request, error: Exception) -> Response:
    status = error.status if isinstance(error, AdminApiError) else None
    _log.error("keycloak did not do what was asked", status=status, error=type(error).__name__, detail=str(error))
    if isinstance(error, RefusedError):
        return _problem(request, "refused", 403)
    if status == 400:
        # The desk's own calls are right: what cannot be read stood in an address or a form that somebody changed.
        return _problem(request, "not_found", 404)
    unreachable = isinstance(error, UnreachableError | httpx2.HTTPError)
    return _problem(request, "unreachable" if unreachable else "fault", 503 if unreachable else 502)


async def fault(request: Request, error: Exception) -> Response:
    """Answer to an error that nobody foresaw."""
    _log.error("fault", error=type(error).__name__, exc_info=error)
    return _problem(request, "fault", 500)


def _problem(request: Request, problem: str, status: int, *, way_out: str = "/") -> Response:
    desk = Desk.of(request)
    session = desk.visitor(request)
    return desk.page(request, "problem.html", session, status=status, problem=problem, way_out=way_out)


HANDLERS: Mapping[type[Exception], ExceptionHandler] = {
    NotSignedInError: _not_signed_in,
    OAuthError: _sign_in_failed,
    HTTPException: _not_found,
    NoSuchClassError: _not_found,
    ForgedFormError: _forged,
    BadgeError: _badges,
    NoClaimCodeError: _claim_code,
    NoSuchJobError: _no_job,
    TooManyJobsError: _too_many_jobs,
    NoReportError: _no_report,
    AdminApiError: _keycloak,
    httpx2.HTTPError: _keycloak,
}
"""What answers which error; of several that fit, the most special one does."""
