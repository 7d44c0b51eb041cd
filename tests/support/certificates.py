"""An authority of a test's own, and certificates of servers that it signs."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class ServerCertificate:
    """What a server shows.

    Attributes:
        certificate: with its chain, PEM.
        key: its private key, PEM.
        key_hash: SHA-256 of the public key in Base64, by which Chromium is told to trust it.
    """

    certificate: str
    key: str
    key_hash: str


class Authority:
    """Signs certificates."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._certificate = _signed(_name("Authority of a test"), self._key, None, self._key, ())

    @property
    def certificate(self) -> str:
        """Its own certificate, PEM."""
        return _pem(self._certificate)

    def server(self, *names: str, days: float = 30) -> ServerCertificate:
        """A certificate for a server of these names, for so many days; negative: it ran out so many days ago."""
        key = ec.generate_private_key(ec.SECP256R1())
        signed = _signed(_name(names[0]), key, self._certificate.subject, self._key, names, days)
        public = key.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return ServerCertificate(
            certificate=_pem(signed),
            key=private.decode(),
            key_hash=base64.b64encode(hashlib.sha256(public).digest()).decode(),
        )


def _signed(
    subject: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    issuer: x509.Name | None,
    signing: ec.EllipticCurvePrivateKey,
    names: Sequence[str],
    days: float = 30,
) -> x509.Certificate:
    ends = datetime.now(UTC) + days * _A_DAY
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer or subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(min(datetime.now(UTC), ends) - _A_DAY)
        .not_valid_after(ends)
        .add_extension(x509.BasicConstraints(ca=not names, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key()), critical=False)
    )
    if names:
        builder = builder.add_extension(
            x509.SubjectAlternativeName([x509.DNSName(name) for name in names]), critical=False
        )
    else:
        usage = {"digital_signature": True, "key_cert_sign": True, "crl_sign": True}
        others = ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement")
        unused = dict.fromkeys((*others, "encipher_only", "decipher_only"), False)
        builder = builder.add_extension(x509.KeyUsage(**usage, **unused), critical=True)
    return builder.sign(signing, hashes.SHA256())


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()
