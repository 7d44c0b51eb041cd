"""Addresses as people type them."""

from __future__ import annotations


def typed_address(url: str) -> str:
    """An address without `https://`, which browsers put before it themselves."""
    return url.removeprefix("https://")
