"""Our own rules, one file each, named as the sentence it asserts. A new rule is a new file; nothing else names it."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from realm.audit.rule import Rule


@cache
def all_rules() -> tuple[Rule, ...]:
    """A rule of each file, by name."""
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    classes = [kind for module in modules for kind in vars(module).values() if isinstance(kind, type)]
    found = [kind() for kind in classes if issubclass(kind, Rule) and kind is not Rule]
    return tuple(sorted(found, key=lambda rule: rule.name))
