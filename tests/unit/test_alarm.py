"""The alarm about a unit that failed: the journal and a webhook are told, and the webhook's address nobody."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.support.role_script import role_script
from tests.support.web_server import running_web_server

alarm = role_script("backup", "alarm")

_UNIT = "homeroom-backup@full.service"


@pytest.fixture
def credentials(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What systemd gives the alarm: a folder with no webhook in it yet."""
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    monkeypatch.setattr("sys.argv", ["alarm.py", _UNIT])
    return tmp_path


def test_the_journal_is_told_with_the_priority_of_an_alarm(
    credentials: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert alarm.main() == 0
    assert capsys.readouterr().err.startswith(f"<2>{_UNIT} has failed on ")


def test_the_webhook_is_told_what_failed_and_where_to_look(credentials: Path) -> None:
    received: list[dict[str, str]] = []

    async def take(request: Request) -> Response:
        received.append(json.loads(await request.body()))
        return Response()

    with running_web_server(Starlette(routes=[Route("/hook", take, methods=["POST"])])) as url:
        (credentials / "webhook").write_text(f"{url}/hook\n")
        assert alarm.main() == 0

    assert received[0]["unit"] == _UNIT
    assert f"journalctl -u {_UNIT}" in received[0]["text"]


def test_a_webhook_that_does_not_answer_is_a_failure_and_its_address_is_not_told(
    credentials: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (credentials / "webhook").write_text("http://127.0.0.1:1/very-secret")

    assert alarm.main() == 1
    assert "very-secret" not in capsys.readouterr().err
