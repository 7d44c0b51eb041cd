"""A relying party that speaks OpenID Connect and is not ours: Apache with mod_auth_openidc."""

from __future__ import annotations

import os
from pathlib import Path

from tests.support.apache import Apache

_RELYING_PARTY = """\
OIDCProviderMetadataURL {issuer}/.well-known/openid-configuration
OIDCClientID {client_id}
OIDCClientSecret {client_secret}
OIDCRedirectURI {url}/signed-in
OIDCCryptoPassphrase {passphrase}
OIDCScope "openid profile"
OIDCPKCEMethod S256
OIDCRemoteUserClaim {reader}

<Directory "{folder}/pages">
  Options +Includes
  AddOutputFilter INCLUDES .html
  DirectoryIndex index.html
  AuthType openid-connect
  Require valid-user
</Directory>
"""


class RelyingParty(Apache):
    """Serves the page *Library* to whoever is signed in."""

    def __init__(
        self,
        folder: Path,
        port: int,
        issuer: str,
        client_id: str,
        client_secret: str,
        reader: str = "preferred_username",
    ) -> None:
        """Write the configuration; entering the context starts the server.

        Args:
            folder: an empty folder of its own, which the server's user can read.
            port: a free port.
            issuer: address of the realm.
            client_id: the client of this relying party.
            client_secret: its secret.
            reader: claim by which it knows people.
        """
        relying_party = _RELYING_PARTY.format(
            folder=folder,
            url=f"http://localhost:{port}",
            issuer=issuer,
            client_id=client_id,
            client_secret=client_secret,
            reader=reader,
            passphrase=os.urandom(16).hex(),
        )
        super().__init__(folder, port, "Library", "auth_openidc", relying_party)
