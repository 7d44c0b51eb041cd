"""Apache from Debian's packages with one page, for relying parties that are not ours."""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

_CONFIGURATION = """\
ServerRoot "{folder}"
ServerName localhost
Listen 127.0.0.1:{port}
PidFile "{folder}/apache.pid"
ErrorLog "{folder}/error.log"
LogLevel warn
User {user}
Group {group}
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule authn_core_module {modules}/mod_authn_core.so
LoadModule authz_user_module {modules}/mod_authz_user.so
LoadModule mime_module {modules}/mod_mime.so
LoadModule dir_module {modules}/mod_dir.so
LoadModule include_module {modules}/mod_include.so
LoadModule {module}_module {modules}/mod_{module}.so
TypesConfig /etc/mime.types
DocumentRoot "{folder}/pages"
{relying_party}
"""
_PAGE = """\
<!doctype html><html lang="en"><title>{title}</title>
<h1>{title}</h1><p id="reader"><!--#echo var="REMOTE_USER" --></p></html>
"""


@contextmanager
def folders_for(names: Iterable[str]) -> Iterator[dict[str, Path]]:
    """A folder for each server, by name. Not in pytest's folders, which only the user of the tests may read."""
    with ExitStack() as stack:
        folders = {name: Path(stack.enter_context(tempfile.TemporaryDirectory())) for name in names}
        for folder in folders.values():
            folder.chmod(0o755)
        yield folders


class Apache:
    """Apache on a port of the loopback interface, for as long as the context lasts.

    Its one page has the title as heading and, in `#reader`, who is signed in.
    """

    def __init__(self, folder: Path, port: int, title: str, module: str, relying_party: str) -> None:
        """Write the configuration; entering the context starts the server.

        Args:
            folder: a folder of its own, which the server's user can read.
            port: a free port.
            title: heading of the page.
            module: name of the module that signs people in, such as `auth_mellon`.
            relying_party: its part of the configuration.
        """
        self.url = self._listens = f"http://localhost:{port}"
        self._folder = folder
        (folder / "pages").mkdir()
        (folder / "pages" / "index.html").write_text(_PAGE.format(title=title))
        user = pwd.getpwnam("www-data") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        self._configuration = folder / "apache.conf"
        self._configuration.write_text(
            _CONFIGURATION.format(
                folder=folder,
                port=port,
                user=user.pw_name,
                group=grp.getgrgid(user.pw_gid).gr_name,
                modules="/usr/lib/apache2/modules",
                module=module,
                relying_party=relying_party,
            )
        )
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        server = shutil.which("apache2", path="/usr/sbin:/usr/bin")
        assert server, "apache2 is missing: script/bootstrap --tests installs it"
        self._process = subprocess.Popen([server, "-f", str(self._configuration), "-DFOREGROUND"])
        deadline = time.monotonic() + 20
        while True:
            try:
                httpx.get(self._listens, follow_redirects=False)
                return self
            except httpx.TransportError:
                log = self._folder / "error.log"
                problem = log.read_text() if log.exists() else ""
                assert self._process.poll() is None, f"apache2 ended: {problem}"
                assert time.monotonic() < deadline, f"apache2 does not answer: {problem}"

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process:
            self._process.terminate()
            self._process.wait(timeout=20)
