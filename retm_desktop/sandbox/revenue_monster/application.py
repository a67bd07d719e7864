"""The applications registered in the merchant portal: ids, secrets, keys, redirect addresses (reference 2)."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

Document = dict[str, Any]


class Application:
    """One application. Its keys are made when somebody first asks, so that nobody else waits for them."""

    def __init__(self, name: str, client_id: str, client_secret: str, redirect_uris: Sequence[str]) -> None:
        self.name = name
        self.client_id = client_id
        self.client_secret = client_secret
        self.redirect_uris = list(redirect_uris)
        self._pasted: rsa.RSAPublicKey | None = None
        self._key_removed = False

    @cached_property
    def client_key(self) -> rsa.RSAPrivateKey:
        """The key the portal made for the application to sign with."""
        return rsa.generate_private_key(65537, 2048)

    @cached_property
    def server_key(self) -> rsa.RSAPrivateKey:
        """The key the service signs its callbacks with."""
        return rsa.generate_private_key(65537, 2048)

    @property
    def public_key(self) -> rsa.RSAPublicKey | None:
        """The "Client Public Key" of the portal, which requests are verified with; None when it was removed."""
        if self._key_removed:
            return None
        return self._pasted or self.client_key.public_key()

    def register_key(self, pem: str) -> None:
        """Paste another client public key (SPKI or PKCS#1); an empty one removes it.

        Raises ValueError for anything that is no RSA public key.
        """
        self._key_removed = not pem.strip()
        if self._key_removed:
            return
        key = serialization.load_pem_public_key(pem.encode())
        if not isinstance(key, rsa.RSAPublicKey):
            raise ValueError("not an RSA public key")
        self._pasted = key

    def register_redirect(self, uri: str) -> None:
        """Add a redirect address; raises ValueError for what no browser could be sent to."""
        if not urlsplit(uri).scheme or not uri.isascii() or not uri.isprintable() or " " in uri:
            raise ValueError(f"not an address: {uri!r}")
        if uri not in self.redirect_uris:
            self.redirect_uris.append(uri)

    def described(self, url: str) -> Document:
        """What the portal shows its owner, as settings for a client of the service at `url`."""
        private = self.client_key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        public = self.server_key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        return {
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "private_key": private.decode(),
            "server_public_key": public.decode(),
            "oauth_url": f"{url}/rm/oauth",
            "open_url": f"{url}/rm/open",
            "redirect_uris": list(self.redirect_uris),
        }


def practice_applications(partner: str) -> tuple[Application, Application]:
    """The one registered application, and one of another merchant whose key opens nothing of the first."""
    address = f"{partner.rstrip('/')}/install/revenue-monster"
    return (
        Application("RETM Desktop", "7000000000000000001", "practiceSecret0000000000000000RM", [address]),
        Application("Another till", "7000000000000000002", "anotherSecret00000000000000000RM", [address]),
    )
