"""The demo's copy of the example district, which can look like another district."""

from __future__ import annotations

from pathlib import Path

from homeroom.demo.district_copy import copy_district
from homeroom.demo.places import StateFolder
from settings import DistrictFolder

OTHER = """
name: Río Norte
realm: rio
help_contact: la oficina
branding: {color: "#102030", accent: "#405060", logo: "https://rio.example/logo.png"}
"""


def test_the_copy_looks_like_another_district_and_is_the_example_in_all_else(tmp_path: Path) -> None:
    (tmp_path / "rio").mkdir()
    (tmp_path / "rio" / "district.yaml").write_text(OTHER, encoding="utf-8")
    state = StateFolder(tmp_path / "state")

    copy_district(state, 100, tmp_path / "rio")

    copied = DistrictFolder.at(state.district).district
    other = DistrictFolder.at(tmp_path / "rio").district
    assert (copied.name, copied.help_contact, copied.branding) == (other.name, other.help_contact, other.branding)
    assert copied.realm == "cedar-valley"
    assert copied.roles
