"""Districts to measure with: the one that is measured, with a realm of its own."""

from __future__ import annotations

import shutil
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from ruamel.yaml import YAML

from admin_api import AdminApiError
from benchmarks.bench import Bench
from benchmarks.realm.tools import run_program
from settings import DistrictFolder

_NO_GUARD = {"at_least": 10_000_000, "campus_at_least": 10_000_000}


@contextmanager
def district_of(bench: Bench) -> Iterator[DistrictFolder]:
    """A copy of the measured district whose realm is its own and has nobody in it; the realm is removed at the end."""
    realm = f"bench-{uuid.uuid4().hex[:8]}"
    folder = bench.scratch / realm
    shutil.copytree(bench.district.path, folder, ignore=shutil.ignore_patterns("roster"))
    yaml = YAML(typ="safe", pure=True)
    content = yaml.load(folder / "district.yaml")
    # A whole district that changes overnight is just what the guard is there to refuse.
    yaml.dump({**content, "realm": realm, "guard": _NO_GUARD}, folder / "district.yaml")
    run_program((sys.executable, "-m", "homeroom", "realm", "apply", "--yes", "--district", str(folder)), {}, None)
    try:
        yield DistrictFolder.at(folder)
    finally:
        with suppress(AdminApiError):  # a million people may take longer than an answer is waited for
            bench.admin.delete(f"/admin/realms/{realm}")
