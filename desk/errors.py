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


class SessionOverError(DeskError):
    """The session of a person has ended in Keycloak, so nothing can be done in their name any more."""

    def __init__(self) -> None:
        super().__init__("the session has ended in Keycloak")


class ForgedFormError(DeskError):
    """A form was sent without the token that the desk put into it."""


class NoSuchClassError(DeskError):
    """The class does not exist or is not the person's own; which of the two is not said."""


class NoClaimCodeError(DeskError):
    """Somebody gets no claim code.

    Attributes:
        reason: code of the endpoint: `policy`, `disabled` or `not_allowed`.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(f"no claim code: {reason}")
        self.reason = reason


class TooManyError(DeskError):
    """More people were chosen than one PDF has."""


class NoSuchJobError(DeskError):
    """There is no such work, not any more, or it is somebody else's; which of these is not said."""


class TooManyJobsError(DeskError):
    """A person has begun as much printing as may wait at once."""


class NoReportError(DeskError):
    """There is no such report, or it is of a campus that is not the person's own; which of the two is not said."""
