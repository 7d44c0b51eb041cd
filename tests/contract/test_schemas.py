"""The committed JSON Schemas are those of the models, and accept the example district."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from settings.schema import SCHEMAS, schema_text
from settings.yaml_file import read_yaml

ROOT = Path(__file__).parents[2]
CEDAR_VALLEY = ROOT / "districts" / "cedar-valley"


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_committed_schema_is_that_of_its_model(name: str) -> None:
    committed = (ROOT / "contracts" / name).read_text(encoding="utf-8")
    assert committed == schema_text(name), "run .venv/bin/python script/schemas"


@pytest.mark.parametrize("name", ["district", "apps", "badge-sets"])
def test_an_editor_finds_nothing_wrong_with_the_example_district(name: str) -> None:
    schema = json.loads((ROOT / "contracts" / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(read_yaml(CEDAR_VALLEY / f"{name}.yaml").content, schema)


def test_an_editor_marks_an_unknown_key() -> None:
    schema = json.loads((ROOT / "contracts" / "district.schema.json").read_text(encoding="utf-8"))
    content = {**read_yaml(CEDAR_VALLEY / "district.yaml").content, "colour": "green"}
    with pytest.raises(jsonschema.ValidationError, match="colour"):
        jsonschema.validate(content, schema)
