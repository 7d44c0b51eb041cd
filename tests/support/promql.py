"""Which metrics a query in Prometheus's language names, and which ones an endpoint has."""

from __future__ import annotations

import re

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_MATCHERS = re.compile(r"\{[^}]*\}|\[[^]]*\]")
_LABELS = re.compile(r"\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)")
_NAME = re.compile(r"(?<![\w:.])[a-zA-Z_:][\w:]*(?!\s*\()(?![\w:])")
_WORDS = frozenset({"and", "or", "unless", "offset", "bool", "inf", "nan"})


def metrics_of(query: str) -> set[str]:
    """Names of the metrics in a query."""
    bare = _LABELS.sub(" ", _MATCHERS.sub(" ", _STRING.sub('""', query)))
    return {name for name in _NAME.findall(bare) if name.lower() not in _WORDS}


def metrics_in(exposition: str) -> set[str]:
    """Names of the metrics that an endpoint serves, those without a sample yet included."""
    told = re.findall(r"^# TYPE (\S+) (\w+)", exposition, re.MULTILINE)
    parts = {f"{name}{part}" for name, kind in told if kind in ("histogram", "summary") for part in ("_count", "_sum")}
    return {name for name, _ in told} | parts | set(re.findall(r"^([a-zA-Z_:][\w:]*)[{ ]", exposition, re.MULTILINE))
