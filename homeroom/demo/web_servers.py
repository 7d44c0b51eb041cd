"""The desk and the library, as processes of the demo."""

from __future__ import annotations

import sys

from homeroom.demo.places import StateFolder
from homeroom.demo.processes import Server
from homeroom.demo.state import DemoRecord


def desk_server(state: StateFolder, record: DemoRecord) -> Server:
    """The staff web application."""
    command = [sys.executable, "-m", "homeroom", "desk", "serve", "--district", state.district]
    return Server("desk", [*command, "--port", str(record.ports.desk)], {}, state.logs / "desk.log")


def library_server(state: StateFolder, record: DemoRecord) -> Server:
    """The relying party of the example district."""
    command = [sys.executable, "-m", "homeroom.demo.library_app", state.district]
    return Server("library", [*command, str(record.ports.library)], {}, state.logs / "library.log")
