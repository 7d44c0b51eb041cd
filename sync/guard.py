"""Refuses a plan that would change more than a district's ordinary day does."""

from __future__ import annotations

from settings.district import Guard
from sync.errors import GuardError
from sync.plan import Plan

_SAMPLES = 10


def guard(plan: Plan, limits: Guard) -> None:
    """Let a plan through.

    Args:
        plan: what would change.
        limits: the district's.

    Raises:
        GuardError: says which limit, by how much, and who for example would be disabled.
    """
    leaving = plan.people.removals
    by_share = int(plan.enabled * limits.disable_percent / 100)
    allowed = max(limits.disable_at_least, by_share)
    if leaving.height <= allowed:
        return
    share = 100 * leaving.height / plan.enabled
    samples = "\n".join(f"  {person}: {why}" for person, why in leaving.head(_SAMPLES).iter_rows())
    more = f"\n  and {leaving.height - _SAMPLES:,} more" if leaving.height > _SAMPLES else ""
    raise GuardError(
        f"the run would disable {leaving.height:,} of {plan.enabled:,} people ({share:.1f} %), and {allowed:,} are "
        f"allowed; nothing was changed.\nThe limits are guard.disable_percent ({limits.disable_percent:g}) and "
        f"guard.disable_at_least ({limits.disable_at_least:,}) in district.yaml. Look at the export first:\n"
        f"{samples}{more}"
    )
