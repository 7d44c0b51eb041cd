"""JSON Schemas of the district folder's files, for editors: contracts/*.schema.json."""

from __future__ import annotations

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from settings.announcements import Announcements
from settings.apps import Applications
from settings.badge_sets import BadgeSets
from settings.deployment import Deployment
from settings.district import District
from settings.grades import GradeSet
from settings.model import Settings

SCHEMAS: dict[str, type[Settings]] = {
    "announcements.schema.json": Announcements,
    "apps.schema.json": Applications,
    "badge-sets.schema.json": BadgeSets,
    "deployment.schema.json": Deployment,
    "district.schema.json": District,
}
"""Model by file name."""

_BEFORE_RENDERING = r"\{\{|\$\{(env|file):"
"""An editor sees templates and references where the models see what they stand for."""


def schema_text(name: str) -> str:
    """The content of a schema file. Raises KeyError."""
    schema = SCHEMAS[name].model_json_schema(schema_generator=_EditorSchema)
    document = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


class _EditorSchema(GenerateJsonSchema):
    def encode_default(self, dft: Any) -> Any:
        return super().encode_default(str(dft) if isinstance(dft, GradeSet) else dft)

    def str_schema(self, schema: Any) -> dict[str, Any]:
        found = super().str_schema(schema)
        if "pattern" in found:
            found["pattern"] += f"|{_BEFORE_RENDERING}"
        return found
