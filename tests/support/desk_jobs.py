"""Printing at the desk in tests: begin, wait until it is over, save."""

from __future__ import annotations

import time
from typing import Any

from starlette.testclient import TestClient

from desk.jobs import OVER
from tests.support.desk_browser import form_token


def begin(browser: TestClient, **chosen: Any) -> Any:
    """What the desk answers to choices."""
    return browser.post("/print", data={"form_token": form_token(browser.get("/print").text), **chosen})


def finished(browser: TestClient, **chosen: Any) -> str:
    """Begin to print, and wait; the path of the job."""
    answer = begin(browser, **chosen)
    assert answer.status_code == 303, answer.text
    job = str(answer.headers["location"])
    deadline = time.monotonic() + 30
    while (progress := browser.get(f"{job}/progress").json())["state"] not in OVER:
        assert time.monotonic() < deadline, progress
    return job


def press(browser: TestClient, job: str, what: str) -> Any:
    """Send one of the forms of a job's page: `files/0`, `discard`."""
    return browser.post(f"{job}/{what}", data={"form_token": form_token(browser.get("/print").text)})
