"""The parts below the window: SQLite, the store, TLS with the system's certificates, the keyring and the vault."""

import datetime as dt
import secrets
import socket
import sqlite3
import ssl
import sys
import threading
from contextlib import closing, suppress
from pathlib import Path

import keyring
import truststore
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from retm_desktop.doctor.own_thread import in_own_thread
from retm_desktop.self_test.items import Broken
from retm_desktop.store.changes import Changes
from retm_desktop.store.connections import Connections
from retm_desktop.store.database import Database
from retm_desktop.store.migrations import MIGRATIONS
from retm_desktop.store.vault import Vault
from retm_desktop.store.vault_state import VaultState

_LEAST_SQLITE = (3, 35, 0)
"""The first with RETURNING, which the store uses."""
_CA_FILES = (
    "/etc/ssl/cert.pem",
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/cert.pem",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/ssl/ca-bundle.pem",
)
_SECONDS = 5.0


def sqlite() -> str:
    """Look at SQLite's version and at FTS5."""
    if sqlite3.sqlite_version_info < _LEAST_SQLITE:
        raise Broken(f"SQLite {sqlite3.sqlite_version} is too old")
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.execute("CREATE VIRTUAL TABLE words USING fts5(word, tokenize = 'trigram')")
            connection.execute("INSERT INTO words VALUES ('شاورما shawarma')")
            found = connection.execute("SELECT count(*) FROM words WHERE words MATCH 'hawar'").fetchone()[0]
        except sqlite3.OperationalError as error:
            raise Broken(f"SQLite {sqlite3.sqlite_version} without FTS5: {error}") from error
    if found != 1:
        raise Broken("FTS5 does not find what it holds")
    return f"SQLite {sqlite3.sqlite_version} with FTS5"


async def store(home: Path) -> str:
    """Make a file of the first version, migrate it, write, close, open and read."""
    path = home / "store" / "store.sqlite3"
    old = Database(path, migrations=MIGRATIONS[:1])
    old.open()
    old.close()
    for turn in range(2):
        database = Database(path)
        database.open()
        try:
            connections = Connections(database, Changes())
            if turn == 0:
                await connections.add("retm", "self-test", "self-test", environment_document=b"{}")
            names = [each.business_id for each in await connections.all()]
            if names != ["self-test"]:
                raise Broken("what was written is not there")
            version = await database.read(lambda c: int(c.execute("PRAGMA user_version").fetchone()[0]))
            if version != len(MIGRATIONS):
                raise Broken(f"the file is of version {version}, not {len(MIGRATIONS)}")
        finally:
            database.close()
    return f"migrated from version 1 to {len(MIGRATIONS)}"


def tls(home: Path) -> str:
    """Look for the system's certificates, and see that a stranger's certificate is refused."""
    roots = _roots()
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    with closing(_stranger(home)) as listening:
        threading.Thread(target=_greet_once, args=(listening, home), daemon=True).start()
        try:
            with (
                closing(socket.create_connection(listening.getsockname(), _SECONDS)) as plain,
                context.wrap_socket(plain, server_hostname="self-test.invalid"),
            ):
                raise Broken("a certificate that nobody signed was accepted")
        except ssl.SSLCertVerificationError:
            return f"{ssl.OPENSSL_VERSION}, {roots}; a stranger is refused"
        except OSError as error:
            raise Broken(f"no handshake: {error}") from error


def _roots() -> str:
    if sys.platform == "win32":
        count = len(ssl.enum_certificates("ROOT"))
        if not count:
            raise Broken("Windows has no root certificates")
        return f"{count} root certificates of Windows"
    if sys.platform == "darwin":
        return "the keychain's certificates"
    paths = ssl.get_default_verify_paths()
    found = [paths.cafile, *_CA_FILES]
    if paths.capath and any(Path(paths.capath).glob("*.0")):
        return f"root certificates in {paths.capath}"
    for file in found:
        if file and Path(file).is_file():
            return f"root certificates in {file}"
    raise Broken("no root certificates were found; install ca-certificates")


def _stranger(home: Path) -> socket.socket:
    """Return a listening socket, and lay the certificate and key of a stranger into `home`."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "self-test.invalid")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("self-test.invalid")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (home / "stranger.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM) + private)
    listening = socket.create_server(("127.0.0.1", 0))
    listening.settimeout(_SECONDS)
    return listening


def _greet_once(listening: socket.socket, home: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(home / "stranger.pem")
    with suppress(OSError):
        peer, _ = listening.accept()
        with closing(peer), context.wrap_socket(peer, server_side=True):
            pass


async def system_keyring() -> str:
    """Write to the system's keyring, read and delete; the entry is gone afterwards."""
    backend = keyring.get_keyring()
    name = str(getattr(backend, "name", type(backend).__name__))
    account, value = f"self-test.{secrets.token_hex(8)}", secrets.token_hex(16)

    def probe() -> None:
        backend.set_password("retm-desktop", account, value)
        try:
            if backend.get_password("retm-desktop", account) != value:
                raise Broken(f"{name} does not keep what it is given")
        finally:
            with suppress(Exception):
                backend.delete_password("retm-desktop", account)

    try:
        await in_own_thread(probe)
    except Broken:
        raise
    except Exception as error:
        raise Broken(f"{name}: {type(error).__name__}") from error
    return name


async def vault(home: Path) -> str:
    """Seal a secret and a document, and open both with another vault, as after a restart."""
    folder = home / "vault"
    folder.mkdir()
    first, second = Vault(folder), Vault(folder)
    if await first.open() is not VaultState.OK:
        raise Broken(f"the vault does not open: {first.state}")
    await first.put("name", "سر secret")
    sealed = first.seal(b"document")
    if b"secret" in (folder / "vault.sealed").read_bytes():
        raise Broken("a secret stands in the file as it is")
    if await second.open() is not VaultState.OK or await second.get("name") != "سر secret":
        raise Broken("the secret is not there after a restart")
    if second.unseal(sealed) != b"document":
        raise Broken("the document does not open after a restart")
    return "sealed and opened again, with a keyring in memory"
