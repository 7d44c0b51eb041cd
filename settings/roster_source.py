"""Where rosters come from."""

from __future__ import annotations

from typing import Literal

from settings.model import Settings


class RosterColumns(Settings):
    """Columns of users.csv that OneRoster leaves to the district. Empty: the source has none."""

    special_ed: str = "metadata.specialEd"
    """`true` marks a special-ed student."""
    employee_type: str = "metadata.employeeType"
    """Kind of employee, in the district's own words."""


class RosterSource(Settings):
    """Where rosters come from."""

    type: Literal["oneroster-csv"] = "oneroster-csv"
    path: str = "roster"
    """Folder or zip file of the OneRoster CSV set, from the district folder or absolute."""
    columns: RosterColumns = RosterColumns()
