"""The hosts of one test, together."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.hosts.host import Host, boot
from tests.support.hosts.network import CONTROLLER, FIRST_HOST, OFFICE, make_network
from tests.support.hosts.play import Play, play
from tests.support.hosts.reaper import start_reaper
from tests.support.hosts.root import bare_root, downloads_before, keep_downloads
from tests.support.hosts.run import Run, call

_NEEDED = ("systemd-nspawn", "mmdebstrap", "iptables", "zstd", "ssh")


@dataclass(frozen=True)
class Fleet:
    """Hosts that run, with a folder in common at /mnt/backups, as if each had mounted a network share.

    Attributes:
        hosts: by name.
        folder: for files of the test; it is removed with the hosts.
        controller: this machine's address, from which playbooks are run and browsers come.
        office: another address of this machine, for requests that are to come from an office of the district.
    """

    hosts: Mapping[str, Host]
    folder: Path
    controller: str
    office: str

    def __getitem__(self, name: str) -> Host:
        """A host."""
        return self.hosts[name]

    def name(self, host_name: str, address: str) -> None:
        """Have all hosts find a name at an address, as the district's name server would."""
        for host in self.hosts.values():
            host.run(f"echo {address} {host_name} >>/etc/hosts")

    def play(
        self,
        playbook: Path,
        *options: str,
        inventory: Path,
        variables: Mapping[str, Any] | None = None,
        succeeds: bool = True,
    ) -> Play:
        """Run a playbook.

        Args:
            playbook: the file.
            options: of `ansible-playbook`, such as `--check` or `--tags=proxy`.
            inventory: an inventory that has hosts of these names; how they are reached is added.
            variables: what is known to tests only, over all variables that the playbook finds elsewhere.
            succeeds: whether it has to.

        Raises:
            CommandFailedError: it has to, and did not.
        """
        return play(self.folder, playbook, (inventory, self._connections()), options, variables or {}, succeeds)

    def _connections(self) -> Path:
        """An inventory that says how the hosts are reached."""
        path = self.folder / "connections.json"
        found = {
            name: {
                "ansible_host": host.address,
                "ansible_user": "root",
                "ansible_ssh_common_args": " ".join(host.ssh_options()),
                "ansible_python_interpreter": "/usr/bin/python3",
            }
            for name, host in self.hosts.items()
        }
        path.write_text(json.dumps({"all": {"hosts": found}}))
        return path


@contextmanager
def hosts(*names: str) -> Iterator[Fleet]:
    """Bare hosts of these names, for as long as the context lasts.

    Raises:
        RuntimeError: this machine cannot have any, or not so as it is.
    """
    missing = [program for program in _NEEDED if shutil.which(program) is None]
    if os.geteuid() != 0 or missing:
        raise RuntimeError(
            f"hosts take root and {', '.join(missing or _NEEDED)}: script/bootstrap --hosts installs them"
        )
    run = _begin()
    reaper = start_reaper(run)
    try:
        _lay_out(run)
        key = run.folder / "key"
        running = {name: boot(run, name, FIRST_HOST + index, key) for index, name in enumerate(names)}
        for host in running.values():
            host.wait_until_up()
        work = run.folder / "work"
        work.mkdir()
        yield Fleet(running, work, run.address(CONTROLLER), run.address(OFFICE))
        for host in running.values():
            keep_downloads(host.folder / "upper")
    finally:
        assert reaper.stdin is not None
        reaper.stdin.close()
        reaper.wait()


def _begin() -> Run:
    folder = Path(tempfile.mkdtemp(prefix="homeroom-hosts-", dir="/var/tmp"))
    folder.chmod(0o755)  # accounts of the hosts pass through it
    return make_network(f"hr{secrets.token_hex(4)}", folder)


def _lay_out(run: Run) -> None:
    run.cgroups.mkdir()
    (run.folder / "share").mkdir()
    call("mount", "-t", "cgroup2", "cgroup2", run.cgroups)
    (run.folder / "root").symlink_to(bare_root())
    downloads_before(run.folder / "downloads")
    call("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", run.folder / "key")
