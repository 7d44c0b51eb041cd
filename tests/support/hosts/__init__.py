"""Real Debian 12 hosts on this machine: systemd as their first process, sshd, an address, packages from Debian.

In: names of hosts. Out: a `Fleet`, with which commands and playbooks are run on them and which a browser of this
machine reaches by their addresses. They take root, systemd-nspawn and about two seconds each; nothing of them is left
behind, after a kill neither.
"""

from tests.support.hosts.fleet import Fleet, hosts
from tests.support.hosts.host import CommandFailedError, Host
from tests.support.hosts.play import Play

__all__ = ["CommandFailedError", "Fleet", "Host", "Play", "hosts"]
