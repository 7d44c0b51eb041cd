"""`script/bench`."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

import click

from admin_api import AdminApiError, AdminConnection
from benchmarks.badges import cases as badge_cases
from benchmarks.badges import printing, reading
from benchmarks.bench import Bench, Benchmark
from benchmarks.claims import cases as claim_cases
from benchmarks.figures import Figure
from benchmarks.portal import cases as portal_cases
from benchmarks.realm import cases as realm_cases
from benchmarks.realm.tools import ToolError
from benchmarks.recovery import cases as recovery_cases
from benchmarks.request_counter import RequestCounter, counted
from benchmarks.roster import cases as roster_cases
from benchmarks.server import measured_district
from homeroom.demo.state import Database
from settings import SettingsError

BENCHMARKS = (
    *realm_cases.BENCHMARKS,
    *roster_cases.BENCHMARKS,
    *badge_cases.BENCHMARKS,
    reading.BENCHMARK,
    printing.BENCHMARK,
    *claim_cases.BENCHMARKS,
    *recovery_cases.BENCHMARKS,
    *portal_cases.BENCHMARKS,
)

_NAMES = [benchmark.name for benchmark in BENCHMARKS]
_SLOWEST = 12


@click.command(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.argument("names", nargs=-1, type=click.Choice(_NAMES), metavar="[NAME]...")
@click.option(
    "--district",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The district folder of a running demo. Without it a demo is started and removed again.",
)
@click.option(
    "--database",
    type=click.Choice(get_args(Database)),
    default="postgres",
    show_default=True,
    help="What the demo that is started stores in.",
)
@click.option(
    "--keycloak-config-cli",
    "config_cli",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="JAR",
    help="Compare with this program. Without it, its way of working is emulated.",
)
@click.option("--java", default="java", show_default=True, help="The Java for it: 21 or later.")
@click.option(
    "--limit", default=1200.0, show_default=True, metavar="SECONDS", help="Stop what we compare with after this."
)
@click.option(
    "--scale",
    default=1.0,
    show_default=True,
    type=click.FloatRange(0.001, 1),
    help="Share of the sizes, to try a benchmark.",
)
@click.option("--requests", is_flag=True, help="Show which requests took longest.")
def main(
    names: tuple[str, ...],
    district: Path | None,
    database: Database,
    config_cli: Path | None,
    java: str,
    limit: float,
    scale: float,
    requests: bool,
) -> None:
    """Measure, and print tables. Without names all benchmarks but the longest ones."""
    chosen = [benchmark for benchmark in BENCHMARKS if benchmark.name in names or not (names or benchmark.on_demand)]
    with (
        measured_district(district, database) as folder,
        counted(folder.deployment.keycloak.url) as counter,
        AdminConnection.of_account(folder.deployment.keycloak) as admin,
        TemporaryDirectory(prefix="homeroom-bench.") as scratch,
    ):

        def told(figure: Figure) -> None:
            click.echo(f"{figure.tool}, {figure.step}: {figure.seconds:.2f} s, {figure.requests} requests", err=True)
            if requests:
                _tell_requests(counter)

        bench = Bench(folder, counter, admin, Path(scratch), scale, config_cli, java, limit, told)
        click.echo(_circumstances(bench))
        try:
            for warm in dict.fromkeys(benchmark.warm for benchmark in chosen):
                warm(bench)
            for benchmark in chosen:
                _run(benchmark, bench)
        except (AdminApiError, SettingsError, ToolError) as failure:
            raise click.ClickException(str(failure)) from None


def _run(benchmark: Benchmark, bench: Bench) -> None:
    click.echo(f"\n{benchmark.name}: {benchmark.subject}\n")
    for line in benchmark.run(bench):
        click.echo(line)


def _circumstances(bench: Bench) -> str:
    other = (
        "the other tool's way of working is emulated: a request for every resource, one at a time"
        if bench.config_cli is None
        else "the other tool is keycloak-config-cli itself"
    )
    info = bench.admin.get("/admin/serverinfo")
    (storage,) = info["providers"]["connectionsJpa"]["providers"].values()
    database = storage["operationalInfo"]["databaseProduct"].partition(" (")[0]
    sizes = "" if bench.scale == 1 else f"; sizes times {bench.scale}"
    machine = f"{os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f}"
    return f"Keycloak {info['systemInfo']['version']} on {database}, {machine}; {other}{sizes}"


def _tell_requests(counter: RequestCounter) -> None:
    kinds = sorted(counter.passed.items(), key=lambda entry: entry[1].seconds, reverse=True)
    for kind, passed in kinds[:_SLOWEST]:
        click.echo(f"    {passed.seconds:8.2f} s {passed.requests:7,} {kind}", err=True)


if __name__ == "__main__":
    main()
