"""Fills a Keycloak with the district: realm, roster, example people."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

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
from sync import plan as sync_plan
from sync.apply import apply as apply_roster
from sync.check import all_checks
from sync.examine import examine
from sync.guard import guard
from sync.roster import Roster
from sync.sources.oneroster_csv import read_oneroster_csv
from sync.state import read_state
from sync.wanted import Policy, want


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
    access = folder.deployment.keycloak
    with AdminConnection(access.url, access.client_id, access.client_secret, auth_realm=access.auth_realm) as keycloak:
        with progress.step("Applying the realm"):
            _apply_realm(folder, keycloak)
        roster = read_oneroster_csv(folder.roster_path(), folder.district.roster.columns)
        with progress.step(f"Syncing the roster of {roster.users.height:,} people"):
            _sync(folder, roster, RosterApi(keycloak, folder.district.realm))
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


def _sync(folder: DistrictFolder, roster: Roster, api: RosterApi) -> None:
    verdict = examine(roster, all_checks())
    today = datetime.now(ZoneInfo(folder.district.time_zone)).date()
    policy = Policy(folder.applications, folder.district.roles, today)
    changes = sync_plan.plan(want(roster, verdict.left_out(), policy), read_state(api))
    guard(changes, folder.district.guard)
    rejections = apply_roster(changes, api).rejections
    if rejections:
        first = rejections[0]
        raise DemoError(
            f"Keycloak did not take {len(rejections):,} rows of the roster; the first, {first.key}: {first.message}"
        )
