"""A sync that is killed at any moment: the next run finishes, and Keycloak is as if nothing had happened.

`HOMEROOM_TEST_KILLS` says how often it is killed, and `HOMEROOM_TEST_SEED` repeats the moments of an earlier test.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any, Literal, get_args

import pytest

from admin_api import RosterApi
from settings.guard import LIMITS
from tests.support.keycloak_server import KeycloakServer
from tests.support.roster_set import Tables, enrollment, person, school_class, write_set
from tests.support.sync_district import District, sync_district, this_year

pytestmark = pytest.mark.integration

_KILLS = int(os.environ.get("HOMEROOM_TEST_KILLS", "3"))
_SEED = int(os.environ.get("HOMEROOM_TEST_SEED", "0")) or random.SystemRandom().randrange(1, 2**32)
Kind = Literal["people", "classes", "enrollments", "schools", "access-profiles"]
_MANY = 400


@pytest.fixture(scope="module")
def district(keycloak: KeycloakServer, realm: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[District]:
    everything = dict.fromkeys(LIMITS, 100)
    guard = {"in_term": {"district": everything, "campus": everything}}
    with sync_district(keycloak, realm, tmp_path_factory.mktemp("district"), {"guard": guard}) as made:
        yield made


def one_of_two(number: int) -> Tables:
    """Two sets that differ in nearly everything: people who come and go, names that are swapped, classes, grades."""
    tables = this_year()
    odd = number % 2
    for at in range(_MANY):
        if at % 8 == 7 * odd:
            continue
        username = f"u{at ^ odd}"
        tables["users"].append(
            person(f"p{at}", username=username, familyName=f"Name {odd}", grades="01" if odd else "KG")
        )
        tables["enrollments"].append(enrollment(f"p{at}", f"k{at // 20 + odd}"))
    tables["classes"] += [school_class(f"k{at}") for at in range(_MANY // 20 + 1)]
    return tables


def everything_in(district: District) -> dict[str, list[dict[str, Any]]]:
    """What Keycloak has, without the ids that it gives itself."""
    api = RosterApi(district.connection, district.realm)
    kinds: tuple[Kind, ...] = get_args(Kind)
    return {
        kind: sorted(
            ({name: value for name, value in record.items() if name != "id"} for record in api.state(kind)), key=str
        )
        for kind in kinds
    }


def killed_after(district: District, seconds: float) -> int | None:
    """Start a run and kill it so long after it has begun; its exit code, or None if it was killed."""
    run = [sys.executable, "-m", "homeroom", *district.arguments("run"), "--wait", "30"]
    with subprocess.Popen(run, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if '"run begins"' in line:
                break
        # Not waited for by its end but by the clock: that is what is tested.
        threading.Event().wait(seconds)
        code = process.poll()
        process.kill()
        return code


def test_however_often_a_sync_is_killed_the_next_run_finishes(district: District) -> None:
    moments = random.Random(_SEED)  # noqa: S311 nobody is to guess anything
    undisturbed = {}
    for number in (0, 1, 0):  # the first time nobody has left yet
        ran = district.sync("run", one_of_two(number))
        undisturbed[number] = everything_in(district)
    longest = ran.document["result"]["seconds"]
    codes = []
    for number in range(_KILLS):
        write_set(district.folder / "roster", one_of_two(number))
        codes.append(killed_after(district, moments.uniform(0, longest)))

        finished = district.sync("run", one_of_two(number), "--wait", "60")

        assert finished.code == 0, f"HOMEROOM_TEST_SEED={_SEED}, kill {number}: {finished.message}"
        assert everything_in(district) == undisturbed[number % 2], f"HOMEROOM_TEST_SEED={_SEED}, kill {number}"
    assert set(codes) <= {0, None}, f"HOMEROOM_TEST_SEED={_SEED}: {codes}"
    sys.stdout.write(f"\nkilled {codes.count(None)} of {len(codes)} runs, seed {_SEED}\n")
