"""Saved plans: what is applied is what was read, or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from realm.engine import compared
from realm.errors import PlanFileError, StalePlanError
from realm.representation import keyed_live
from realm.saved_plan import SavedPlan, live_digest
from settings.exit_code import ExitCode
from settings.render import Referenced

NOW = "2026-01-31T06:00:00+00:00"
LIVE = {"realm": "r", "displayName": "Old", "clients": [{"clientId": "a", "secret": "old-secret"}]}


def saved(live: dict[str, Any] = LIVE, display_name: str = "New") -> SavedPlan:
    desired = {
        "realm": "r",
        "displayName": display_name,
        "clients": {"a": {"clientId": "a", "secret": Referenced("new-secret", "${file:secrets/a}")}},
    }
    keyed = keyed_live(live)
    return SavedPlan.of(compared(desired, keyed, {}, realm="r"), keyed, NOW)


def test_a_plan_is_read_as_it_was_written_and_holds_no_secret(tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    saved().write(file)
    assert SavedPlan.read(file) == saved()
    text = file.read_text(encoding="utf-8")
    assert "new-secret" not in text
    assert "old-secret" not in text
    assert [path.name for path in tmp_path.iterdir()] == ["plan.json"]


def test_the_same_plan_of_the_same_realm_is_accepted() -> None:
    saved().check(Path("plan.json"), saved())


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (saved({**LIVE, "displayName": "Else"}), "has changed"),
        (saved({**LIVE, "ssoSessionIdleTimeout": 60}), "has changed"),
        (saved({**LIVE, "clients": [*LIVE["clients"], {"clientId": "b"}]}), "has changed"),
        (saved(display_name="Newer"), "files have changed"),
    ],
)
def test_a_plan_of_what_was_before_is_refused(now: SavedPlan, words: str) -> None:
    with pytest.raises(StalePlanError, match=words) as caught:
        saved().check(Path("plan.json"), now)
    assert caught.value.exit_code == ExitCode.REFUSED


def test_what_rosters_change_does_not_make_a_plan_stale() -> None:
    roster = {"roles": {"realm": [{"name": "access:1"}]}, "groups": [{"name": "schools", "subGroups": [{"name": "A"}]}]}
    assert live_digest(keyed_live(LIVE)) == live_digest(keyed_live({**LIVE, **roster}))


@pytest.mark.parametrize("text", ["", "{}", "realm: r", '{"homeroom_plan": 2}'])
def test_a_file_that_is_no_plan_is_rejected(tmp_path: Path, text: str) -> None:
    file = tmp_path / "plan.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(PlanFileError, match=r"plan\.json") as caught:
        SavedPlan.read(file)
    assert caught.value.exit_code == ExitCode.REJECTED


def test_a_missing_plan_is_rejected(tmp_path: Path) -> None:
    with pytest.raises(PlanFileError, match="No such file"):
        SavedPlan.read(tmp_path / "plan.json")
