"""One host: booted, given commands, rebooted."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.support.hosts.network import connect
from tests.support.hosts.root import DOWNLOADS
from tests.support.hosts.run import Run, call

_PATIENCE = 60.0
_BOOT = Path(__file__).with_name("boot.sh")


class CommandFailedError(AssertionError):
    """A command on a host failed; the message has what it said."""


@dataclass(frozen=True)
class Host:
    """A host that runs.

    Attributes:
        name: its host name.
        address: where it is reached from this machine and from other hosts.
        folder: its files on this machine; `upper` is what it wrote, `console` what its console says.
        key: file of the ssh key with which root is reached.
        cgroup: its control group.
        namespace: its network namespace.
        interface: the end of its cable that is at the bridge.
    """

    name: str
    address: str
    folder: Path
    key: Path
    cgroup: Path
    namespace: str
    interface: str

    def run(self, command: str, *, feed: str | None = None, check: bool = True) -> str:
        """What a shell command of root prints.

        Args:
            command: for the shell of the host.
            feed: its standard input.
            check: whether it has to succeed.

        Raises:
            CommandFailedError: it has to, and did not.
        """
        done = subprocess.run(
            ["ssh", *self.ssh_options(), f"root@{self.address}", command],
            input=feed or "",
            capture_output=True,
            text=True,
            check=False,
        )
        if check and done.returncode != 0:
            said = done.stdout + done.stderr
            raise CommandFailedError(f"{self.name}: {command}\nended with {done.returncode} and said:\n{said}")
        return done.stdout

    def ssh_options(self) -> list[str]:
        """How ssh reaches it, whatever this machine's own configuration says."""
        settings = {
            "IdentityFile": self.key,
            "IdentitiesOnly": "yes",
            "StrictHostKeyChecking": "no",
            "UserKnownHostsFile": "/dev/null",
            "LogLevel": "ERROR",
            "ConnectTimeout": "5",
        }
        return ["-F", "none", *(part for name, value in settings.items() for part in ("-o", f"{name}={value}"))]

    def reboot(self) -> None:
        """Reboot it, and wait until it can be used again."""
        before = self._boot()
        self.run("systemctl reboot", check=False)
        self._wait(lambda: self._boot() not in ("", before), "did not come up again")

    def cut_power(self) -> None:
        """End all that runs on it at once, and take it off the network: nobody is told anything."""
        call("ip", "link", "set", self.interface, "down")
        (self.cgroup / "cgroup.kill").write_text("1")
        self._wait(lambda: "populated 0" in (self.cgroup / "cgroup.events").read_text(), "did not end")

    def power_on(self) -> None:
        """Boot it again after its power was cut; `wait_until_up` waits for it."""
        call("ip", "link", "set", self.interface, "up")
        with (self.folder / "console").open("ab") as console:
            subprocess.Popen(
                ["bash", _BOOT, self.folder.parent, self.name, self.cgroup, self.namespace],
                stdin=subprocess.DEVNULL,
                stdout=console,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait_until_up(self) -> None:
        """Wait until it takes commands and systemd has started what is enabled."""
        self._wait(lambda: self._boot() != "", "did not come up")

    def _boot(self) -> str:
        """What tells one boot from another; empty while it starts or ends."""
        ready = "systemctl is-system-running --wait >/dev/null; systemctl show --property=UserspaceTimestampMonotonic"
        return self.run(ready, check=False)

    def _wait(self, condition: Callable[[], bool], failure: str) -> None:
        end = time.monotonic() + _PATIENCE
        while not condition():
            if time.monotonic() > end:
                console = (self.folder / "console").read_text(errors="replace")
                raise CommandFailedError(f"{self.name} {failure}; its console:\n{console[-3000:]}")
            time.sleep(0.2)


def boot(run: Run, name: str, number: int, key: Path) -> Host:
    """Lay out a host above the root of the run, and boot it; it is up later."""
    folder = run.folder / name
    upper = folder / "upper"
    for path in (upper / "root" / ".ssh", folder / "work", folder / "merged", *(upper / part for part in DOWNLOADS)):
        path.mkdir(parents=True)
    for path in (upper / "root", upper / "root" / ".ssh"):
        path.chmod(0o700)
    (upper / "root" / ".ssh" / "authorized_keys").write_text(key.with_suffix(".pub").read_text())
    (upper / "etc").mkdir()
    (upper / "etc" / "hostname").write_text(f"{name}\n")
    (upper / "etc" / "hosts").write_text(f"127.0.0.1 localhost\n127.0.1.1 {name}\n")
    (upper / "etc" / "resolv.conf").write_text(Path("/etc/resolv.conf").read_text())
    run.cgroup(name).mkdir()
    address = connect(run, name, number)
    host = Host(name, address, folder, key, run.cgroup(name), run.namespace(name), run.interface(number))
    host.power_on()
    return host
