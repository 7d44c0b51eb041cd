"""Programs that roles of the playbooks install on hosts, as modules."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

_ROLES = Path(__file__).resolve().parents[2] / "playbooks" / "roles"


def role_script(role: str, name: str) -> ModuleType:
    """The program `name` of a role, loaded and not run."""
    specification = importlib.util.spec_from_file_location(name, _ROLES / role / "files" / f"{name}.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module
