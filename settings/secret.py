"""Secrets in a settings file."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, ValidatorFunctionWrapHandler, WrapValidator

from settings.render import Referenced


def _by_reference(value: Any, as_text: ValidatorFunctionWrapHandler) -> Any:
    as_text(value)
    if not isinstance(value, Referenced):
        raise ValueError("a secret is not written here; name a file or variable that has it: `${file:secrets/NAME}`")
    return value


Secret = Annotated[str, Field(min_length=1), WrapValidator(_by_reference)]
"""Text that has to come from `${file:PATH}` or `${env:NAME}`, because the file is kept in git; it is shown as that."""
