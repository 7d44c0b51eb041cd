"""What can go wrong between asking for badges and holding the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from admin_api.recipients import Refused
from settings.command import CommandError
from settings.exit_code import ExitCode


class BadgeError(CommandError):
    """Base of this package's errors."""


class InvalidBadgeCodeError(BadgeError):
    """A text is not a badge code."""

    exit_code: ClassVar[ExitCode] = ExitCode.REJECTED


class NobodyError(BadgeError):
    """Everybody who was asked for is refused, so there is nothing to print.

    Attributes:
        refused: who, and with which code; empty if the classes have no students.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.REJECTED

    def __init__(self, message: str, refused: Sequence[Refused] = ()) -> None:
        super().__init__(message)
        self.refused = tuple(refused)


class TooManyError(BadgeError):
    """More people are chosen than one PDF takes."""

    exit_code: ClassVar[ExitCode] = ExitCode.REJECTED


class NoSuchSetError(BadgeError):
    """`badge-sets.yaml` has no set of that name."""

    exit_code: ClassVar[ExitCode] = ExitCode.REJECTED


class SheetFileError(BadgeError):
    """The sheet cannot be written where it was asked for; no badge has changed."""


class NotActivatedError(BadgeError):
    """The sheet is written, but Keycloak did not confirm that its badges work."""


class FontMissingError(BadgeError):
    """A font that the sheets are drawn with is not on this machine."""


class CodeDoesNotFitError(BadgeError):
    """A QR code would have modules too small to be read at the size a layout gives it."""


class PictureError(BadgeError):
    """A logo or photo cannot be read, or is too large to be printed on a badge."""
