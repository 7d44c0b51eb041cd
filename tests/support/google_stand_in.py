"""Something that goes by the rules of Google Workspace for SAML, in its place: Apache with mod_auth_mellon.

It has Google's entity id for a domain and takes assertions at Google's address, if a browser is told that Google is on
this machine; what it is sent has to be signed by the realm.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import httpx

from tests.support.apache import Apache
from tests.support.certificates import Authority

_HOST = "www.google.com"
_CONFIGURATION = """\
LoadModule socache_shmcb_module /usr/lib/apache2/modules/mod_socache_shmcb.so
LoadModule ssl_module /usr/lib/apache2/modules/mod_ssl.so
LoadModule rewrite_module /usr/lib/apache2/modules/mod_rewrite.so
ServerName https://{host}:443
UseCanonicalName On
SSLEngine On
SSLCertificateFile {folder}/tls.pem
SSLCertificateKeyFile {folder}/tls.key
RewriteEngine On
RewriteRule ^/a/{domain}/acs$ /mellon/postResponse [PT]

<Location />
  Options +Includes
  AddOutputFilter INCLUDES .html
  DirectoryIndex index.html
  MellonEnable auth
  MellonEndpointPath /mellon
  MellonSecureCookie On
  MellonSPPrivateKeyFile {folder}/google.key
  MellonSPCertFile {folder}/google.cert
  MellonSPMetadataFile {folder}/google.xml
  MellonIdPMetadataFile {folder}/keycloak.xml
  MellonUser NAME_ID
  AuthType Mellon
  Require valid-user
</Location>
"""


class GoogleStandIn(Apache):
    """Serves the page *Mail* to whoever is signed in."""

    def __init__(self, folder: Path, port: int, domain: str, issuer: str) -> None:
        """Make its keys and metadata, fetch those of the realm; entering the context starts the server.

        Args:
            folder: an empty folder of its own, which the server's user can read.
            port: a free port.
            domain: the district's, as the template `google-workspace` has it.
            issuer: address of the realm.
        """
        command = ["/usr/sbin/mellon_create_metadata", self.entity_id(domain), f"https://{_HOST}/mellon"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
        for kind in ("key", "cert", "xml"):
            (made,) = folder.glob(f"*.{kind}")
            made.rename(folder / f"google.{kind}")
        metadata = folder / "google.xml"
        text = metadata.read_text(encoding="utf-8").replace("/mellon/postResponse", f"/a/{domain}/acs")
        metadata.write_text(text, encoding="utf-8")
        descriptor = httpx.get(f"{issuer}/protocol/saml/descriptor", timeout=30).raise_for_status()
        (folder / "keycloak.xml").write_bytes(descriptor.content)
        shown = Authority().server(_HOST)
        (folder / "tls.pem").write_text(shown.certificate, encoding="utf-8")
        (folder / "tls.key").write_text(shown.key, encoding="utf-8")
        for file in folder.iterdir():
            file.chmod(0o644)
        configuration = _CONFIGURATION.format(folder=folder, host=_HOST, domain=domain.replace(".", r"\."))
        super().__init__(folder, port, "Mail", "auth_mellon", configuration)
        self.url = f"https://{_HOST}/"
        self.browser_flags = (
            f"--host-resolver-rules=MAP {_HOST} 127.0.0.1:{port}",
            f"--ignore-certificate-errors-spki-list={shown.key_hash}",
        )
        """With these Chromium finds it, and not Google."""

    @staticmethod
    def entity_id(domain: str) -> str:
        """The domain specific issuer."""
        return f"google.com/a/{domain}"
