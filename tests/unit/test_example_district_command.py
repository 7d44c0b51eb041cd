"""`python -m example_district`."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from example_district.__main__ import main


def test_the_command_writes_a_set_and_its_key_on_request(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, [str(tmp_path), "--people", "400", "--plant"])
    assert (result.exit_code, result.output) == (0, "")
    assert {"manifest.csv", "users.csv", "planted.json"} <= {path.name for path in tmp_path.iterdir()}


def test_the_command_says_what_is_wrong_in_one_line(tmp_path: Path) -> None:
    occupied = tmp_path / "occupied"
    occupied.write_text("", encoding="utf-8")
    too_few = CliRunner().invoke(main, [str(tmp_path / "roster"), "--people", "150", "--plant"])
    no_folder = CliRunner().invoke(main, [str(occupied / "roster"), "--people", "150"])
    assert (too_few.exit_code, too_few.output) == (1, "Error: planting needs at least 400 people, not 150\n")
    assert no_folder.exit_code == 1
    assert no_folder.output.count("\n") == 1
