"""What the example people sign in with."""

from __future__ import annotations

from homeroom.demo.sign_up import example_password


def test_no_word_is_twice_in_a_password() -> None:
    words = [example_password().split("-")[:2] for _ in range(1_000)]

    assert [pair for pair in words if pair[0] == pair[1]] == []
