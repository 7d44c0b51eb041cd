"""A district folder is read as a whole, and whatever is wrong in it is named by file, line and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from settings import DistrictFolder, SettingsError
from settings.render import Referenced

DISTRICT = """\
name: Cedar Valley Schools
realm: cedar-valley
help_contact: the front office
"""
DEPLOYMENT = """\
keycloak:
  url: http://127.0.0.1:8080
  client_secret: ${file:secret}
desk:
  url: http://127.0.0.1:8081
  client_secret: ${env:DESK_SECRET}
  session_secret: 0123456789abcdef0123456789abcdef
"""
APPLICATIONS = """\
applications:
  - id: library
    title: {en: Library}
    url: "{{ app_urls.get('library', 'https://library.example') }}/"
    access: everybody
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DESK_SECRET", "from-the-environment")
    (tmp_path / "district.yaml").write_text(DISTRICT)
    (tmp_path / "deployment.yaml").write_text(DEPLOYMENT)
    (tmp_path / "apps.yaml").write_text(APPLICATIONS)
    (tmp_path / "secret").write_text("from-a-file\n")
    return tmp_path


def _error(folder: Path, file: str, content: str) -> SettingsError:
    (folder / file).write_text(content)
    district_folder = DistrictFolder.at(folder)
    with pytest.raises(SettingsError) as caught:
        _ = (district_folder.district, district_folder.deployment, district_folder.applications)
    return caught.value


def test_references_are_resolved_and_shown_as_they_were_written(folder: Path) -> None:
    deployment = DistrictFolder.at(folder).deployment

    assert deployment.keycloak.client_secret == "from-a-file"
    assert deployment.desk.client_secret == "from-the-environment"


def test_deployment_yaml_may_be_elsewhere(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "deployment.yaml").rename(tmp_path / "here.yaml")
    monkeypatch.setenv("HOMEROOM_DEPLOYMENT", str(tmp_path / "here.yaml"))

    assert DistrictFolder.at(folder).deployment.keycloak.url == "http://127.0.0.1:8080"


def test_half_of_an_administrators_credentials_is_refused(folder: Path) -> None:
    wrong = _error(folder, "deployment.yaml", DEPLOYMENT.replace("client_secret: ${file:secret}", "username: admin", 1))

    assert "username and password go together" in str(wrong)


def test_templates_in_apps_yaml_see_the_deployment(folder: Path) -> None:
    (folder / "deployment.yaml").write_text(DEPLOYMENT + "app_urls: {library: 'http://127.0.0.1:9'}\n")

    assert DistrictFolder.at(folder).applications[0].url == "http://127.0.0.1:9/"


def test_a_value_never_changes_the_structure_of_a_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_SECRET", "x\nadmin: true")

    assert DistrictFolder.at(folder).deployment.desk.client_secret == "x\nadmin: true"


@pytest.mark.parametrize(
    ("file", "content", "line", "key", "words"),
    [
        ("district.yaml", DISTRICT + "colour: red\n", 4, "colour", "not known"),
        ("district.yaml", DISTRICT + "badges:\n  grades: PK-99\n", 5, "badges.grades", "'99' is not a grade"),
        ("district.yaml", DISTRICT + "badges:\n  grades: 05-PK\n", 5, "badges.grades", "backwards"),
        ("district.yaml", DISTRICT + "time_zone: Chicago\n", 4, "time_zone", "not a time zone"),
        ("district.yaml", DISTRICT + "roles:\n  office: boss\n", 5, "roles.office", "not known in a rule"),
        ("district.yaml", "name: A\nrealm: a\n", None, "help_contact", "missing"),
        ("district.yaml", "name: [", 1, "", "expected"),
        ("district.yaml", DISTRICT + "name: again\n", 4, "", "duplicate"),
        ("district.yaml", "just text", None, "", "mapping"),
        ("deployment.yaml", DEPLOYMENT.replace("DESK_SECRET", "NOT_SET"), 6, "desk.client_secret", "NOT_SET"),
        ("deployment.yaml", DEPLOYMENT.replace("file:secret", "file:none"), 3, "keycloak.client_secret", "none"),
        ("apps.yaml", APPLICATIONS.replace("app_urls", "urls"), 4, "applications[0].url", "urls"),
        ("apps.yaml", APPLICATIONS.replace("everybody", "teacher &&"), 5, "applications[0].access", "not a rule"),
        ("apps.yaml", APPLICATIONS.replace("en:", "fr:"), 2, "applications[0]", "languages"),
        ("apps.yaml", APPLICATIONS + APPLICATIONS.split("\n", 1)[1], None, "", "more than one"),
    ],
)
def test_what_is_wrong_is_named_by_file_line_and_key(
    folder: Path, file: str, content: str, line: int | None, key: str, words: str
) -> None:
    error = _error(folder, file, content)

    assert (error.file.name, error.line, error.key) == (file, line, key)
    assert words in error.message


def test_every_wrong_key_is_named_at_once(folder: Path) -> None:
    error = _error(folder, "district.yaml", DISTRICT + "colour: red\ntime_zone: Chicago\n")

    assert "colour" in str(error)
    assert "district.yaml:5: time_zone" in str(error) or "district.yaml:4: colour" in str(error)
    assert len(str(error).splitlines()) == 2


def test_a_folder_without_a_district_says_how_to_name_one(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="--district"):
        DistrictFolder.at(tmp_path)


def test_a_referenced_value_does_not_show_itself() -> None:
    assert "swordfish" not in repr(Referenced("swordfish", "${env:WORD}"))
