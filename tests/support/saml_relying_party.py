"""A relying party that speaks SAML and is not ours: Apache with mod_auth_mellon."""

from __future__ import annotations

import subprocess
from pathlib import Path

import httpx

from tests.support.apache import Apache

_RELYING_PARTY = """\
<Location />
  Options +Includes
  AddOutputFilter INCLUDES .html
  DirectoryIndex index.html
  MellonEnable auth
  MellonEndpointPath /mellon
  # The cookie is SameSite=None, which browsers take with Secure only; they take that from localhost without https.
  MellonSecureCookie On
  MellonSPPrivateKeyFile {folder}/archive.key
  MellonSPCertFile {folder}/archive.cert
  MellonSPMetadataFile {folder}/archive.xml
  MellonIdPMetadataFile {folder}/keycloak.xml
  MellonUser NAME_ID
  AuthType Mellon
  Require valid-user
</Location>
"""


class SamlRelyingParty(Apache):
    """Serves the page *Archive* to whoever is signed in. Its entity id is `archive`."""

    ENTITY_ID = "archive"

    def __init__(self, folder: Path, port: int, issuer: str) -> None:
        """Make its keys and metadata, fetch those of the realm; entering the context starts the server.

        Args:
            folder: an empty folder of its own, which the server's user can read.
            port: a free port.
            issuer: address of the realm.
        """
        endpoint = f"http://localhost:{port}/mellon"
        command = ["/usr/sbin/mellon_create_metadata", self.ENTITY_ID, endpoint]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
        descriptor = httpx.get(f"{issuer}/protocol/saml/descriptor", timeout=30).raise_for_status()
        (folder / "keycloak.xml").write_bytes(descriptor.content)
        for file in folder.iterdir():
            file.chmod(0o644)
        super().__init__(folder, port, "Archive", "auth_mellon", _RELYING_PARTY.format(folder=folder))

    @staticmethod
    def options(port: int) -> dict[str, str]:
        """What the catalogue's template `saml` has to know of it."""
        url = f"http://localhost:{port}"
        return {
            "acs_url": f"{url}/mellon/postResponse",
            "audience": SamlRelyingParty.ENTITY_ID,
            "logout_url": f"{url}/mellon/logout",
        }
