"""Photos and logos: what is printed, and what is left out and said."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from badge_tool import pictures
from badge_tool.errors import PictureError
from badge_tool.pictures import PhotoFolder, read_logo


def _photo(path: Path, size: tuple[int, int] = (1200, 1600), **options: Any) -> None:
    Image.new("RGB", size, "#336699").save(path, **options)


def test_a_photo_is_found_by_sourced_id_and_reduced(tmp_path: Path) -> None:
    _photo(tmp_path / "4711.JPG", format="JPEG")

    photo = PhotoFolder(tmp_path).of("4711")

    assert photo is not None
    assert (photo.width, photo.height) == (315, 420)
    assert Image.open(io.BytesIO(photo.content)).size == (315, 420)


def test_a_photo_that_was_taken_sideways_is_turned_upright(tmp_path: Path) -> None:
    sideways = Image.Exif()
    sideways[0x0112] = 6
    _photo(tmp_path / "4711.jpg", (1600, 1200), exif=sideways)

    photo = PhotoFolder(tmp_path).of("4711")

    assert photo is not None
    assert photo.height > photo.width


def test_somebody_without_a_photo_has_none_and_nothing_is_said(tmp_path: Path) -> None:
    folder = PhotoFolder(tmp_path)

    assert folder.of("4711") is None
    assert folder.left_out == []


def test_a_sourced_id_never_leads_out_of_the_folder(tmp_path: Path) -> None:
    _photo(tmp_path / "secret.jpg")
    (tmp_path / "photos").mkdir()

    assert PhotoFolder(tmp_path / "photos").of("../secret") is None


def test_what_is_no_picture_is_left_out_with_a_note(tmp_path: Path) -> None:
    (tmp_path / "4711.jpg").write_text("not a picture")
    folder = PhotoFolder(tmp_path)

    assert folder.of("4711") is None
    assert folder.left_out == [f"{tmp_path / '4711.jpg'}: this is not a JPEG, PNG or WebP picture"]


def test_half_a_picture_is_left_out_with_a_note(tmp_path: Path) -> None:
    whole = io.BytesIO()
    Image.effect_noise((300, 400), 80).save(whole, "JPEG")
    (tmp_path / "4711.jpg").write_bytes(whole.getvalue()[: len(whole.getvalue()) // 2])
    folder = PhotoFolder(tmp_path)

    assert folder.of("4711") is None
    assert "cannot be read" in folder.left_out[0]


def test_a_picture_of_too_many_pixels_is_not_even_unpacked(tmp_path: Path) -> None:
    Image.new("1", (9000, 9000)).save(tmp_path / "4711.png")
    folder = PhotoFolder(tmp_path)

    assert folder.of("4711") is None
    assert "9000 x 9000 pixels are too many" in folder.left_out[0]


def test_a_file_of_too_many_bytes_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "_LARGEST_FILE", 100)
    _photo(tmp_path / "4711.jpg")
    folder = PhotoFolder(tmp_path)

    assert folder.of("4711") is None
    assert "too much" in folder.left_out[0]


def test_a_folder_of_photos_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PictureError, match="is not a folder"):
        PhotoFolder(tmp_path / "missing")


def test_a_logo_keeps_what_is_transparent(tmp_path: Path) -> None:
    Image.new("RGBA", (50, 40), (0, 0, 0, 0)).save(tmp_path / "logo.png")

    logo = read_logo(tmp_path / "logo.png")

    assert Image.open(io.BytesIO(logo.content)).mode == "RGBA"
