"""A relying party that is not ours: Apache with mod_auth_openidc, serving one page to whoever is signed in."""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import subprocess
import time
from pathlib import Path
from types import TracebackType

import httpx

MODULES = Path("/usr/lib/apache2/modules")

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
LoadModule auth_openidc_module {modules}/mod_auth_openidc.so
TypesConfig /etc/mime.types
DocumentRoot "{folder}/pages"

OIDCProviderMetadataURL {issuer}/.well-known/openid-configuration
OIDCClientID {client_id}
OIDCClientSecret {client_secret}
OIDCRedirectURI {url}/signed-in
OIDCCryptoPassphrase {passphrase}
OIDCScope "openid profile"
OIDCPKCEMethod S256
OIDCRemoteUserClaim preferred_username

<Directory "{folder}/pages">
  Options +Includes
  AddOutputFilter INCLUDES .html
  DirectoryIndex index.html
  AuthType openid-connect
  Require valid-user
</Directory>
"""

_PAGE = """\
<!doctype html><html lang="en"><title>Library</title>
<h1>Library</h1><p id="reader"><!--#echo var="REMOTE_USER" --></p></html>
"""


class RelyingParty:
    """Apache on a port of the loopback interface, for as long as the context lasts."""

    def __init__(self, folder: Path, port: int, issuer: str, client_id: str, client_secret: str) -> None:
        """Write the configuration; entering the context starts the server.

        Args:
            folder: an empty folder of its own, which the server's user can read.
            port: a free port.
            issuer: address of the realm.
            client_id: the client of this relying party.
            client_secret: its secret.
        """
        self.url = f"http://localhost:{port}"
        self._folder = folder
        (folder / "pages").mkdir()
        (folder / "pages" / "index.html").write_text(_PAGE)
        user = pwd.getpwnam("www-data") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        self._configuration = folder / "apache.conf"
        self._configuration.write_text(
            _CONFIGURATION.format(
                folder=folder,
                port=port,
                url=self.url,
                user=user.pw_name,
                group=grp.getgrgid(user.pw_gid).gr_name,
                modules=MODULES,
                issuer=issuer,
                client_id=client_id,
                client_secret=client_secret,
                passphrase=os.urandom(16).hex(),
            )
        )
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> RelyingParty:
        server = shutil.which("apache2", path="/usr/sbin:/usr/bin")
        assert server, "apache2 is missing: script/bootstrap --tests installs it"
        self._process = subprocess.Popen([server, "-f", str(self._configuration), "-DFOREGROUND"])
        deadline = time.monotonic() + 20
        while True:
            try:
                httpx.get(self.url, follow_redirects=False)
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
