"""A plan in a file: read by somebody, approved, and then applied as it was or not at all.

The file holds the plan as it prints itself, secrets masked, and digests of the plan and of the realm it was made
against. It is applied together with the files it was made of, so that no secret has to be in it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from realm.errors import PlanFileError, StalePlanError
from realm.plan import Plan
from realm.resources import RESOURCE_TYPES, matches


class SavedPlan(BaseModel):
    """The content of a plan file.

    Attributes:
        homeroom_plan: version of the form.
        realm: the realm's name.
        made_at: when, ISO 8601 in UTC.
        plan: digest of the changes.
        live: digest of the realm that the changes were made for.
        changes: as `Plan.as_json` has them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    homeroom_plan: Literal[1] = 1
    realm: str
    made_at: str
    plan: str
    live: str
    changes: list[dict[str, Any]]

    @classmethod
    def of(cls, plan: Plan, live: Mapping[str, Any] | None, made_at: str) -> SavedPlan:
        """The plan as it is saved; `live` is the realm in keyed form that it was made against."""
        document = plan.as_json()
        changes: Any = document["changes"]
        return cls(realm=plan.realm, made_at=made_at, plan=_digest(changes), live=live_digest(live), changes=changes)

    @classmethod
    def read(cls, file: Path) -> SavedPlan:
        """Read a plan file. Raises PlanFileError."""
        try:
            return cls.model_validate_json(file.read_bytes())
        except OSError as failure:
            raise PlanFileError(file, failure.strerror or str(failure)) from None
        except ValidationError as failure:
            first = failure.errors(include_url=False, include_input=False)[0]
            where = ".".join(map(str, first["loc"]))
            raise PlanFileError(file, f"{where}: {first['msg']}" if where else first["msg"]) from None

    def write(self, file: Path) -> None:
        """Write the plan file, all of it or nothing. Raises OSError."""
        part = file.with_name(f".{file.name}.part")
        try:
            part.write_text(self.model_dump_json(indent=2) + "\n", encoding="utf-8")
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)

    def check(self, file: Path, now: SavedPlan) -> None:
        """Refuse this plan, which was read from `file`, unless it is what would be done now. Raises StalePlanError."""
        if now.realm != self.realm:
            raise StalePlanError(file, f"it is a plan of the realm {self.realm}, not of {now.realm}")
        if now.live != self.live:
            raise StalePlanError(file, f"the realm {self.realm} has changed since the plan was made")
        if now.plan != self.plan:
            raise StalePlanError(file, "the files have changed since the plan was made")


def live_digest(live: Mapping[str, Any] | None) -> str:
    """A digest of all that is managed in a realm in keyed form, without what rosters change in it all day."""
    if live is None:
        return "no such realm"
    resources = {
        kind.kind: {name: fields for name, fields in kind.listed(live).items() if not matches(name, kind.made_by_sync)}
        for kind in RESOURCE_TYPES
    }
    return _digest(resources)


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=_plain).encode()).hexdigest()


def _plain(value: Any) -> Any:
    # A secret's digest differs from one reading to the next; as a text it does not.
    return dict(value) if isinstance(value, Mapping) else str(value)
