"""What can go wrong when the desk is started, and what interrupts a request."""

from __future__ import annotations

from settings.command import CommandError


class DeskError(CommandError):
    """Base of this package's errors."""


class AddressTakenError(DeskError):
    """The desk cannot listen where it was told to."""


class NotSignedInError(DeskError):
    """A page was asked for without a session, or with one that has ended.

    Attributes:
        come_back_to: path at which to go on after signing in.
    """

    def __init__(self, come_back_to: str) -> None:
        super().__init__("nobody is signed in")
        self.come_back_to = come_back_to


class ForgedFormError(DeskError):
    """A form was sent without the token that the desk put into it."""


class NoSuchClassError(DeskError):
    """The class does not exist or is not the person's own; which of the two is not said."""
