"""The realm is as git says."""

from __future__ import annotations

from collections.abc import Iterator

from doctor.finding import Finding

_NAMED = 3


def check_drift(realm: str, edits: tuple[str, ...]) -> Iterator[Finding]:
    """Judge what was changed by hand; a line an edit."""
    if edits:
        rest = f" and {len(edits) - _NAMED} more" if len(edits) > _NAMED else ""
        yield Finding(
            "realm-drift",
            "warning",
            f"realm {realm}",
            f"{len(edits)} resources are not as the files say: {', '.join(edits[:_NAMED])}{rest}",
            "`homeroom realm drift` shows who did it; take it into the files, or `homeroom realm apply` takes it back",
        )
