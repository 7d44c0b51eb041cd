"""What time it is here, and whether this machine keeps it."""

from __future__ import annotations

import shutil
import subprocess

from doctor.probes import PATIENCE


def keeps_time() -> bool | None:
    """Whether this machine's clock follows a time server; None if systemd does not know."""
    program = shutil.which("timedatectl")
    if program is None:
        return None
    try:
        said = subprocess.run(
            [program, "show", "--property=NTPSynchronized", "--value"],
            capture_output=True,
            text=True,
            check=True,
            timeout=PATIENCE,
        ).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return None
    return {"yes": True, "no": False}.get(said)
