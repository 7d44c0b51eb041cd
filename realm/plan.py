"""A plan is a value: what to create, update and delete, in the order in which it can be done. It prints itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from realm.difference import FieldChange, FieldPath
from realm.secret_digest import SecretDigest
from settings.render import Referenced

_SECRET_FIELDS = frozenset(
    {
        *("authTokenClientSecret", "bindCredential", "clientSecret", "keystorePassword", "keyPassword", "password"),
        *("privateKey", "secret", "client.secret.rotated", "saml.encryption.private.key", "saml.signing.private.key"),
        "secret.key",
    }
)
_MASK = "(secret)"


@dataclass(frozen=True)
class Create:
    """A resource that is not there yet.

    Attributes:
        kind: kind of resource, as people say it: `client`, `realm role`.
        name: what tells it from others of its kind.
        fields: what the files say of it.
    """

    kind: str
    name: str
    fields: Mapping[str, Any]

    def __str__(self) -> str:
        return f"create {self.kind} {self.name}"


@dataclass(frozen=True)
class Update:
    """A resource that differs from the files.

    Attributes:
        kind: as for `Create`.
        name: as for `Create`.
        fields: what the files say of it, all of it.
        changes: which fields differ, and how.
    """

    kind: str
    name: str
    fields: Mapping[str, Any]
    changes: tuple[FieldChange, ...]

    def __str__(self) -> str:
        return f"update {self.kind} {self.name}"


@dataclass(frozen=True)
class Delete:
    """A resource that the files own and do not mention.

    Attributes:
        kind: as for `Create`.
        name: as for `Create`.
        is_leftover: it was left half made by an `apply` that was killed; no limit counts it.
    """

    kind: str
    name: str
    is_leftover: bool = False

    def __str__(self) -> str:
        return f"delete {self.kind} {self.name}"


Change = Create | Update | Delete

_SIGNS: dict[type, tuple[str, str]] = {Create: ("+", "green"), Update: ("~", "yellow"), Delete: ("-", "red")}
_WORDS: dict[type, str] = {Create: "create", Update: "update", Delete: "delete"}


@dataclass(frozen=True)
class Plan:
    """Everything that has to change in a realm.

    Attributes:
        realm: the realm's name.
        changes: in an order in which each finds what it refers to.
    """

    realm: str
    changes: tuple[Change, ...]

    def __bool__(self) -> bool:
        """Whether anything has to change."""
        return bool(self.changes)

    def count(self, kind: type) -> int:
        """How many changes are of class `kind`."""
        return sum(isinstance(change, kind) for change in self.changes)

    def as_json(self) -> dict[str, object]:
        """The plan as one JSON document, secrets masked."""
        return {
            "realm": self.realm,
            "create": self.count(Create),
            "update": self.count(Update),
            "delete": self.count(Delete),
            "changes": [change_as_json(change) for change in self.changes],
        }

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Print a line a change and, below an update, a line a field."""
        for change in self.changes:
            sign, color = _SIGNS[type(change)]
            yield Text.assemble((f"{sign} ", color), f"{change.kind} ", (change.name, "bold"))
            if isinstance(change, Update):
                for field in change.changes:
                    yield Text(f"    {field_as_text(field)}")
        if self.changes:
            counts = [(self.count(kind), word) for kind, word in _WORDS.items()]
            yield Text(f"Realm {self.realm}: " + ", ".join(f"{count} to {word}" for count, word in counts if count))
        else:
            yield Text(f"Realm {self.realm} is as the files say.")


def change_as_json(change: Change) -> dict[str, object]:
    """A change as one JSON object, secrets masked."""
    entry: dict[str, object] = {"change": _WORDS[type(change)], "kind": change.kind, "name": change.name}
    if isinstance(change, Update):
        entry["fields"] = [field_as_json(field) for field in change.changes]
    if isinstance(change, Create):
        entry["values"] = {key: _shown((key,), value) for key, value in change.fields.items()}
    return entry


def field_as_json(field: FieldChange) -> dict[str, object]:
    """A field as one JSON object, secrets masked."""
    return {
        "path": list(field.path),
        "before": _MASK if _is_secret(field) and field.before else _shown(field.path, field.before),
        "after": _shown_after(field),
    }


def field_as_text(field: FieldChange, nothing: str = "(none)") -> str:
    """A field in a line, secrets masked; `nothing` stands for what the files do not say."""
    return f"{'.'.join(field.path)}: {_before(field)} -> {nothing if field.after is None else _after(field)}"


def _before(field: FieldChange) -> str:
    if field.before is None:
        return "(none)"
    if isinstance(field.before, Mapping):
        return "(all of it)"
    return _MASK if _is_secret(field) else repr(field.before)


def _after(field: FieldChange) -> str:
    shown = _shown_after(field)
    return str(shown) if shown == _MASK else repr(shown)


def _shown_after(field: FieldChange) -> Any:
    """The new value; masked, unless it is a reference, if the server keeps the old one secret."""
    if _hides(field.before) and isinstance(field.after, str) and not isinstance(field.after, Referenced):
        return _MASK
    return _shown(field.path, field.after)


def _is_secret(field: FieldChange) -> bool:
    if _hides(field.before):
        return True
    return field.path[-1] in _SECRET_FIELDS or any(isinstance(text, Referenced) for text in _texts(field.after))


def _hides(value: Any) -> bool:
    return isinstance(value, SecretDigest) or (isinstance(value, list) and any(map(_hides, value)))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def _shown(path: FieldPath, value: Any) -> Any:
    if isinstance(value, Referenced):
        return value.reference
    if isinstance(value, SecretDigest):
        return str(value)
    if isinstance(value, str) and path[-1] in _SECRET_FIELDS:
        return _MASK
    if isinstance(value, Mapping):
        return {key: _shown((*path, key), item) for key, item in value.items()}
    if isinstance(value, list):
        return [_shown(path, item) for item in value]
    return value
