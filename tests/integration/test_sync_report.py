"""What a run leaves for the registrars, refused or not, and that the next one compares with it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.keycloak_server import KeycloakServer
from tests.support.sync_district import District, sync_district, this_year

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def district(keycloak: KeycloakServer, realm: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[District]:
    settings = {"reports": {"folder": "reports"}}
    with sync_district(keycloak, realm, tmp_path_factory.mktemp("district"), settings) as made:
        yield made


def page(district: District, name: str) -> str:
    return " ".join((district.folder / "reports" / name).read_text(encoding="utf-8").split())


def test_each_run_leaves_a_report_that_tells_what_has_changed_since_the_last(district: District) -> None:
    tables = this_year()
    tables["users"][1]["grades"] = tables["users"][2]["grades"] = "K"

    assert district.sync("run", tables).code == 0
    assert "There is no earlier run to compare with." in page(district, "district.html")
    tables["users"][1]["grades"] = "KG"
    assert district.sync("run", tables).code == 0
    assert "1 finding. " in page(district, "campus-S01.html")
    assert "1 fewer than on" in page(district, "campus-S01.html")


def test_a_run_that_is_refused_leaves_a_report_too(district: District) -> None:
    tables = this_year()
    tables["users"] = [dict.fromkeys(tables["users"][0], "")]

    assert district.sync("run", tables).code == 5
    assert "The export cannot be used. Nothing is changed until it is mended." in page(district, "district.html")
