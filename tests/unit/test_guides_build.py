"""Guides are built whole or not at all, and what stops a build is named with file and line."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image, PngImagePlugin

from guides.build import TEXTS, Sources, build
from guides.errors import FlawedGuidesError, OutputError
from guides.films import seconds_to_read
from guides.pictures import CREATED, OF_DISTRICT, write_picture
from guides.site import css_string
from homeroom.cli import main
from settings import DistrictFolder
from tests.support.guide_pictures import write_pictures

DISTRICT = "Río & Sons “Schools”"
DISTRICT_YAML = f"""
name: {DISTRICT}
realm: rio
help_contact: the front office
branding: {{color: "#123456", accent: "#fedcba"}}
"""
DEPLOYMENT_YAML = """
keycloak: {url: "https://sso.rio.example", client_secret: x}
desk: {url: "https://desk.rio.example", client_secret: x, session_secret: y}
"""


@pytest.fixture
def folder(tmp_path: Path) -> DistrictFolder:
    (tmp_path / "district").mkdir()
    (tmp_path / "district" / "district.yaml").write_text(DISTRICT_YAML, encoding="utf-8")
    (tmp_path / "district" / "deployment.yaml").write_text(DEPLOYMENT_YAML, encoding="utf-8")
    return DistrictFolder.at(tmp_path / "district")


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A guide in each language."""
    for language, words in {"en": "Open {portal}.", "es": "Abra {portal}."}.items():
        where = tmp_path / "texts" / language
        where.mkdir(parents=True)
        (where / "index.md").write_text("# All\n\n- [Begin](begin.md)\n", encoding="utf-8")
        (where / "begin.md").write_text(
            f"# {language}\n\n{words}\n\n![The *start*](screenshot:start)\n", encoding="utf-8"
        )
    return tmp_path / "texts"


@pytest.fixture
def sources(tmp_path: Path, texts: Path) -> Sources:
    write_pictures(tmp_path / "screenshots", DISTRICT, texts)
    return Sources(texts, tmp_path / "screenshots", pdf=False)


def flaws(folder: DistrictFolder, sources: Sources, out: Path) -> list[str]:
    """What stops a build, with the file as guides name it."""
    with pytest.raises(FlawedGuidesError) as failure:
        build(folder, sources, out)
    assert not out.exists()
    return [f"{flaw.file.parent.name}/{flaw.file.name}:{flaw.line}: {flaw.message}" for flaw in failure.value.flaws]


def test_a_guide_has_the_districts_name_colours_and_addresses(
    folder: DistrictFolder, sources: Sources, tmp_path: Path
) -> None:
    build(folder, sources, tmp_path / "out")

    page = (tmp_path / "out" / "es" / "begin.html").read_text(encoding="utf-8")
    assert "Río &amp; Sons “Schools”" in page
    assert (
        '<a class="address" href="https://sso.rio.example/realms/rio/portal">sso.rio.example/realms/rio/portal' in page
    )
    assert "#123456" in (tmp_path / "out" / "static" / "brand.css").read_text(encoding="utf-8")


def test_a_missing_screenshot_is_named_with_the_line_of_the_guide(
    folder: DistrictFolder, sources: Sources, tmp_path: Path
) -> None:
    (sources.screenshots / "es" / "start.png").unlink()

    (flaw,) = flaws(folder, sources, tmp_path / "out")

    assert flaw.startswith("es/begin.md:5: there is no screenshot start in ")
    assert "script/guides" in flaw


def test_a_screenshot_that_is_too_old_is_named(folder: DistrictFolder, sources: Sources, tmp_path: Path) -> None:
    written = PngImagePlugin.PngInfo()
    written.add_text(CREATED, (datetime.now(UTC) - timedelta(days=9)).isoformat())
    written.add_itxt(OF_DISTRICT, DISTRICT)
    Image.new("RGB", (9, 9)).save(sources.screenshots / "en" / "start.png", pnginfo=written)

    build(folder, sources, tmp_path / "any-age")
    strict = Sources(sources.texts, sources.screenshots, timedelta(days=7), pdf=False)
    (flaw,) = flaws(folder, strict, tmp_path / "out")

    assert flaw.startswith("en/begin.md:5: start was taken on ")


def test_a_screenshot_of_another_districts_pages_is_refused(
    folder: DistrictFolder, sources: Sources, tmp_path: Path
) -> None:
    write_picture(Image.new("RGB", (9, 9)), sources.screenshots / "en" / "start.png", "Elsewhere")

    (flaw,) = flaws(folder, sources, tmp_path / "out")

    assert "shows pages of Elsewhere, not of Río" in flaw


def test_a_picture_without_a_date_is_refused(folder: DistrictFolder, sources: Sources, tmp_path: Path) -> None:
    Image.new("RGB", (9, 9)).save(sources.screenshots / "en" / "start.png")

    (flaw,) = flaws(folder, sources, tmp_path / "out")

    assert "does not say when it was taken" in flaw


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("See [there](nowhere.md).", "there is no guide nowhere.md"),
        ("See [there](page.html).", "a link leads to another guide"),
        ("Open {palace}.", "{palace} stands for nothing"),
        ("![](screenshot:start)", "say between the brackets what start shows"),
        ("![It](https://x.test/a.png)", "a picture is named like screenshot:claim-code"),
        ("![It](screenshot:../start)", "a picture is named like screenshot:claim-code"),
        ("# Another title", "a guide begins with its title"),
    ],
)
def test_what_a_writer_did_wrong_is_named(
    folder: DistrictFolder, sources: Sources, tmp_path: Path, line: str, says: str
) -> None:
    for language in ("en", "es"):
        with (sources.texts / language / "begin.md").open("a", encoding="utf-8") as file:
            file.write(f"\nFirst.\n{line}\n")

    found = flaws(folder, sources, tmp_path / "out")

    place = "begin.md:1" if line.startswith("#") else "begin.md:8"
    assert [flaw.startswith(f"{language}/{place}: ") for flaw, language in zip(found, ("en", "es"), strict=True)]
    assert all(says in flaw for flaw in found)


def test_html_in_a_guide_is_text(folder: DistrictFolder, sources: Sources, tmp_path: Path) -> None:
    for language in ("en", "es"):
        with (sources.texts / language / "begin.md").open("a", encoding="utf-8") as file:
            file.write('\n<script>alert("x")</script>\n')

    build(folder, sources, tmp_path / "out")

    assert "<script" not in (tmp_path / "out" / "en" / "begin.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda texts: (texts / "es" / "begin.md").unlink(), "es/begin.md:1: this file is missing"),
        (
            lambda texts: (texts / "es" / "begin.md").write_text("# es\n\n## Two\n"),
            "es/begin.md:1: its headings are not",
        ),
        (lambda texts: (texts / "es" / "begin.md").write_text("# es\n"), "es/begin.md:1: its pictures are not"),
        (
            lambda texts: (texts / "en" / "lonely.md").write_text("# Lonely\n"),
            "en/lonely.md:1: nobody finds this guide",
        ),
    ],
)
def test_languages_that_differ_in_more_than_words_are_refused(
    folder: DistrictFolder,
    sources: Sources,
    tmp_path: Path,
    change: object,
    says: str,
) -> None:
    (sources.texts / "es" / "index.md").write_text("# All\n", encoding="utf-8") if "missing" in says else None
    assert callable(change)
    change(sources.texts)

    found = flaws(folder, sources, tmp_path / "out")

    assert any(flaw.startswith(says) for flaw in found), found


def test_a_build_replaces_the_one_before_and_nothing_else(
    folder: DistrictFolder, sources: Sources, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    build(folder, sources, out)
    (out / "en" / "old.html").write_text("old")
    build(folder, sources, out)
    assert not (out / "en" / "old.html").exists()

    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("mine")
    with pytest.raises(OutputError, match="holds something that is no guides"):
        build(folder, sources, mine)
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []


def test_the_logo_of_the_folder_is_on_the_pages(folder: DistrictFolder, sources: Sources, tmp_path: Path) -> None:
    Image.new("RGB", (9, 9)).save(folder.path / "logo.png")

    build(folder, sources, tmp_path / "out")

    assert 'src="../static/logo.png"' in (tmp_path / "out" / "en" / "begin.html").read_text(encoding="utf-8")
    assert (tmp_path / "out" / "static" / "logo.png").is_file()


class Addresses(HTMLParser):
    """What a page loads and leads to."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in {"href", "src", "poster"} and value]


def test_every_address_in_the_kits_guides_leads_somewhere(folder: DistrictFolder, tmp_path: Path) -> None:
    write_pictures(tmp_path / "all", DISTRICT)
    build(folder, Sources(TEXTS, tmp_path / "all", pdf=False), tmp_path / "out")

    pages = list((tmp_path / "out").rglob("*.html"))
    assert len(pages) == 2 * 12 + 1
    lost = [
        (page.name, address)
        for page in pages
        for address in Addresses(page).found
        if not address.startswith(("https://", "#")) and not (page.parent / address).exists()
    ]
    assert lost == []


def test_captions_are_there_in_both_languages(folder: DistrictFolder, tmp_path: Path) -> None:
    write_pictures(tmp_path / "all", DISTRICT)
    build(folder, Sources(TEXTS, tmp_path / "all", pdf=False), tmp_path / "out")

    spanish = (tmp_path / "out" / "en" / "films" / "badge.es.vtt").read_text(encoding="utf-8")
    assert spanish.startswith("WEBVTT\n\n00:00:00.000 --> 00:00:02.900\nEsta es la página de inicio.")
    page = (tmp_path / "out" / "es" / "sign-in-badge.html").read_text(encoding="utf-8")
    assert re.search(r'<track[^>]+srclang="es"[^>]+default>', page)


def test_a_film_without_words_for_a_caption_is_refused(folder: DistrictFolder, tmp_path: Path) -> None:
    write_pictures(tmp_path / "all", DISTRICT)
    record = tmp_path / "all" / "es" / "badge.json"
    content = json.loads(record.read_text(encoding="utf-8"))
    content["cues"].append({"caption": "encore", "start": 90, "end": 95})
    record.write_text(json.dumps(content), encoding="utf-8")

    (flaw,) = flaws(folder, Sources(TEXTS, tmp_path / "all", pdf=False), tmp_path / "out")

    assert re.match(r"es/sign-in-badge\.md:\d+: captions\.yaml has no encore of the film badge", flaw)


def test_a_caption_stays_until_the_longest_translation_is_read() -> None:
    assert seconds_to_read("Short", "x" * 140) == pytest.approx(10)
    assert seconds_to_read("a") > 2


def test_a_name_in_a_stylesheet_means_nothing() -> None:
    assert css_string('a"} b') == '"a\\22 \\7d  b"'


@pytest.fixture
def command(folder: DistrictFolder, sources: Sources) -> list[str]:
    places = ["--texts", str(sources.texts), "--screenshots", str(sources.screenshots)]
    return ["build", "--district", str(folder.path), "--no-pdf", *places]


def test_the_command_writes_where_the_desk_reads(folder: DistrictFolder, command: list[str]) -> None:
    done = CliRunner().invoke(main, ["guides", *command, "--json"])

    assert done.exit_code == 0, done.output
    answer = json.loads(done.stdout)
    assert answer == {
        "folder": str(folder.path / "build" / "guides"),
        "guides": {"en": ["begin"], "es": ["begin"]},
        "pdf": False,
    }
    assert (folder.guides_path() / "en" / "begin.html").is_file()
