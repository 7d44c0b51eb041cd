"""PDFs, printed by Chromium: it tags headings, lists and pictures for screen readers, and makes an outline."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from guides.errors import PaperError

PAPERS = {"letter": "letter", "a4": "A4"}
"""By the name in the file names of PDFs: what CSS calls it."""
_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_SECONDS = 120
_AT_ONCE = 2


@dataclass(frozen=True)
class Print:
    """A page to print.

    Attributes:
        page: an HTML file, which says the size of its paper itself.
        pdf: the file to write.
    """

    page: Path
    pdf: Path


def find_chromium() -> str:
    """The browser of this machine. Raises PaperError."""
    for name in _NAMES:
        found = shutil.which(name)
        if found:
            return found
    raise PaperError(
        "Chromium prints the PDFs, and there is none on this machine: install it (Debian: chromium), "
        "or build without PDFs with --no-pdf"
    )


def print_all(prints: Sequence[Print]) -> None:
    """Print pages, a few at once. Raises PaperError."""
    browser = find_chromium()
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for failure in pool.map(lambda one: _print(browser, one), prints):
            if failure:
                raise PaperError(failure)


def _print(browser: str, one: Print) -> str:
    """Print a page; what went wrong, or nothing."""
    with tempfile.TemporaryDirectory(prefix="homeroom-print-") as profile:
        command = [
            browser,
            "--headless",
            "--disable-gpu",
            "--disable-background-networking",
            "--no-first-run",
            *(["--no-sandbox"] if os.geteuid() == 0 else []),  # Chromium does not start as root otherwise
            f"--user-data-dir={profile}",
            "--no-pdf-header-footer",
            "--generate-pdf-document-outline",
            f"--print-to-pdf={one.pdf}",
            one.page.absolute().as_uri(),
        ]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return f"{one.page.name}: Chromium did not print it within {_SECONDS} seconds"
    if done.returncode or not one.pdf.is_file():
        return f"{one.page.name}: Chromium did not print it: {done.stderr.strip()[-500:]}"
    return ""
