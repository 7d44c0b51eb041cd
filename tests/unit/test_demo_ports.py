"""Ports: taken ones are in nobody's way, unless somebody named one."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from homeroom.demo.errors import DemoError
from homeroom.demo.ports import choose_ports, kept_ports, named_port


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_taken_port_that_was_named_is_an_error_with_its_number(taken: int) -> None:
    with pytest.raises(DemoError, match=f"port {taken} is taken"):
        named_port(taken)


def test_another_port_is_chosen_where_the_preferred_one_is_taken(taken: int) -> None:
    chosen = choose_ports({"keycloak": taken})["keycloak"]
    assert chosen not in (0, taken)
    assert named_port(chosen) == chosen


def test_a_free_port_that_is_preferred_is_chosen_and_given_out_once(taken: int) -> None:
    free = choose_ports({"any": 0})["any"]
    chosen = choose_ports({"keycloak": free, "desk": free, "library": 0, "other": taken})
    assert chosen["keycloak"] == free
    assert len(set(chosen.values())) == len(chosen)


def test_a_port_that_another_demo_has_chosen_and_not_opened_yet_is_not_chosen_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    free = choose_ports({"any": 0})["any"]
    with kept_ports() as first, kept_ports() as second:
        assert choose_ports({"keycloak": free}, first)["keycloak"] == free
        assert choose_ports({"keycloak": free}, second)["keycloak"] != free
        assert choose_ports({"keycloak": free}, first)["keycloak"] == free
    with kept_ports() as later:
        assert choose_ports({"keycloak": free}, later)["keycloak"] == free


def _loopbacks() -> set[str]:
    """What `localhost` may mean on this system."""
    return {str(address[0]) for *_, address in socket.getaddrinfo("localhost", None)}


@pytest.mark.parametrize("address", sorted(_loopbacks()))
def test_a_port_that_is_taken_under_one_meaning_of_localhost_is_taken(address: str) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.create_server((address, 0), family=family) as server, pytest.raises(DemoError):
        named_port(server.getsockname()[1])
