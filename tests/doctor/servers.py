"""Small servers for the doctor to meet: with any certificate, any clock, any answer."""

import datetime as dt
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOST = "127.0.0.1"


class Web(ThreadingHTTPServer):
    """Answers every request with `status` and `body`; `date` is its Date header (None: the true time, "": none)."""

    daemon_threads = True

    def __init__(self, certificate: Path | None = None) -> None:
        super().__init__((HOST, 0), _Handler)
        self.status, self.body = 200, b"{}"
        self.date: str | None = None
        self.asked: list[tuple[str, str, Mapping[str, str]]] = []
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        self.secure = certificate is not None

    @property
    def address(self) -> str:
        return f"{'https' if self.secure else 'http'}://{HOST}:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a client that refuses our certificate is what is tested."""


class _Handler(BaseHTTPRequestHandler):
    server: Web
    timeout = 5

    def do_GET(self) -> None:
        self.server.asked.append((self.command, self.path, dict(self.headers)))
        self.send_response_only(self.server.status)
        if self.server.date != "":
            self.send_header("Date", self.server.date or self.date_time_string())
        self.send_header("Content-Length", str(len(self.server.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(self.server.body)

    do_HEAD = do_POST = do_GET

    def log_message(self, *_told: object) -> None:
        """Write nothing to the screen."""


@contextmanager
def web(certificate: Path | None = None) -> Iterator[Web]:
    """Run a server during the block."""
    server = Web(certificate)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


@contextmanager
def silent() -> Iterator[int]:
    """Hold a port that takes connections and never says a word."""
    with socket.create_server((HOST, 0)) as listening:
        yield listening.getsockname()[1]


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.create_server((HOST, 0)) as listening:
        return int(listening.getsockname()[1])


class Authority:
    """Signs certificates; `file` is what a client has to trust."""

    def __init__(self, folder: Path, organisation: str = "Test Authority") -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation)])
        made = self._build(self._name, self._key, 30, None).sign(self._key, hashes.SHA256())
        self.file = folder / "authority.pem"
        self.file.write_bytes(made.public_bytes(serialization.Encoding.PEM))

    def context(self) -> ssl.SSLContext:
        """Return a client's context that trusts this authority alone."""
        return ssl.create_default_context(cafile=str(self.file))

    def issue(self, name: str, *, days: int = 30, begins: int = -40, host: str = HOST, own: bool = False) -> Path:
        """Write key and certificate of a server that begins in `begins` days and ends in `days`; `own` signs itself."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        issuer, signer = (subject, key) if own else (self._name, self._key)
        builder = self._build(subject, key, days, host, begins=begins, issuer=issuer)
        made = builder.sign(signer, hashes.SHA256())
        path = self._folder / f"{name}.pem"
        path.write_bytes(
            made.public_bytes(serialization.Encoding.PEM)
            + key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        return path

    def _build(
        self,
        subject: x509.Name,
        key: ec.EllipticCurvePrivateKey,
        days: int,
        host: str | None,
        *,
        begins: int = -40,
        issuer: x509.Name | None = None,
    ) -> x509.CertificateBuilder:
        now = dt.datetime.now(dt.UTC)
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer or subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now + dt.timedelta(days=begins))
            .not_valid_after(now + dt.timedelta(days=days))
            .add_extension(x509.BasicConstraints(ca=host is None, path_length=None), critical=True)
        )
        if host is None:
            return builder
        numbered = host.replace(".", "").isdigit()
        named = x509.IPAddress(ipaddress.ip_address(host)) if numbered else x509.DNSName(host)
        return builder.add_extension(x509.SubjectAlternativeName([named]), critical=False)
