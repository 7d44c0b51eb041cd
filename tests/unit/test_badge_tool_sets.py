"""Saved parameters of printing: what is written, what stays, and which option wins."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest
from click.testing import CliRunner, Result

from badge_tool.cli import badges
from badge_tool.errors import NoSuchSetError
from badge_tool.layouts import LAYOUTS
from badge_tool.set_file import SetFile
from settings import SettingsError
from settings.badge_sets import BadgeSet, LayoutName
from settings.grades import GradeSet

WRITTEN = """\
# What the offices print.
sets:
  new-year:
    grades: PR-05  # the youngest
    each: class

  # Whoever came since.
  newcomers:
    without_badge: true
    campuses: [CV01, 'CV02']
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "district.yaml").write_text("name: Cedar Valley\nrealm: cedar-valley\nhelp_contact: the office\n")
    (tmp_path / "badge-sets.yaml").write_text(WRITTEN)
    return tmp_path


def _file(folder: Path) -> SetFile:
    return SetFile(folder / "badge-sets.yaml")


def _homeroom(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(badges, [*arguments, "--district", str(folder)])


def _saved(folder: Path, *arguments: str) -> BadgeSet:
    """What `--save` makes of the arguments."""
    result = _homeroom(folder, "print", *arguments, "--save", "saved")
    assert result.exit_code == 0, result.output
    return _file(folder).named("saved")


def test_every_layout_can_be_saved() -> None:
    assert set(get_args(LayoutName)) == set(LAYOUTS)
    assert BadgeSet().layout == next(iter(LAYOUTS))


def test_the_example_district_has_sets_of_students_and_of_employees() -> None:
    examples = SetFile(Path(__file__).parents[2] / "districts" / "cedar-valley" / "badge-sets.yaml").sets()

    assert {one.kind for one in examples.values()} == {"students", "staff"}


def test_a_saved_set_is_what_was_said_and_nothing_else(folder: Path) -> None:
    _saved(folder, "--campus", "CV01", "--campus", "CV02", "--grade", "KG-01", "--layout", "id-card", "--no-cover")

    assert _file(folder).path.read_text().removeprefix(WRITTEN) == (
        "  saved:\n    campuses: [CV01, CV02]\n    grades: KG,01\n    layout: id-card\n    cover: false\n"
    )


def test_comments_and_other_sets_survive_saving_and_removing(folder: Path) -> None:
    _file(folder).save("staff", BadgeSet(kind="staff"))
    _file(folder).remove("staff")

    assert _file(folder).path.read_text() == WRITTEN


def test_the_comment_of_the_next_set_stays_when_one_is_replaced_or_removed(folder: Path) -> None:
    _file(folder).save("new-year", BadgeSet(special_ed=True))
    replaced = _file(folder).path.read_text()
    _file(folder).remove("new-year")

    assert replaced == WRITTEN.replace("    grades: PR-05  # the youngest\n    each: class\n", "    special_ed: true\n")
    assert "  # Whoever came since.\n  newcomers:\n" in _file(folder).path.read_text()


@pytest.mark.parametrize("empty", ["sets:\n", "# Nothing yet.\nsets: {}\n"])
def test_a_file_without_sets_takes_the_first_one(folder: Path, empty: str) -> None:
    _file(folder).path.write_text(empty)

    _file(folder).save("special", BadgeSet(special_ed=True))

    assert _file(folder).sets() == {"special": BadgeSet(special_ed=True)}


def test_the_last_set_can_be_removed_and_another_saved(folder: Path) -> None:
    _file(folder).path.write_text("sets:\n    only: {special_ed: true}\n")

    _file(folder).save("second", BadgeSet())
    _file(folder).remove("only")
    _file(folder).remove("second")

    assert _file(folder).sets() == {}


def test_sets_on_one_line_are_left_to_people(folder: Path) -> None:
    written = "sets: {a: {special_ed: true}, b: {cover: false}}\n"
    _file(folder).path.write_text(written)

    with pytest.raises(SettingsError, match="change it by hand"):
        _file(folder).remove("a")

    assert _file(folder).path.read_text() == written


def test_the_file_is_made_when_the_first_set_is_saved(folder: Path) -> None:
    _file(folder).path.unlink()

    _file(folder).save("special", BadgeSet(special_ed=True))

    assert _file(folder).sets() == {"special": BadgeSet(special_ed=True)}
    assert _file(folder).path.read_text().startswith("# Parameters of homeroom badges print")


def test_a_set_of_the_same_name_is_replaced(folder: Path) -> None:
    _file(folder).save("new-year", BadgeSet(special_ed=True))

    assert _file(folder).named("new-year") == BadgeSet(special_ed=True)


@pytest.mark.parametrize("name", ["", "New Year", "../x", "-x", "x" * 62])
def test_a_name_that_is_none_is_refused_and_nothing_is_written(folder: Path, name: str) -> None:
    with pytest.raises(SettingsError, match="no name for a set"):
        _file(folder).save(name, BadgeSet())

    assert _file(folder).path.read_text() == WRITTEN


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("sets:\n  a:\n    colour: red\n", r"badge-sets\.yaml:3: sets\.a\.colour: this key is not known here"),
        ("sets:\n  a:\n    grades: 'KG-14'\n", r"badge-sets\.yaml:3: sets\.a\.grades: '14' is not a grade"),
        ("sets:\n  a:\n    layout: poster\n", r"badge-sets\.yaml:3: sets\.a\.layout: "),
        ("sets:\n  a: {kind: staff, grades: KG}\n", r"badge-sets\.yaml:2: sets\.a: grades choose students"),
        ("sets:\n  a: {kind: staff, each: class}\n", r"badge-sets\.yaml:2: sets\.a: employees have no class"),
        ("sets:\n  a: {employee_types: [Nurse]}\n", r"badge-sets\.yaml:2: sets\.a: employee_types choose employees"),
        ("sets: [\n", r"badge-sets\.yaml:2: "),
    ],
)
def test_an_error_names_file_line_and_key_and_nothing_is_saved(folder: Path, wrong: str, said: str) -> None:
    _file(folder).path.write_text(wrong)

    with pytest.raises(SettingsError, match=said):
        _file(folder).save("b", BadgeSet())

    assert _file(folder).path.read_text() == wrong


def test_a_set_that_is_not_there_is_named_with_those_that_are(folder: Path) -> None:
    with pytest.raises(NoSuchSetError, match=r"no set is called 'old-year'.*new-year, newcomers"):
        _file(folder).named("old-year")


def test_options_win_over_the_set_and_the_rest_of_it_stays(folder: Path) -> None:
    assert _saved(folder, "--set", "newcomers", "--campus", "CV09", "--layout", "lanyard-a4") == BadgeSet(
        campuses=["CV09"], without_badge=True, layout="lanyard-a4"
    )
    assert _saved(folder, "--set", "newcomers", "--no-without-badge") == BadgeSet(campuses=["CV01", "CV02"])
    assert _saved(folder, "--set", "new-year", "--each", "none") == BadgeSet(grades=GradeSet.parse("PR-05"))


def test_an_option_with_the_value_it_has_anyhow_wins_too(folder: Path) -> None:
    _file(folder).save("cards", BadgeSet(layout="id-card"))

    assert _saved(folder, "--set", "cards", "--layout", "avery-22806").layout == "avery-22806"


def test_a_kind_of_employee_is_of_the_staff(folder: Path) -> None:
    assert _saved(folder, "--employee-type", "Nurse") == BadgeSet(kind="staff", employee_types=["Nurse"])


def test_folders_are_kept_as_they_are_seen_from_the_district(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("photos")

    assert _saved(folder, "--photos", str(folder / "photos")).photos == "photos"
    assert _saved(folder, "--photos", str(elsewhere)).photos == str(elsewhere)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--set", "new-year", "--staff"), "grades choose students"),
        (("--grade", "99"), "'99' is not a grade"),
        (("--person", "p1", "--save", "x"), "people named by --person are not saved"),
        (
            (
                "--set",
                "new-year",
            ),
            "Missing option '--out'",
        ),
        (("--out", "x.pdf"), "Say for whom"),
        (("--person", "p1", "--class", "c1", "--out", "x.pdf"), "--person or --class, not both"),
        (("--person", "p1", "--each", "class", "--out", "x"), "leave --each out"),
    ],
)
def test_what_contradicts_itself_is_a_wrong_usage(folder: Path, arguments: tuple[str, ...], said: str) -> None:
    result = _homeroom(folder, "print", *arguments)

    assert result.exit_code == 2
    assert said in result.output


def test_sets_are_listed_and_removed(folder: Path) -> None:
    listed = _homeroom(folder, "sets")
    left = _homeroom(folder, "sets", "--remove", "new-year", "--json")

    assert "PR,PK,TK,KG,01,02,03,04,05" in listed.output
    assert list(json.loads(left.output)) == ["newcomers"]
    assert list(_file(folder).sets()) == ["newcomers"]
