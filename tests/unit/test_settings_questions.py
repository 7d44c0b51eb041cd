"""Security questions and recovery: what district.yaml may say, and how the realm hears of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from realm.desired import desired_realm
from settings import DistrictFolder, SettingsError
from settings.questions import Questions

DISTRICT = "name: Cedar Valley Schools\nrealm: cedar-valley\nhelp_contact: the front office\n"
DEPLOYMENT = """\
keycloak: {url: "http://127.0.0.1:8080", client_secret: a-client-secret}
desk: {url: "http://127.0.0.1:8081", client_secret: a-client-secret, session_secret: 0123456789abcdef0123456789abcdef}
"""
FOUR = (
    "    a: {en: What is the first one?}\n    b: {en: What is the second one?}\n"
    "    c: {en: What is the third one?}\n    d: {en: What is the fourth one?, es: ¿Cuál es la cuarta?}\n"
)


def _folder(tmp_path: Path, more: str) -> DistrictFolder:
    (tmp_path / "district.yaml").write_text(DISTRICT + more, encoding="utf-8")
    (tmp_path / "deployment.yaml").write_text(DEPLOYMENT)
    (tmp_path / "apps.yaml").write_text("applications: []\n")
    return DistrictFolder.at(tmp_path)


@pytest.mark.parametrize(
    ("more", "attribute", "value"),
    [
        ("", "questions.enabled", "true"),
        ("questions: {enabled: false}\n", "questions.enabled", "false"),
        ("questions: {choose: 4}\n", "questions.choose", "4"),
        ("questions: {min_length: 5}\n", "questions.min-length", "5"),
        ("questions: {own_questions: true}\n", "questions.own", "true"),
        ("", "recovery.by-email", "true"),
        ("recovery: {by_email: false}\n", "recovery.by-email", "false"),
    ],
)
def test_the_realm_is_told_in_attributes(tmp_path: Path, more: str, attribute: str, value: str) -> None:
    realm = desired_realm(_folder(tmp_path, more))

    assert realm.content["attributes"][f"homeroom.{attribute}"] == value


def test_the_realm_keeps_the_list_with_its_order_and_its_languages(tmp_path: Path) -> None:
    realm = desired_realm(_folder(tmp_path, "questions:\n  choose: 2\n  list:\n" + FOUR))

    kept = json.loads(realm.content["attributes"]["homeroom.questions.list"])
    assert list(kept) == ["a", "b", "c", "d"]
    assert kept["d"] == {"en": "What is the fourth one?", "es": "¿Cuál es la cuarta?"}


def test_the_list_that_comes_with_the_kit_is_in_both_languages() -> None:
    assert {tuple(texts) for texts in Questions().list.values()} == {("en", "es")}


@pytest.mark.parametrize(
    ("more", "key", "words"),
    [
        ("questions: {choose: 7}\n", "questions.choose", "less than or equal to 6"),
        ("questions: {choose: 3, list: {a: {en: What is the first one?}}}\n", "questions.list", "at least 2 items"),
        ("questions:\n  choose: 3\n  list:\n" + FOUR, "questions", "the list needs 6 at least"),
        ("questions:\n  choose: 2\n  list:\n    own: {en: Which one?}\n" + FOUR, "questions.list", "people make up"),
        ("questions:\n  choose: 2\n  list:\n    e: {}\n" + FOUR, "questions.list", "'e' has no text"),
        ("recovery: {ask: 4}\n", "", "people choose 3 questions"),
    ],
)
def test_what_cannot_work_is_named(tmp_path: Path, more: str, key: str, words: str) -> None:
    with pytest.raises(SettingsError) as refused:
        assert _folder(tmp_path, more).district

    assert key in str(refused.value)
    assert words in str(refused.value)


def test_a_district_without_questions_need_not_say_how_many_are_asked(tmp_path: Path) -> None:
    folder = _folder(tmp_path, "questions: {enabled: false}\nrecovery: {ask: 6}\n")

    assert not folder.district.questions.enabled
