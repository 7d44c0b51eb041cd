"""What the models of all settings files share: nothing unknown, nothing changed afterwards, errors with their place."""

from __future__ import annotations

from typing import TypeVar

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
        first: KeyPath = found[0]["loc"]
        others = [str(file.error(_words(error["type"], error["msg"]), error["loc"])) for error in found[1:]]
        message = "\n".join([_words(found[0]["type"], found[0]["msg"]), *others])
        raise file.error(message, first) from None


def _words(kind: str, message: str) -> str:
    if kind == "extra_forbidden":
        return "this key is not known here"
    if kind == "missing":
        return "this key is missing"
    return message.removeprefix("Value error, ")
