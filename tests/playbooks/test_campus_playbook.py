"""`playbooks/campus.yml`: policies, pages and lists for campus IT, from the district folder."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path

import pytest

from badge_tool.cards.layouts import CARD_LAYOUTS
from badge_tool.layouts import LAYOUTS
from homeroom.demo.places import CLONE, EXAMPLE_DISTRICT
from tests.support.campus_folder import write_campus_folder


@pytest.fixture(scope="module")
def campus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder for the example district."""
    folder = tmp_path_factory.mktemp("campus") / "campus"
    write_campus_folder(folder)
    return folder


def test_check_mode_announces_the_folder_and_writes_nothing(tmp_path: Path) -> None:
    assert write_campus_folder(tmp_path / "campus", "--check") > 0
    assert not (tmp_path / "campus").exists()


def test_written_again_nothing_changes(campus: Path) -> None:
    assert write_campus_folder(campus) == 0


def test_addresses_and_district_are_those_of_the_servers_inventory(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE_DISTRICT, tmp_path / "district")
    shutil.copytree(CLONE / "playbooks" / "inventories" / "one-host", tmp_path / "inventory")

    write_campus_folder(tmp_path / "campus", inventory=tmp_path / "inventory")

    policies = json.loads((tmp_path / "campus" / "chrome-policies.json").read_text())
    assert policies["VideoCaptureAllowedUrls"] == ["https://portal.cedarvalley.example"]


def test_the_network_has_to_let_through_the_portal_the_desk_and_every_application(campus: Path) -> None:
    with (campus / "network.csv").open(encoding="utf-8", newline="") as lines:
        hosts = {row["host"]: row["port"] for row in csv.DictReader(lines)}

    assert hosts == dict.fromkeys(
        [
            "id.cedarvalley.example",
            "desk.cedarvalley.example",
            "clever.com",
            "accounts.google.com",
            "cedarvalley.instructure.com",
            "library.cedarvalley.example",
        ],
        "443",
    )


def test_the_page_about_printers_knows_every_layout_and_no_other(campus: Path) -> None:
    rows = [
        line
        for line in (campus / "printers.md").read_text().splitlines()
        if line.startswith("| `") and "--layout" not in line
    ]
    named = {name for row in rows for name in re.findall(r"`([a-z0-9-]+)`", row.split("|")[1])}

    assert named == set(LAYOUTS) | set(CARD_LAYOUTS)


def test_pages_link_only_to_files_that_are_there(campus: Path) -> None:
    for page in campus.glob("*.md"):
        for target in re.findall(r"\]\(([^)]+)\)", page.read_text()):
            assert (campus / target).is_file(), f"{page.name}: {target}"
