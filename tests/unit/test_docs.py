"""Every command in the documentation exists, with every option it is shown with; every link leads somewhere."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from ruamel.yaml import YAML

from homeroom.cli import main

ROOT = Path(__file__).parents[2]
FLOWS = re.findall(r"alias: (homeroom .+)", (ROOT / "realm/base/flows.yaml").read_text(encoding="utf-8"))
CONTAINER = r"docker compose (?:run --rm|exec \S+) "
PAGES = sorted([*ROOT.glob("docs/**/*.md"), *ROOT.glob("*.md"), *ROOT.glob("benchmarks/**/*.md")])


def commands(page: Path) -> Iterator[tuple[int, list[str]]]:
    """The command lines in blocks of a page, and between backticks where they have options; line and words."""
    text = page.read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        shown = re.match(rf"^ {{4,}}(?:\$ )?(?:\S+=\S+ )*(?:\.venv/bin/|{CONTAINER})?homeroom (.+)$", line)
        if shown:
            yield number, shlex.split(shown[1], comments=True)
        for inline in re.findall(r"`(homeroom [^`]+)`", line):
            if inline not in FLOWS:
                yield number, shlex.split(inline)[1:]


def unknown(words: list[str]) -> str | None:
    """What of a command line does not exist."""
    command: click.Command = main
    context = click.Context(command)
    for word in words:
        if isinstance(command, click.Group) and not word.startswith("-"):
            found = command.get_command(context, word)
            if found is None:
                return word
            command = found
        elif word.startswith("--"):
            known = {option for parameter in command.params for option in parameter.opts} | {"--help", "--version"}
            if word.partition("=")[0] not in known:
                return word
    return None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_in_the_docs_exists(page: Path) -> None:
    wrong = [f"{page.name}:{number}: {unknown(words)}" for number, words in commands(page) if unknown(words)]
    assert not wrong


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_script_playbook_and_service_in_the_docs_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    services = YAML(typ="safe").load(ROOT / "docker-compose.yml")["services"]
    called = re.findall(r"docker compose (?:run --rm|exec|logs|restart|stop) ([\w-]+)", text)

    missing = [name for name in re.findall(r"(?<![\w/.])script/[a-z-]+", text) if not (ROOT / name).is_file()]
    missing += [
        name
        for name in re.findall(r"ansible-playbook .*?(\S+\.yml)", text)
        if not (ROOT / "playbooks" / name).is_file()
    ]
    missing += [name for name in called if name not in services]
    assert not missing


def test_commands_are_found_in_the_docs() -> None:
    assert sum(1 for page in PAGES for _ in commands(page)) > 20
    assert unknown(["realm", "plan", "--district", "."]) is None
    assert unknown(["realm", "nonsense"]) == "nonsense"
    assert unknown(["realm", "plan", "--nonsense"]) == "--nonsense"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_in_the_docs_leads_somewhere(page: Path) -> None:
    links = re.findall(
        r"\]\((?!https?:|mailto:|screenshot:|film:)([^)#\s]*)(?:#([^)\s]+))?\)", page.read_text(encoding="utf-8")
    )
    targets = [((page.parent / path) if path else page, anchor) for path, anchor in links]
    assert not [
        target for target, anchor in targets if not target.exists() or (anchor and anchor not in anchors(target))
    ]


def anchors(page: Path) -> set[str]:
    """What a link can lead to within a page: its headings, as GitHub makes anchors of them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("command", ["badges"])
def test_every_option_is_documented(command: str) -> None:
    group = main.get_command(click.Context(main), command)
    assert isinstance(group, click.Group)
    pages = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    missing = [
        f"homeroom {command} {name} {option}"
        for name, one in group.commands.items()
        for parameter in one.params
        for option in parameter.opts
        if option.startswith("--") and not re.search(rf"{option}(?![\w-])", pages)
    ]
    assert not missing
