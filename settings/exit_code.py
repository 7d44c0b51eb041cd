"""The exit codes of every command."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What a command says to the shell."""

    DONE = 0
    """Done, or nothing to do."""
    FAILED = 1
    """Something went wrong that the input is not to blame for."""
    USAGE = 2
    """The command was called wrongly."""
    PENDING = 3
    """Changes are pending, or findings are open."""
    REFUSED = 4
    """A guard refused."""
    REJECTED = 5
    """The input was rejected."""
