"""Fills a Keycloak with the district: realm, roster, example people."""

from __future__ import annotations

from admin_api import AdminConnection, RosterApi
from homeroom.demo.cast import cast_of
from homeroom.demo.document import Examples
from homeroom.demo.errors import DemoError
from homeroom.demo.progress import Progress
from homeroom.demo.sign_up import SignUp
from realm import engine as realm_engine
from realm.check import check_files
from realm.desired import desired_realm
from settings import DistrictFolder
from sync.apply import apply as apply_roster
from sync.examine import Verdict
from sync.guard import guard
from sync.roster import Roster
from sync.run import examined, planned, refuse_unfit


def fill(folder: DistrictFolder, known: Examples | None, progress: Progress) -> Examples:
    """Make realm and people as the district folder says.

    Args:
        folder: the district, `deployment.yaml` included.
        known: the example people if they were set up before.
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
        roster, verdict = examined(folder)
        refuse_unfit(verdict)
        with progress.step(f"Syncing the roster of {roster.users.height:,} people"):
            _sync(folder, roster, verdict, RosterApi(keycloak, folder.district.realm))
        if known is not None:
            return known
        with progress.step("Signing up the example people"):
            return SignUp(keycloak, folder.district.realm).all(cast_of(roster))


def _apply_realm(folder: DistrictFolder, keycloak: AdminConnection) -> None:
    model = desired_realm(folder)
    check_files(model)
    policy = folder.district.realm_policy
    pending = realm_engine.plan(model, keycloak, policy.managed)
    realm_engine.apply(pending, model, keycloak, policy.managed, allowed_deletes=policy.max_deletes)


def _sync(folder: DistrictFolder, roster: Roster, verdict: Verdict, api: RosterApi) -> None:
    changes = planned(folder, roster, verdict, api)
    guard(changes, folder.district.guard)
    rejections = apply_roster(changes, api).rejections
    if rejections:
        first = rejections[0]
        raise DemoError(
            f"Keycloak did not take {len(rejections):,} rows of the roster; the first, {first.key}: {first.message}"
        )
