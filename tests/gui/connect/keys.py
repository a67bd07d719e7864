"""Keys as a merchant may bring them: good ones, and each kind that is refused. Made anew for every run."""

from functools import cache

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)


@cache
def _rsa() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def private_key() -> str:
    """Return a private key of 2048 bits."""
    return _rsa().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def public_key() -> str:
    """Return the public key that belongs to it."""
    return _rsa().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def encrypted_key() -> str:
    """Return the private key under a password."""
    sealed = BestAvailableEncryption(b"a password")
    return _rsa().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, sealed).decode()


def elliptic_key() -> str:
    """Return a private key that is not of the kind RSA."""
    made = ec.generate_private_key(ec.SECP256R1())
    return made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def short_public_key() -> str:
    """Return a public key of 512 bits."""
    made = rsa.RSAPublicNumbers(65537, (1 << 511) + 12345).public_key()
    return made.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
