"""What the pages share: who asks, with which powers, and how they are answered."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from admin_api import AdminConnection, RefusedError
from desk.errors import ForgedFormError, NotSignedInError
from desk.print_shop import PrintShop
from desk.rendering import Pages
from desk.sessions import Session, Sessions
from desk.sign_in import SESSION_KEY, SignIn
from desk.site import Site

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Desk:
    """The parts of the application, for the pages.

    Attributes:
        site: where the desk stands.
        sessions: who is signed in.
        sign_in: the way in and out.
        pages: renders templates.
        shop: prints what takes a while.
    """

    site: Site
    sessions: Sessions
    sign_in: SignIn
    pages: Pages
    shop: PrintShop

    @classmethod
    def of(cls, request: Request) -> Desk:
        """The desk that a request is made to."""
        desk = request.app.state.desk
        if not isinstance(desk, Desk):
            raise TypeError("the application was not made by desk.app.create_app")
        return desk

    def visitor(self, request: Request) -> Session | None:
        """The session of whoever asks, if there is one."""
        return self.sessions.find(request.session.get(SESSION_KEY))

    def signed_in(self, request: Request) -> Session:
        """The session of whoever asks. Raises NotSignedInError."""
        session = self.visitor(request)
        if session is None:
            raise NotSignedInError(request.url.path if request.method == "GET" else "/")
        return session

    async def form_of(self, request: Request, session: Session) -> dict[str, str]:
        """The fields of a form that was sent from one of our own pages. Raises ForgedFormError."""
        form = await self.whole_form_of(request, session)
        return {name: value for name, value in form.items() if isinstance(value, str)}

    async def whole_form_of(self, request: Request, session: Session) -> FormData:
        """Likewise, with all values of fields that have several. Raises ForgedFormError."""
        async with request.form() as form:
            token = str(form.get("form_token", ""))
            if not secrets.compare_digest(token.encode(), session.form_token.encode()):
                raise ForgedFormError("the form does not come from a page of this session")
            return form

    async def as_person(self, request: Request, session: Session, call: Callable[[AdminConnection], Answer]) -> Answer:
        """Call Keycloak with the person's own token, on a thread of its own.

        Raises:
            NotSignedInError: the person's session has ended in Keycloak.
            AdminApiError: Keycloak refuses or does not answer.
        """
        token = await self.sign_in.access_token(request, session)

        def with_connection() -> Answer:
            with AdminConnection.of_person(self.site.called_at, token) as connection:
                return call(connection)

        try:
            return await run_in_threadpool(with_connection)
        except RefusedError as refused:
            if refused.status != 401:
                raise
            self.sessions.end(request.session.pop(SESSION_KEY, None))
            raise NotSignedInError(request.url.path if request.method == "GET" else "/") from None

    def page(
        self, request: Request, template: str, session: Session | None, *, status: int = 200, **values: object
    ) -> Response:
        """Answer with a page; see `Pages.render`."""
        return self.pages.render(request, template, session, status=status, **values)
