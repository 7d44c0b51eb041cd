"""Takes away what a run of hosts made, as soon as the process that made it is gone, however it went.

A process of its own: it waits for its standard input to end, which the kernel sees to when the other process dies.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tests.support.hosts.run import Run, call

_PATIENCE = 20.0


def start_reaper(run: Run) -> subprocess.Popen[bytes]:
    """Start it; it works when its standard input is closed."""
    names = json.dumps([run.name, run.subnet, str(run.folder)])
    return subprocess.Popen(
        [sys.executable, "-c", f"from {__name__} import wait_and_reap; wait_and_reap()", names],
        cwd=Path(__file__).resolve().parents[3],
        stdin=subprocess.PIPE,
        start_new_session=True,  # an interrupt at the terminal is for the tests
    )


def wait_and_reap() -> None:
    """What the process does."""
    name, subnet, folder = json.loads(sys.argv[1])
    sys.stdin.buffer.read()
    reap(Run(name, subnet, Path(folder)))


def reap(run: Run) -> None:
    """Take everything away; what is not there is not missed."""
    groups = list(run.cgroups.glob(f"{run.name}-*"))
    for group in groups:
        (group / "cgroup.kill").write_text("1")
    for group in groups:
        _remove_cgroup(group)
    call("umount", run.cgroups, check=False)
    for table, rule in run.firewall_rules():
        call("iptables", "--wait", "--table", table, "--delete", *rule, check=False)
    for namespace in Path("/run/netns").glob(f"{run.name}-*"):
        call("ip", "netns", "delete", namespace.name, check=False)
    call("ip", "link", "delete", run.name, check=False)
    # Should the control groups still be mounted, their files cannot be removed; the rest can.
    shutil.rmtree(run.folder, ignore_errors=True)


def _remove_cgroup(group: Path) -> None:
    end = time.monotonic() + _PATIENCE
    while "populated 1" in (group / "cgroup.events").read_text() and time.monotonic() < end:
        time.sleep(0.05)
    for part in sorted((path for path in group.rglob("*") if path.is_dir()), reverse=True):
        with contextlib.suppress(OSError):
            part.rmdir()
    with contextlib.suppress(OSError):
        group.rmdir()
