"""A job of printing: how far it is, saving its PDF, throwing it away."""

from __future__ import annotations

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from desk.desk import Desk
from desk.downloads import pdf_download
from desk.errors import NoSuchJobError
from desk.jobs import Job
from desk.sessions import Session


async def show(request: Request) -> Response:
    """`GET /print/jobs/{id}`."""
    desk = Desk.of(request)
    session = desk.signed_in(request)
    return desk.page(request, "job.html", session, job=_job(desk, request, session))


async def progress(request: Request) -> Response:
    """`GET /print/jobs/{id}/progress`: where it is, for the script of the page."""
    desk = Desk.of(request)
    return JSONResponse(_job(desk, request, desk.signed_in(request)).progress())


async def save(request: Request) -> Response:
    """`POST /print/jobs/{id}/files/{number}`: a PDF."""
    desk = Desk.of(request)
    session = desk.signed_in(request)
    await desk.form_of(request, session)
    return await send(request, _job(desk, request, session), int(request.path_params["number"]))


async def send(request: Request, job: Job, number: int) -> Response:
    """Answer with a PDF of a job of whoever asks; what is on it works when the first one was sent.

    Not before, so that a connection that breaks off leaves everybody with what they have. The PDF stays for some
    minutes, as a browser that got all of it may lose it all the same.

    Raises:
        NoSuchJobError: there is no such PDF.
    """
    desk = Desk.of(request)
    session = desk.signed_in(request)
    if number >= len(job.files):
        raise NoSuchJobError("the job has no such file")
    file = job.files[number]
    answer = pdf_download(
        file.pdf, desk.pages.language(request, session).say(f"file.{file.kind}"), f"{job.began:%Y-%m-%d %H%M}"
    )
    if number == 0 and job.state != "sent":
        token = await desk.sign_in.access_token(request, session)
        answer.background = BackgroundTask(desk.shop.activate, job, token)
    return answer


async def discard(request: Request) -> Response:
    """`POST /print/jobs/{id}/discard`: it is forgotten; what was not saved is taken back."""
    desk = Desk.of(request)
    session = desk.signed_in(request)
    await desk.form_of(request, session)
    job = _job(desk, request, session)
    await desk.shop.discard(job, await desk.sign_in.access_token(request, session))
    return RedirectResponse("/print", status_code=303)


def _job(desk: Desk, request: Request, session: Session) -> Job:
    return desk.shop.jobs.find(request.path_params["id"], session.person.id)
