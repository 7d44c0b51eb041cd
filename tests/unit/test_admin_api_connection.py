"""What a connection does when a server is slow to start, forgets a token or says no.

The server here is a stand-in, because a real Keycloak cannot be made to say these things at will.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from admin_api import AdminApiError, AdminConnection, NoAccountError, NotFoundError, RefusedError, UnreachableError
from settings.deployment import KeycloakAccess

Answer = tuple[int, object]


class _Server(ThreadingHTTPServer):
    """Gives `answers` in turn, the last one for ever; hands out a new token at each asking.

    Whoever asks for a token is given `token_answers` first.
    """

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: list[Answer] = []
        self.token_answers: list[Answer] = []
        self.tokens = 0
        self.asked: list[tuple[str, str, str | None]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        self._answer("GET")

    def do_POST(self) -> None:
        self._answer("POST")

    def _answer(self, method: str) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path.endswith("/token"):
            if self.server.token_answers:
                return self._send(*self.server.token_answers.pop(0))
            self.server.tokens += 1
            return self._send(200, {"access_token": f"token-{self.server.tokens}", "expires_in": 60})
        self.server.asked.append((method, self.path, self.headers.get("Authorization")))
        answers = self.server.answers
        return self._send(*(answers.pop(0) if len(answers) > 1 else answers[0]))

    def _send(self, status: int, body: object) -> None:
        content = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Stay silent."""


@pytest.fixture
def server() -> Iterator[_Server]:
    with _Server() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def _access(url: str) -> KeycloakAccess:
    return KeycloakAccess(url=url, client_secret="secret")


@pytest.fixture
def connection(server: _Server) -> Iterator[AdminConnection]:
    with AdminConnection.of_account(_access(server.url), patience=5.0) as connection:
        yield connection


def test_a_server_that_is_still_starting_is_waited_for(server: _Server, connection: AdminConnection) -> None:
    server.answers = [(503, {}), (502, {}), (200, {"ready": True})]

    assert connection.get("/admin/realms") == {"ready": True}


def test_a_server_that_cannot_make_tokens_yet_is_waited_for(server: _Server, connection: AdminConnection) -> None:
    server.token_answers = [(500, {"error": "unknown_error"})]
    server.answers = [(200, {"ready": True})]

    assert connection.get("/admin/realms") == {"ready": True}


def test_an_account_that_is_given_no_token_is_told_at_once_what_to_check(
    server: _Server, connection: AdminConnection
) -> None:
    server.token_answers = [(401, {"error": "unauthorized_client"})]

    with pytest.raises(RefusedError, match=r"HTTP 401; check keycloak\.client_id"):
        connection.get("/admin/realms")


def test_a_post_is_not_repeated_unless_twice_is_the_same_as_once(server: _Server, connection: AdminConnection) -> None:
    server.answers = [(503, {}), (200, {})]

    with pytest.raises(UnreachableError):
        connection.post("/admin/realms", {})

    server.answers = [(503, {}), (200, {})]
    assert connection.post("/batch", [], repeatable=True) == {}


def test_a_token_that_the_server_no_longer_takes_is_renewed_once(server: _Server, connection: AdminConnection) -> None:
    server.answers = [(200, {}), (401, {}), (200, {"again": True}), (401, {})]
    connection.get("/first")

    assert connection.get("/second") == {"again": True}
    assert [token for _, _, token in server.asked] == ["Bearer token-1", "Bearer token-1", "Bearer token-2"]
    with pytest.raises(RefusedError):
        connection.get("/third")


@pytest.mark.parametrize(
    ("status", "kind"), [(400, AdminApiError), (403, RefusedError), (404, NotFoundError), (409, AdminApiError)]
)
def test_a_refusal_says_what_was_asked_and_what_came_back(
    server: _Server, connection: AdminConnection, status: int, kind: type[AdminApiError]
) -> None:
    server.answers = [(status, {"error": "code", "message": "for a person"})]

    with pytest.raises(kind, match=rf"^POST /admin/x: HTTP {status}: for a person$") as caught:
        connection.post("/admin/x", {"password": "swordfish"})

    assert caught.value.status == status
    assert "swordfish" not in str(caught.value)


def test_an_error_that_is_no_json_is_still_an_error(server: _Server, connection: AdminConnection) -> None:
    server.answers = [(500, "<html>")]

    with pytest.raises(AdminApiError, match=r"GET /x: HTTP 500$"):
        connection.get("/x")


def test_lines_are_given_one_by_one(server: _Server, connection: AdminConnection) -> None:
    server.answers = [(200, '{"a": 1}\n{"a": 2}\n')]

    assert list(connection.lines("/state", {"of": "people"})) == ['{"a": 1}', '{"a": 2}']


@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
def test_records_are_the_values_of_lines_however_they_are_cut_into_pieces(
    server: _Server, connection: AdminConnection, end: str
) -> None:
    values = [{"name": f"Zoë\n{number}", "number": number} for number in range(5_000)]
    server.answers = [(200, "\n".join(json.dumps(value, ensure_ascii=False) for value in values) + end)]

    assert list(connection.records("/state")) == values


def test_calls_go_to_the_inner_address_where_there_is_one(server: _Server) -> None:
    server.answers = [(200, {"ready": True})]
    access = KeycloakAccess(url="https://portal.example", internal_url=f"{server.url}/", client_secret="secret")

    with AdminConnection.of_account(access, patience=5.0) as connection:
        assert connection.get("/admin/realms") == {"ready": True}


def test_a_deployment_without_an_account_is_told_what_is_missing() -> None:
    with pytest.raises(NoAccountError, match=r"keycloak\.client_secret is missing"):
        AdminConnection.of_account(KeycloakAccess(url="https://portal.example"))


def test_a_server_that_is_not_there_is_named() -> None:
    with (
        AdminConnection.of_account(_access("http://127.0.0.1:9"), patience=0.2) as connection,
        pytest.raises(UnreachableError, match=r"127\.0\.0\.1:9 does not answer"),
    ):
        connection.get("/admin/realms")


def test_a_server_that_was_waited_for_in_vain_is_asked_once_until_it_answers(server: _Server) -> None:
    server.answers = [(503, {})]
    with AdminConnection.of_account(_access(server.url), patience=0.2) as connection:
        with pytest.raises(UnreachableError):
            connection.get("/first")
        asked = len(server.asked)
        with pytest.raises(UnreachableError):
            connection.get("/second")
        assert len(server.asked) == asked + 1

        server.answers = [(200, {}), (503, {}), (200, {"ready": True})]
        connection.get("/third")
        assert connection.get("/fourth") == {"ready": True}


def test_no_command_waits_for_longer_than_the_deployment_says(server: _Server) -> None:
    server.answers = [(503, {})]
    access = _access(server.url).model_copy(update={"patience_seconds": 0.2})
    began = time.monotonic()

    with AdminConnection.of_account(access, patience=60.0) as connection, pytest.raises(UnreachableError):
        connection.get("/admin/realms")

    assert time.monotonic() - began < 30
