"""The check of the backups: what it finds wrong in what pgBackRest tells, and what it tells Prometheus."""

from __future__ import annotations

from typing import Any

from tests.support.role_script import role_script

check = role_script("backup", "backup_check")

_NOW = 1_800_000_000.0
_HOUR = 3600


def _backup(kind: str, hours_ago: float, repository: int = 1, *, error: bool = False) -> dict[str, Any]:
    stop = int(_NOW - hours_ago * _HOUR)
    return {
        "type": kind,
        "timestamp": {"start": stop - 60, "stop": stop},
        "database": {"id": 1, "repo-key": repository},
        "error": error,
    }


def _stanza(*backups: dict[str, Any], repositories: int = 1, code: int = 0) -> dict[str, Any]:
    status = {"code": code, "message": "ok" if code == 0 else "different across repos"}
    return {"backup": list(backups), "repo": [{"key": key + 1, "status": status} for key in range(repositories)]}


def _problems(stanza: dict[str, Any]) -> list[str]:
    return list(check.problems(stanza, _NOW, full_hours=192, hours=26))


def test_fresh_backups_are_fine() -> None:
    assert _problems(_stanza(_backup("full", 100), _backup("incr", 1))) == []


def test_a_full_backup_that_is_too_old_is_told_of() -> None:
    assert _problems(_stanza(_backup("full", 200), _backup("diff", 1))) == [
        "The newest full backup in repository 1 is 200 hours old; 192 are allowed."
    ]


def test_a_day_without_any_backup_is_told_of() -> None:
    assert _problems(_stanza(_backup("full", 30))) == [
        "The newest backup in repository 1 is 30 hours old; 26 are allowed."
    ]


def test_a_backup_with_errors_does_not_count() -> None:
    assert _problems(_stanza(_backup("full", 1, error=True))) == [
        "Repository 1 has no full backup.",
        "Repository 1 has no backup.",
    ]


def test_each_repository_needs_its_own_backups() -> None:
    assert _problems(_stanza(_backup("full", 1), repositories=2)) == [
        "Repository 2 has no full backup.",
        "Repository 2 has no backup.",
    ]


def test_what_pgbackrest_complains_of_is_passed_on() -> None:
    assert _problems(_stanza(_backup("full", 1), code=4)) == ["Repository 1 says: different across repos"]


def test_prometheus_is_told_when_the_newest_backups_ended() -> None:
    told = check.metrics(_stanza(_backup("full", 3), _backup("full", 2), _backup("incr", 1)), True, _NOW)

    assert "homeroom_backup_healthy 1\n" in told
    assert f'{{repository="1",kind="full"}} {int(_NOW) - 2 * _HOUR}\n' in told
    assert f'{{repository="1",kind="incr"}} {int(_NOW) - _HOUR}\n' in told
    assert 'kind="diff"' not in told
