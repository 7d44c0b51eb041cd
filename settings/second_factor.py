"""`second_factor` of `district.yaml`: when a one-time code is asked for, and what may take its place."""

from __future__ import annotations

from pydantic import Field

from settings.badges import Network
from settings.model import Settings


class SecondFactor(Settings):
    """When a one-time code is asked for besides the password."""

    trust_days: int = Field(default=0, ge=0, le=90)
    """So many days a device is not asked again that somebody trusts beside the code; 0: every sign-in is asked."""
    shared_networks: list[Network] = Field(default_factory=list)
    """Networks of devices that belong to everybody, such as those of a lab or a library: none is trusted there."""
    passkeys: bool = False
    """Employees may set up passkeys, which sign in without a password and without a code."""
