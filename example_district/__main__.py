"""`python -m example_district FOLDER`: write the example district's roster."""

from __future__ import annotations

from pathlib import Path

import click

from example_district.generate import DEFAULT_YEAR, generate
from example_district.sites import SMALLEST_DISTRICT


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--people",
    type=click.IntRange(min=SMALLEST_DISTRICT),
    default=5000,
    show_default=True,
    help="Students and employees.",
)
@click.option("--seed", default=1, show_default=True, help="Another seed gives other people.")
@click.option("--year", default=DEFAULT_YEAR, show_default=True, help="Calendar year in which the school year ends.")
@click.option("--plant", "planted", is_flag=True, help="Plant inconsistencies, listed in planted.json.")
def main(folder: Path, people: int, seed: int, year: int, planted: bool) -> None:
    """Write the roster of Cedar Valley Schools to FOLDER, as a OneRoster 1.1 CSV bulk set."""
    try:
        generate(people=people, seed=seed, folder=folder, year=year, planted=planted)
    except (OSError, ValueError) as failure:
        raise click.ClickException(str(failure)) from failure


if __name__ == "__main__":
    main()
