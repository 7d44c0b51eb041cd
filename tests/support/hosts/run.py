"""One run of hosts: what everything that it makes on this machine is called, so that it can be taken away again."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Run:
    """The names of one run.

    Attributes:
        name: of its bridge, and how the names of its cgroups, network namespaces and interfaces begin; 10 characters at
            most, for those of interfaces are short.
        subnet: the third byte of its addresses.
        folder: its files.
    """

    name: str
    subnet: int
    folder: Path

    @property
    def network(self) -> str:
        """The network of the hosts."""
        return f"10.213.{self.subnet}.0/24"

    def address(self, number: int) -> str:
        """An address in the network."""
        return f"10.213.{self.subnet}.{number}"

    @property
    def cgroups(self) -> Path:
        """Where the control groups are mounted for this run."""
        return self.folder / "cgroup"

    def cgroup(self, host: str) -> Path:
        """The control group of a host."""
        return self.cgroups / f"{self.name}-{host}"

    def interface(self, number: int) -> str:
        """The end of a host's cable that is at the bridge."""
        return f"{self.name}n{number}"

    def namespace(self, host: str) -> str:
        """The network namespace of a host."""
        return f"{self.name}-{host}"

    def firewall_rules(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The chains and rules with which the hosts reach the outside: a container engine may forbid forwarding."""
        return (
            ("filter", ("FORWARD", "--in-interface", self.name, "--jump", "ACCEPT")),
            ("filter", ("FORWARD", "--out-interface", self.name, "--jump", "ACCEPT")),
            (
                "nat",
                ("POSTROUTING", "--source", self.network, "!", "--destination", self.network, "--jump", "MASQUERADE"),
            ),
        )


def call(*command: str | Path, check: bool = True) -> str:
    """What a command prints. Raises CalledProcessError, with what it complained about as a note."""
    done = subprocess.run([*command], capture_output=True, text=True, check=False)
    if check and done.returncode != 0:
        failure = subprocess.CalledProcessError(done.returncode, _shown(command), done.stdout, done.stderr)
        failure.add_note(done.stderr or done.stdout)
        raise failure
    return done.stdout


def _shown(command: Sequence[str | Path]) -> str:
    return " ".join(map(str, command))
