"""What is built can be used by everybody: on phones, with screen readers, on paper."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest
from playwright.sync_api import Browser, Page

from guides.build import TEXTS, Sources, build
from guides.markdown import read_guide
from settings import DistrictFolder
from tests.support.axe import accessibility_findings
from tests.support.guide_pictures import write_pictures

pytestmark = pytest.mark.browser

DISTRICT = "Río “Norte” \\ Schools"
GUIDES = ("sign-in-badge", "sign-in-without-camera")
PAPERS = {"letter": (612, 792), "a4": (595, 842)}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two guides of the kit in both languages, with pictures of nothing."""
    folder = tmp_path_factory.mktemp("guides")
    (folder / "district.yaml").write_text(f"name: '{DISTRICT}'\nrealm: rio\nhelp_contact: us\n", encoding="utf-8")
    (folder / "deployment.yaml").write_text(
        "keycloak: {url: 'https://sso.rio.example', client_secret: x}\n"
        "desk: {url: 'https://desk.rio.example', client_secret: x, session_secret: y}\n",
        encoding="utf-8",
    )
    for language in ("en", "es"):
        (folder / "texts" / language).mkdir(parents=True)
        for name in (*(f"{guide}.md" for guide in GUIDES), "captions.yaml"):
            shutil.copy(TEXTS / language / name, folder / "texts" / language)
        links = "\n".join(f"- [{guide}]({guide}.md)" for guide in GUIDES)
        (folder / "texts" / language / "index.md").write_text(f"# Guides\n\n{links}\n", encoding="utf-8")
    write_pictures(folder / "screenshots", DISTRICT, folder / "texts")
    build(DistrictFolder.at(folder), Sources(folder / "texts", folder / "screenshots"), folder / "out")
    return folder / "out"


@pytest.fixture(params=[360, 1280])
def window(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    page = chromium.new_page(viewport={"width": request.param, "height": 800})
    yield page
    page.close()


@pytest.mark.parametrize("file", ["index.html", "en/index.html", "es/sign-in-badge.html"])
def test_a_page_fits_and_axe_finds_nothing(built: Path, window: Page, file: str) -> None:
    asked: list[str] = []
    window.on("request", lambda request: asked.append(request.url))

    window.goto((built / file).as_uri())

    assert window.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert accessibility_findings(window) == []
    assert all(address.startswith("file:") for address in asked)


@pytest.mark.parametrize("paper", PAPERS)
def test_a_pdf_is_tagged_and_has_its_size_and_page_numbers(built: Path, paper: str) -> None:
    with pymupdf.open(built / "es" / f"sign-in-badge-{paper}.pdf") as pdf:
        catalog = pdf.xref_object(pdf.pdf_catalog())
        pages = len(pdf)
        texts = [str(page.get_text()) for page in pdf]
        width, height = pdf[0].rect.width, pdf[0].rect.height
        title, outline = pdf.metadata["title"], [entry[1] for entry in pdf.get_toc()]

    assert "/StructTreeRoot" in catalog
    assert "/Marked true" in catalog
    assert "/Lang (es" in catalog
    assert (round(width), round(height)) == PAPERS[paper]
    assert [f"Página {number + 1} de {pages}" in text for number, text in enumerate(texts)] == [True] * pages
    assert all(f"{DISTRICT} · Entre con una credencial" in text for text in texts)
    assert title == f"Entre con una credencial · {DISTRICT}"
    assert outline == [heading.text for heading in read_guide(TEXTS / "es" / "sign-in-badge.md", "es").headings]


def test_a_pdf_says_what_pictures_show_and_has_no_film(built: Path) -> None:
    with pymupdf.open(built / "en" / "sign-in-badge-letter.pdf") as pdf:
        objects = "\n".join(pdf.xref_object(number) for number in range(1, pdf.xref_length()))
        text = "".join(str(page.get_text()) for page in pdf)

    assert "/Alt (The apps of a pupil)" in objects
    assert "Video" not in text


def test_paper_stays_white_below_the_name_of_the_district(built: Path) -> None:
    with pymupdf.open(built / "en" / "sign-in-badge-letter.pdf") as pdf:
        areas = [drawing["rect"] for drawing in pdf[0].get_drawings() if drawing["fill"] not in (None, (1.0, 1.0, 1.0))]

    assert [area for area in areas if area.width > 300 and area.height > 10] == []


def test_no_page_that_was_printed_is_left_over(built: Path) -> None:
    assert {file.stem for file in (built / "en").glob("*.html")} == {"index", *GUIDES}
