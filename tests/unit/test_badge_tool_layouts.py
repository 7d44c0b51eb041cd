"""Every layout, with hard names, read back with decoders and readers that are not ours."""

from __future__ import annotations

import io

import pymupdf
import pytest
import zxingcpp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.units import mm

from badge_tool.layouts import LAYOUTS, Badge, Layout
from badge_tool.pictures import Picture
from badge_tool.sheet import ClassBadges, render
from badge_tool.symbol import SMALLEST_MODULE
from tests.support.printed_badges import (
    NAMES,
    badges,
    is_code,
    module_side,
    pictures,
    sheet,
    with_quiet_zone,
    words_on,
)

every_layout = pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda layout: layout.name)


def _portrait() -> Picture:
    content = io.BytesIO()
    Image.effect_noise((300, 400), 80).convert("RGB").save(content, "JPEG")
    return Picture(content.getvalue(), 300, 400)


@every_layout
@pytest.mark.parametrize("photo", [None, _portrait()], ids=["without photos", "with photos"])
def test_every_code_is_read_at_150_dpi(layout: Layout, photo: Picture | None) -> None:
    people = badges(13, photo=photo)

    pdf = render(sheet(ClassBadges("Ms. Rivera", people), logo=photo), layout)

    read = {code.text for picture in pictures(pdf, 150) for code in zxingcpp.read_barcodes(picture)}
    assert read == {badge.code for badge in people}


@every_layout
def test_modules_are_large_enough_for_a_webcam(layout: Layout) -> None:
    with pymupdf.open(stream=render(sheet(ClassBadges("", badges(1)), cover=False), layout)) as document:
        sides = [module_side(drawing) for drawing in document[0].get_drawings() if is_code(drawing)]

    assert sides
    assert min(sides) >= SMALLEST_MODULE - 0.001


def _touching(pdf: bytes) -> list[tuple[pymupdf.Rect, pymupdf.Rect]]:
    found = []
    with pymupdf.open(stream=pdf) as document:
        for page in document:
            boxes = words_on(page) + [with_quiet_zone(one) for one in page.get_drawings() if is_code(one)]
            found += [
                (one, other)
                for number, one in enumerate(boxes)
                for other in boxes[number + 1 :]
                if not (pymupdf.Rect(one) & other).is_empty
            ]
    return found


@every_layout
@pytest.mark.parametrize("photo", [None, _portrait()], ids=["without photos", "with photos"])
def test_no_text_touches_another_or_the_quiet_zone_of_a_code(layout: Layout, photo: Picture | None) -> None:
    title = "Ms. Rivera-Featherstonehaugh, first and second period"
    people = badges(8, title, photo=photo)

    assert _touching(render(sheet(ClassBadges(title, people), cover=False, logo=photo), layout)) == []


_HARD_LETTERS = st.one_of(
    st.sampled_from("ABCWmilÁỆß -'"),
    st.characters(codec="utf-8", categories=["Lu", "Ll"], max_codepoint=0x24F),
    st.sampled_from(["e\u0301", "q\u0323\u0302", "ع", "ل", "小", "龍", "ש"]),
)
_HARD_NAMES = st.lists(_HARD_LETTERS, min_size=1, max_size=40).map("".join).filter(lambda name: name.strip() != "")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from([one for one in LAYOUTS.values() if "a4" not in one.name]), _HARD_NAMES, _HARD_NAMES)
def test_whatever_the_name_is_it_stays_in_its_cell(layout: Layout, first_name: str, last_name: str) -> None:
    badge = Badge(badges(1)[0].code, first_name, last_name, "KG", "Kindergarten B", "kb")

    pdf = render(sheet(ClassBadges("", (badge,)), cover=False), layout)

    with pymupdf.open(stream=pdf) as document:
        (page,) = document
        cell = next(layout.grid.cells(layout.page[1]))
        inside = pymupdf.Rect(
            cell.x, layout.page[1] - cell.y - cell.height, cell.x + cell.width, layout.page[1] - cell.y
        )
        outside = [box for box in words_on(page) if not inside.contains(box)]
    assert outside == []


def test_the_avery_sheet_puts_each_badge_on_its_label() -> None:
    layout = LAYOUTS["avery-22806"]

    with pymupdf.open(stream=render(sheet(ClassBadges("", badges(12)), cover=False), layout)) as document:
        (page,) = document
        size = (page.rect.width, page.rect.height)
        codes = [drawing["rect"] for drawing in page.get_drawings() if is_code(drawing)]

    labels = [
        pymupdf.Rect(45 + column * 189, 45 + row * 186, 45 + column * 189 + 144, 45 + row * 186 + 144)
        for row in range(4)
        for column in range(3)
    ]
    assert size == (612, 792)
    assert all(sum(label.contains(code) for code in codes) == 1 for label in labels)


def test_a_page_for_a_card_printer_is_as_large_as_the_card() -> None:
    with pymupdf.open(stream=render(sheet(ClassBadges("", badges(3))), LAYOUTS["id-card"])) as document:
        sizes = [(round(page.rect.width / mm, 1), round(page.rect.height / mm, 2)) for page in document]

    assert sizes == [(85.6, 53.98)] * 3


@pytest.mark.parametrize("name", ["id-card-letter", "id-card-a4", "square-a4", "lanyard-letter"])
def test_crop_marks_stand_outside_of_what_is_kept(name: str) -> None:
    layout = LAYOUTS[name]

    with pymupdf.open(stream=render(sheet(ClassBadges("", badges(1)), cover=False), layout)) as document:
        lines = [
            pymupdf.Rect(item[1], item[2]).normalize()
            for drawing in document[0].get_drawings()
            for item in drawing["items"]
            if item[0] == "l" and drawing["width"] == pytest.approx(0.4) and drawing["type"] == "s"
        ]
    height = layout.page[1]
    kept = [
        pymupdf.Rect(cell.x, height - cell.y - cell.height, cell.x + cell.width, height - cell.y)
        for cell in layout.grid.cells(height)
    ]

    marks = [line for line in lines if min(line.width, line.height) == 0 and max(line.width, line.height) < 15]
    assert len(marks) >= 2 * (layout.grid.columns + layout.grid.rows)
    assert not any(cell.x0 < (mark.x0 + mark.x1) / 2 < cell.x1 and cell.y0 < (mark.y0 + mark.y1) / 2 < cell.y1
                   for cell in kept for mark in marks)  # fmt: skip


def test_a_table_tent_is_read_from_both_sides() -> None:
    layout = LAYOUTS["table-tent-letter"]

    with pymupdf.open(stream=render(sheet(ClassBadges("", badges(1)), cover=False), layout)) as document:
        (page,) = document
        directions = {
            line["dir"][0]
            for block in page.get_text("dict")["blocks"]
            for line in block.get("lines", [])
            for span in line["spans"]
            if span["text"] == NAMES[0][0]
        }

    assert directions == {1.0, -1.0}


@every_layout
def test_the_same_sheet_gives_the_same_bytes(layout: Layout) -> None:
    one = sheet(ClassBadges("Ms. Rivera", badges(12, photo=_portrait())))
    other = sheet(ClassBadges("Ms. Rivera", one.classes[0].badges))

    assert render(one, layout) == render(other, layout)
