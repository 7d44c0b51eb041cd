"""The Keycloak that is measured: that of a district folder, or a demo that is started for it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from homeroom.demo.places import StateFolder
from homeroom.demo.progress import Progress
from homeroom.demo.start import DemoOptions, ensure_demo, stop_demo
from homeroom.demo.state import Database
from settings import DistrictFolder

_PEOPLE = 800


@contextmanager
def measured_district(given: Path | None, database: Database) -> Iterator[DistrictFolder]:
    """The district folder of a running Keycloak.

    Args:
        given: that folder; None: a demo is started, and removed when the context ends.
        database: what that demo stores in.
    """
    if given is not None:
        yield DistrictFolder.at(given)
        return
    state = StateFolder(Path(mkdtemp(prefix="homeroom-bench.")))
    try:
        demo = ensure_demo(DemoOptions(state, database, _PEOPLE, long_lived=True), Progress())
        yield DistrictFolder.at(Path(demo.document.district))
    finally:
        stop_demo(state, Progress())
        shutil.rmtree(state.path)
