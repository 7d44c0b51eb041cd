"""Fills a Keycloak with the district: realm, roster, example people."""

from __future__ import annotations

from admin_api import AdminConnection
from homeroom.demo.cast import cast_of
from homeroom.demo.document import Examples
from homeroom.demo.errors import DemoError
from homeroom.demo.progress import Progress
from homeroom.demo.sign_up import SignUp
from realm import engine as realm_engine
from realm.check import check_files
from realm.desired import desired_realm
from settings import DistrictFolder
from sync.run import Request, run
from sync.sources import open_source

_A_KILLED_RUN = 120.0
"""Seconds in which the lease of a run that was killed with an earlier call runs out."""


def fill(folder: DistrictFolder, known: Examples | None, progress: Progress) -> Examples:
    """Make realm and people as the district folder says.

    Args:
        folder: the district, `deployment.yaml` included.
        known: the example people if they were set up before, perhaps by an older version that had fewer kinds.
        progress: is told of each step.

    Returns:
        The example people: `known`, or those that were set up now.

    Raises:
        CommandError: of the package that cannot go on.
        SettingsError: a file of the district is wrong.
        AdminApiError: Keycloak refused, or does not answer.
    """
    with AdminConnection.of_account(folder.deployment.keycloak) as keycloak:
        with progress.step("Applying the realm"):
            _apply_realm(folder, keycloak)
        with progress.step("Syncing the roster"):
            _sync(folder, keycloak)
        cast = cast_of(open_source(folder))
        if known is not None and [person.kind for person in known.people] == [part.kind for part in cast.parts]:
            return known
        with progress.step("Signing up the example people"):
            return SignUp(keycloak, folder.district.realm).all(cast)


def _apply_realm(folder: DistrictFolder, keycloak: AdminConnection) -> None:
    model = desired_realm(folder)
    check_files(model)
    policy = folder.district.realm_policy
    pending = realm_engine.plan(model, keycloak, policy.managed)
    realm_engine.apply(pending, model, keycloak, policy.managed, allowed_deletes=policy.max_deletes)


def _sync(folder: DistrictFolder, keycloak: AdminConnection) -> None:
    done = run(folder, keycloak, Request(trigger="demo", wait=_A_KILLED_RUN))
    if done.outcome and done.outcome.rejections:
        first = done.outcome.rejections[0]
        raise DemoError(
            f"Keycloak did not take {len(done.outcome.rejections):,} rows of the roster; the first, {first.key}: "
            f"{first.message}"
        )
    if done.error is not None:
        raise done.error
