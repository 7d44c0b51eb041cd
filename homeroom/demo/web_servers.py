"""The desk and the library, as processes of the demo."""

from __future__ import annotations

import sys

from homeroom.demo.places import StateFolder
from homeroom.demo.processes import Server
from homeroom.demo.state import DemoRecord


def desk_server(state: StateFolder, record: DemoRecord) -> Server:
    """The staff web application."""
    serve = ("-m", "homeroom", "desk", "serve", "--district", str(state.district), "--port", str(record.ports.desk))
    return Server("desk", [sys.executable, *serve], {}, state.logs / "desk.log")


def library_server(state: StateFolder, record: DemoRecord) -> Server:
    """The relying party of the example district."""
    serve = ("-m", "homeroom.demo.library_app", str(state.district), str(record.ports.library))
    return Server("library", [sys.executable, *serve], {}, state.logs / "library.log")
