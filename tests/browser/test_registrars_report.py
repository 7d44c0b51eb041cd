"""The registrar's report in a real browser: small screens, paper, a page that is closed to everything from outside."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pymupdf
import pytest
from playwright.sync_api import Browser, Page

from settings import District
from sync.reports.files import write_report
from sync.reports.language import load
from sync.reports.report import report_of
from tests.support.roster_checks import add, examined_roster, put
from tests.support.roster_set import enrollment, person

pytestmark = pytest.mark.browser
TEACHERS = 40


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    teachers = [person(f"t{number}", "teacher", familyName=f"Teacher{number}") for number in range(TEACHERS)]
    pupils = [person("long", familyName="Weißschuhmacherhofer" * 3, email="x" * 60)]
    roster, verdict = examined_roster(
        folder / "set",
        add("users", *teachers, *pupils),
        add("enrollments", enrollment("long", "c1")),
        put("users", 1, givenName="<img src=x onerror=document.title='run'>", email="office@"),
    )
    district = District(name="Test Schools", realm="test", help_contact="us")
    made = report_of(district, roster, verdict, datetime(2026, 11, 24, tzinfo=UTC))
    write_report(made, folder, load(["en", "es"]))
    return folder


@pytest.fixture
def opened(chromium: Browser, report: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    page = chromium.new_page(viewport={"width": request.param, "height": 800})
    page.goto((report / "district.html").as_uri())
    yield page
    page.close()


@pytest.mark.parametrize("opened", [360, 1440], indirect=True)
def test_nothing_has_to_be_pushed_sideways(opened: Page) -> None:
    assert opened.evaluate("document.documentElement.scrollWidth") == opened.viewport_size["width"]  # type: ignore[index]


@pytest.mark.parametrize("opened", [360], indirect=True)
def test_a_row_of_a_small_screen_is_still_a_row_of_a_table_to_a_screen_reader(opened: Page) -> None:
    table = opened.get_by_role("table", name="An e-mail address cannot be one (2)")

    assert table.get_by_role("columnheader").all_inner_texts() == [
        *("Name", "Number", "School", "What is wrong here", "Row in the export")
    ]
    assert table.get_by_role("row").count() == 3
    assert table.get_by_role("rowheader").count() == 2


@pytest.mark.parametrize("opened", [1440], indirect=True)
def test_a_long_list_is_closed_on_the_screen_and_whole_on_paper(opened: Page) -> None:
    section = opened.get_by_role("region", name="A teacher has no class schedule")
    assert section.get_by_role("table").count() == 0
    section.get_by_text(f"The {TEACHERS} records").click()
    assert section.get_by_role("row").count() == TEACHERS + 1
    opened.reload()

    with pymupdf.open(stream=opened.pdf(format="Letter")) as paper:
        text = "".join(str(sheet.get_text()) for sheet in paper)
    assert text.count("teaches no class") == TEACHERS
    assert "1 / " in text


@pytest.mark.parametrize("opened", [1440], indirect=True)
def test_a_hostile_name_is_shown_and_does_nothing(opened: Page) -> None:
    assert opened.title() == "The whole district · Roster report · Test Schools"
    assert opened.get_by_text("<img src=x onerror=document.title='run'>").count() > 0
    assert opened.locator("img").count() == 0


@pytest.mark.parametrize("opened", [1440], indirect=True)
def test_the_page_leads_to_the_other_language_and_to_the_campuses(opened: Page) -> None:
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.get_by_role("link", name="Español").click()
    opened.get_by_role("link", name="First School (S01)").click()

    assert opened.get_by_role("heading", level=1).inner_text() == "First School (S01)"
    assert opened.locator("html").get_attribute("lang") == "es"
    assert said == []
