"""Does the jobs: looks people up, issues, draws; sends what is ready and makes it work, or takes it back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

import structlog
from starlette.concurrency import run_in_threadpool

from admin_api import AdminApiError, AdminConnection, RefusedError, UnreachableError
from badge_tool.errors import NobodyError, NotActivatedError
from desk.choices import PrintChoices
from desk.drawing import PrintedFile
from desk.errors import SessionOverError, TooManyError
from desk.jobs import SENT_MINUTES, Job, Jobs
from desk.print_work import PrintWork, look_up
from desk.sessions import Session
from desk.sign_in import SignIn
from desk.site import Site

Answer = TypeVar("Answer")
_SWEEP_SECONDS = 30.0
_log = structlog.get_logger("desk")


class PrintShop:
    """Works on jobs with the tokens of the people whose they are."""

    def __init__(self, site: Site, sign_in: SignIn) -> None:
        """Open with nothing to do.

        Args:
            site: the desk.
            sign_in: renews tokens.
        """
        self._site = site
        self._sign_in = sign_in
        self.jobs = Jobs(site.now)

    def begin(self, session: Session, choices: PrintChoices, language: str) -> Job:
        """Begin a job, which goes on by itself. Raises TooManyJobsError."""
        job = self.jobs.begin(session.person.id, choices)
        job.task = asyncio.create_task(self._do(job, session, language))
        return job

    async def wait(self, job: Job, seconds: float) -> None:
        """Wait until a job goes on no more, so many seconds at most."""
        if job.task is not None:
            await asyncio.wait({job.task}, timeout=seconds)

    async def activate(self, job: Job, token: str) -> None:
        """Make what is on a PDF that was sent work; how that went is the job's state."""
        work = job.work
        if work is None:
            return
        try:
            await self._call(token, work.activate)
        except NotActivatedError as failure:
            _log.error("not activated", user=job.owner, what=job.choices.what, detail=str(failure))
            self.jobs.rest(job, "unconfirmed")
        else:
            _log.info("printed", user=job.owner, what=job.choices.what, people=job.issued)
            self.jobs.rest(job, "sent", SENT_MINUTES)

    async def discard(self, job: Job, token: str) -> None:
        """Forget a job; what was issued and not sent is taken back."""
        job.unwanted = True
        work, unsent = job.work, job.state in ("ready", "unconfirmed")
        self.jobs.forget(job)
        if work is not None and unsent:
            await self._withdraw(work, token)

    async def sweep(self) -> None:
        """Forget what is over, again and again, so that no PDF stays in memory because nobody asks."""
        while True:
            await asyncio.sleep(_SWEEP_SECONDS)
            self.jobs.sweep()

    async def _do(self, job: Job, session: Session, language: str) -> None:
        try:
            async with self.jobs.places:
                await self._steps(job, session, language)
        except Exception as failure:  # whatever it is, the person waits for an answer on the job's page
            job.problem = _problem(failure)
            log = _log.exception if job.problem == "fault" else _log.warning
            log("printing failed", user=job.owner, what=job.choices.what, problem=job.problem)
            work, job.work = job.work, None
            self.jobs.rest(job, "failed", SENT_MINUTES)
            if work is not None:
                with suppress(SessionOverError):
                    await self._withdraw(work, await self._sign_in.token_of(session))

    async def _steps(self, job: Job, session: Session, language: str) -> None:
        job.state = "looking"
        work = await self._call(
            await self._sign_in.token_of(session),
            lambda connection: look_up(connection, self._site, job.choices, language),
        )
        job.work, job.state = work, "issuing"
        for people in work.steps():
            # A token lasts for minutes, a campus of cards may take longer.
            await self._call(await self._sign_in.token_of(session), _issue(work, people))
            job.done += len(people)
            if job.unwanted:
                break
        files = () if job.unwanted else await self._draw(job, work)
        if job.unwanted:
            await self._withdraw(work, await self._sign_in.token_of(session))
        else:
            job.files = files
            self.jobs.rest(job, "ready")

    async def _draw(self, job: Job, work: PrintWork) -> tuple[PrintedFile, ...]:
        job.state = "drawing"
        return await run_in_threadpool(work.draw)

    async def _withdraw(self, work: PrintWork, token: str) -> None:
        # If this fails, what was issued still lets nobody in.
        with suppress(AdminApiError):
            await self._call(token, work.withdraw)

    async def _call(self, token: str, call: Callable[[AdminConnection], Answer]) -> Answer:
        def with_connection() -> Answer:
            with AdminConnection.of_person(self._site.called_at, token) as connection:
                return call(connection)

        return await run_in_threadpool(with_connection)


def _issue(work: PrintWork, people: tuple[str, ...]) -> Callable[[AdminConnection], None]:
    return lambda connection: work.issue(connection, people)


def _problem(failure: Exception) -> str:
    """The key of what the page says, of those that other pages have for the same."""
    match failure:
        case NobodyError():
            return "nobody"
        case TooManyError():
            return "too_many"
        case SessionOverError():
            return "session_over"
        case RefusedError():
            return "session_over" if failure.status == 401 else "refused"
        case UnreachableError():
            return "unreachable"
    return "fault"
