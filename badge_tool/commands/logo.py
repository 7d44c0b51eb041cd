"""The option of everything that is printed."""

from __future__ import annotations

from pathlib import Path

import click

logo_option = click.option(
    "--logo",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The district's logo, a PNG or JPEG; without it logo.png of the district folder, if there is one.",
)
