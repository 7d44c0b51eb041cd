"""Fills a Keycloak with the district: realm, roster, example people."""

from __future__ import annotations

from admin_api import AdminConnection
from homeroom.demo.cast import cast_of
from homeroom.demo.document import Examples
from homeroom.demo.progress import Progress
from homeroom.demo.sign_up import SignUp
from realm.check import check_files
from realm.desired import desired_realm
from realm.engine import apply, plan
from settings import DistrictFolder


def fill(folder: DistrictFolder, known: Examples | None, progress: Progress) -> Examples:
    """Make realm and people as the district folder says.

    Args:
        folder: the district, `deployment.yaml` included.
        known: the example people if they were set up before.
        progress: is told of each step.

    Raises:
        CommandError: of the package that cannot go on.
        SettingsError: a file of the district is wrong.
        AdminApiError: Keycloak refused, or does not answer.
    """
    access = folder.deployment.keycloak
    with AdminConnection(access.url, access.client_id, access.client_secret, auth_realm=access.auth_realm) as keycloak:
        with progress.step("Applying the realm"):
            _apply_realm(folder, keycloak)
        return Examples(people=(), classes=())


def _apply_realm(folder: DistrictFolder, keycloak: AdminConnection) -> None:
    model = desired_realm(folder)
    check_files(model)
    policy = folder.district.realm_policy
    apply(plan(model, keycloak, policy.managed), model, keycloak, policy.managed, allowed_deletes=policy.max_deletes)
