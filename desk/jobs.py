"""Printing that takes a while: it goes on when the person leaves, and waits for them to come back.

Everything is in the memory of this process and nothing on its disk, as the PDFs are secrets. A job that nobody comes
back for is forgotten; so are all of them when the desk is started again. Nobody has lost anything then: what was issued
works only from the moment at which its PDF was sent.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from desk.choices import PrintChoices
from desk.drawing import PrintedFile
from desk.errors import NoSuchJobError, TooManyJobsError
from desk.print_work import PrintWork

State = Literal["waiting", "looking", "issuing", "drawing", "ready", "sent", "unconfirmed", "failed"]
"""`ready`: the PDF is there and nothing has changed; `sent`: it was sent, and works; `unconfirmed`: it was sent, and
Keycloak did not confirm that it works."""
OVER: frozenset[State] = frozenset({"ready", "sent", "unconfirmed", "failed"})

READY_MINUTES = 60
"""So long a PDF that nobody saved is kept."""
SENT_MINUTES = 15
"""And so long one that was saved, in case the browser lost it."""
MOST_OF_A_PERSON = 5
_MOST_BYTES = 512 * 2**20


@dataclass
class Job:
    """Printing as far as it got.

    Attributes:
        id: 128 random bits.
        owner: Keycloak's id of the person who began it, and who alone sees it.
        choices: what was chosen.
        began: when.
        ends: when it is forgotten; None while it goes on.
        state: where it is.
        done: people for whom something was issued or refused.
        problem: of a failed job: key of what the page says.
        work: what is printed; None before people were looked up, and when it is forgotten.
        files: the PDFs.
        unwanted: the person threw it away while it went on.
        task: what goes on; kept here, as nothing else holds it.
    """

    id: str
    owner: str
    choices: PrintChoices
    began: datetime
    ends: datetime | None = None
    state: State = "waiting"
    done: int = 0
    problem: str = ""
    work: PrintWork | None = field(default=None, repr=False)
    files: tuple[PrintedFile, ...] = field(default=(), repr=False)
    unwanted: bool = False
    task: asyncio.Task[None] | None = field(default=None, repr=False)

    @property
    def total(self) -> int:
        """For how many people it is; 0 before they were looked up."""
        return len(self.work.people) if self.work else 0

    @property
    def issued(self) -> int:
        """For how many people something was issued."""
        return len(self.work.ids) if self.work else 0

    @property
    def is_over(self) -> bool:
        """Whether nothing goes on any more."""
        return self.state in OVER

    @property
    def size(self) -> int:
        """Bytes of its PDFs."""
        return sum(len(file.pdf) for file in self.files)

    def progress(self) -> dict[str, object]:
        """What the page asks for while it waits: no ids and no names."""
        return {"state": self.state, "done": self.done, "total": self.total}


class Jobs:
    """All jobs of this process."""

    def __init__(self, now: Callable[[], datetime], clock: Callable[[], float] = time.monotonic) -> None:
        """Start with none.

        Args:
            now: the time, for people.
            clock: seconds that only ever grow, for expiry.
        """
        self._now = now
        self._clock = clock
        self._jobs: dict[str, Job] = {}
        self._forget_at: dict[str, float] = {}
        self.places = asyncio.Semaphore(2)
        """Drawing is work for the processor: more at once would make every page slow."""

    def begin(self, owner: str, choices: PrintChoices) -> Job:
        """A new job. Raises TooManyJobsError if the person has too many, or all PDFs together are too large."""
        self.sweep()
        if len(self.of(owner)) >= MOST_OF_A_PERSON or sum(job.size for job in self._jobs.values()) > _MOST_BYTES:
            raise TooManyJobsError("too much printing waits to be saved")
        job = Job(secrets.token_urlsafe(16), owner, choices, self._now())
        self._jobs[job.id] = job
        return job

    def of(self, owner: str) -> tuple[Job, ...]:
        """A person's jobs, the last one first."""
        self.sweep()
        return tuple(sorted((job for job in self._jobs.values() if job.owner == owner), key=_began, reverse=True))

    def find(self, job_id: str, owner: str) -> Job:
        """A job of that person. Raises NoSuchJobError."""
        self.sweep()
        job = self._jobs.get(job_id)
        if job is None or job.owner != owner:
            raise NoSuchJobError("no such job of this person")
        return job

    def rest(self, job: Job, state: State, minutes: int = READY_MINUTES) -> None:
        """The job goes on no more; it is forgotten after some minutes."""
        job.state = state
        job.ends = self._now() + timedelta(minutes=minutes)
        self._forget_at[job.id] = self._clock() + minutes * 60.0

    def forget(self, job: Job) -> None:
        """Drop a job with its PDFs."""
        job.files, job.work = (), None
        self._jobs.pop(job.id, None)
        self._forget_at.pop(job.id, None)

    def sweep(self) -> None:
        """Forget what nobody came back for."""
        now = self._clock()
        for job_id in [job_id for job_id, at in self._forget_at.items() if at <= now]:
            self.forget(self._jobs[job_id])


def _began(job: Job) -> datetime:
    return job.began
