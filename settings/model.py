"""What the models of all settings files share: nothing unknown, nothing changed afterwards, errors with their place."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from settings.yaml_file import KeyPath, YamlFile


class Settings(BaseModel):
    """A part of a settings file."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


Model = TypeVar("Model", bound=Settings)


def validated(model: type[Model], file: YamlFile) -> Model:
    """The file as a model.

    Raises:
        SettingsError: names the first wrong key; all wrong keys are in the message, a line each.
    """
    if not isinstance(file.content, dict):
        raise file.error("this file has to be a mapping of keys to values")
    try:
        return model.model_validate(file.content)
    except ValidationError as failure:
        found = failure.errors(include_url=False)
        first, *others = [file.error(_words(e["type"], e["msg"]), _keys(e["loc"], file.content)) for e in found]
        first.message = "\n".join([first.message, *map(str, others)])
        raise first from None


def _keys(place: KeyPath, content: Any) -> KeyPath:
    """The path of an error as keys of the file: pydantic names, within it, which type of several it took a part for."""
    keys: list[str | int] = []
    for index, part in enumerate(place):
        if _holds(content, part):
            content = content[part]
        elif index < len(place) - 1:
            continue
        keys.append(part)
    return tuple(keys)


def _holds(content: Any, part: str | int) -> bool:
    if isinstance(content, list):
        return isinstance(part, int) and part < len(content)
    return isinstance(content, dict) and part in content


def _words(kind: str, message: str) -> str:
    if kind == "extra_forbidden":
        return "this key is not known here"
    if kind == "missing":
        return "this key is missing"
    if kind == "union_tag_not_found":
        return "the key type is missing here"
    return message.removeprefix("Value error, ")
