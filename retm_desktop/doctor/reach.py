"""The way to RETM's host, one look a step: a network, a name, a connection that is really RETM's, the same time.

Everything here blocks, bounded by `PATIENCE` for each exchange.
"""

import errno
import ipaddress
import socket
import ssl
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import httpx
import msgspec
import truststore
from cryptography import x509
from cryptography.x509.oid import ExtensionOID, NameOID

from retm_desktop.doctor.finding import WAITS, Check, Finding, finding
from retm_desktop.providers.addresses import is_loopback

PATIENCE = 5.0
"""Seconds for connecting, and for each answer."""
CLOCK_OFF = timedelta(seconds=30)
CLOCK_WRONG = timedelta(minutes=5)

Place = tuple[str, int]
LANDMARKS: tuple[Place, ...] = (("1.1.1.1", 443), ("8.8.8.8", 443))
"""Addresses of large networks, by number so that no name has to be looked up; they are connected to, and told nothing.

Asked only where RETM's own host does not answer, to tell a missing internet from a missing RETM.
"""
_NO_WAY = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.EADDRNOTAVAIL, errno.ENETDOWN})


class Target(msgspec.Struct, frozen=True):
    """The service that is spoken to, by its base address."""

    address: str

    @property
    def host(self) -> str:
        """The name or number of the host."""
        return urlsplit(self.address).hostname or ""

    @property
    def port(self) -> int:
        """The port, the scheme's usual one where none is named."""
        parts = urlsplit(self.address)
        return parts.port or (443 if parts.scheme == "https" else 80)

    @property
    def secure(self) -> bool:
        """Whether it is spoken to with TLS."""
        return urlsplit(self.address).scheme == "https"

    @property
    def origin(self) -> str:
        """Scheme, host and port alone."""
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}/"


def look_at_internet(target: Target, landmarks: Sequence[Place] = LANDMARKS) -> Finding:
    """Tell whether there is a way out of this computer, and out of the house."""
    if is_loopback(target.host):
        return finding(Check.INTERNET, "not_needed")
    for place in ((target.host, target.port), *landmarks):
        try:
            with closing(socket.create_connection(place, PATIENCE / 2)):
                return finding(Check.INTERNET, "ok")
        except OSError:
            continue
    return finding(Check.INTERNET, "no_internet" if _has_way_out(landmarks) else "no_network")


def _has_way_out(landmarks: Sequence[Place]) -> bool:
    """Ask the system for a route; connecting a datagram socket sends nothing."""
    for place in landmarks:
        try:
            with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as probe:
                probe.connect(place)
                return not ipaddress.ip_address(probe.getsockname()[0]).is_loopback
        except OSError as error:
            if error.errno not in _NO_WAY:
                return True
    return False


def look_up_name(target: Target, *, resolve: Callable[[str, int], Sequence[str]] | None = None) -> Finding:
    """Tell whether the host's name leads somewhere; `resolve` returns addresses, and raises socket.gaierror."""
    host = target.host
    if is_loopback(host) or _is_number(host):
        return finding(Check.DNS, "not_needed", host=host)
    try:
        addresses = (resolve or resolved)(host, target.port)
    except socket.gaierror as error:
        silent = error.errno == socket.EAI_AGAIN
        return finding(Check.DNS, "silent" if silent else "not_found", host=host)
    # A public name that leads into the house is a sign-in page's or a router's doing.
    if addresses and all(ipaddress.ip_address(each).is_private for each in addresses):
        return finding(Check.DNS, "private", host=host, address=addresses[0])
    return finding(Check.DNS, "ok", host=host, addresses=len(addresses))


def resolved(host: str, port: int) -> list[str]:
    """Return the addresses the system knows for a name; raises socket.gaierror."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]).partition("%")[0] for each in found))


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def look_at_tls(target: Target, now: datetime, context: Callable[[], ssl.SSLContext] | None = None) -> Finding:
    """Tell whether who answers at the host can prove to be the host, by what the operating system trusts."""
    host = target.host
    if not target.secure:
        return _plain_connection(target)
    try:
        with (
            closing(socket.create_connection((host, target.port), PATIENCE)) as plain,
            (context or system_context)().wrap_socket(plain, server_hostname=host) as secured,
        ):
            certificate = _read_certificate(secured.getpeercert(binary_form=True))
    except ssl.SSLCertVerificationError:
        return _refused_certificate(target, now)
    except ssl.SSLError:
        return finding(Check.TLS, "no_tls", host=host)
    except socket.gaierror:
        return finding(Check.TLS, WAITS)
    except ConnectionResetError:
        return finding(Check.TLS, "no_tls", host=host)
    except OSError:
        return finding(Check.TLS, "no_connection", host=host)
    if certificate is None:
        return finding(Check.TLS, "ok", host=host)
    return finding(Check.TLS, "ok", host=host, until=certificate.not_valid_after_utc, issuer=_issuer(certificate))


def _plain_connection(target: Target) -> Finding:
    """Tell whether the host answers; without TLS it is on this computer (`providers.addresses.check_address`)."""
    try:
        with closing(socket.create_connection((target.host, target.port), PATIENCE)):
            return finding(Check.TLS, "not_used", host=target.host)
    except OSError:
        return finding(Check.TLS, "practice_ended", host=target.host)


def system_context() -> ssl.SSLContext:
    """Return a context that trusts what the operating system trusts, as the program's own client does."""
    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _unverified() -> ssl.SSLContext:
    """Return a context that believes anybody; over it a certificate and a time are read, and nothing is told."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _refused_certificate(target: Target, now: datetime) -> Finding:
    """Say what is wrong with a certificate by looking at it: every system words its own refusal differently."""
    host = target.host
    try:
        with (
            closing(socket.create_connection((host, target.port), PATIENCE)) as plain,
            _unverified().wrap_socket(plain, server_hostname=host) as secured,
        ):
            certificate = _read_certificate(secured.getpeercert(binary_form=True))
    except OSError:
        certificate = None
    if certificate is None:
        return finding(Check.TLS, "untrusted", host=host, issuer="")
    issuer = _issuer(certificate)
    if now > certificate.not_valid_after_utc:
        return finding(Check.TLS, "expired", host=host, until=certificate.not_valid_after_utc)
    if now < certificate.not_valid_before_utc:
        return finding(Check.TLS, "not_yet_valid", host=host, since=certificate.not_valid_before_utc)
    if not _names(certificate, host):
        return finding(Check.TLS, "wrong_host", host=host, issuer=issuer)
    if certificate.issuer == certificate.subject:
        return finding(Check.TLS, "untrusted", host=host, issuer=issuer)
    return finding(Check.TLS, "intercepted", host=host, issuer=issuer)


def _read_certificate(document: bytes | None) -> x509.Certificate | None:
    try:
        return x509.load_der_x509_certificate(document) if document else None
    except ValueError:
        return None


def _issuer(certificate: x509.Certificate) -> str:
    """Return who signed it, at most 80 characters: the organisation, else the common name."""
    for kind in (NameOID.ORGANIZATION_NAME, NameOID.COMMON_NAME):
        for attribute in certificate.issuer.get_attributes_for_oid(kind):
            return str(attribute.value)[:80]
    return ""


def _names(certificate: x509.Certificate, host: str) -> bool:
    try:
        extension = certificate.extensions.get_extension_for_oid(ExtensionOID.SUBJECT_ALTERNATIVE_NAME).value
    except (x509.ExtensionNotFound, ValueError):
        return False
    if not isinstance(extension, x509.SubjectAlternativeName):
        return False
    if _is_number(host):
        return ipaddress.ip_address(host) in extension.get_values_for_type(x509.IPAddress)
    wanted, above = host.lower(), host.lower().partition(".")[2]
    names = {name.lower() for name in extension.get_values_for_type(x509.DNSName)}
    return wanted in names or f"*.{above}" in names


def look_at_clock(
    target: Target, now: Callable[[], datetime], context: Callable[[], ssl.SSLContext] = system_context
) -> Finding:
    """Compare this computer's clock with the Date header of the host (RFC 9110, 6.6.1), which counts whole seconds.

    A clock that is far off makes TLS fail; then the time is read without proof of who tells it, and nothing is sent.
    """
    told = _told_time(target, now, context)
    if told is None:
        return finding(Check.CLOCK, WAITS)
    date, at = told
    if date is None:
        return finding(Check.CLOCK, "untold")
    ahead = at - date
    # Half a second, since the header leaves fractions away.
    seconds = round((ahead - timedelta(seconds=0.5)).total_seconds())
    code = "wrong" if abs(ahead) >= CLOCK_WRONG else "off" if abs(ahead) >= CLOCK_OFF else "ok"
    return finding(Check.CLOCK, code, ahead=seconds)


def _told_time(
    target: Target, now: Callable[[], datetime], context: Callable[[], ssl.SSLContext]
) -> tuple[datetime | None, datetime] | None:
    for make in (context, _unverified):
        try:
            with httpx.Client(verify=make(), timeout=PATIENCE, trust_env=False) as client:
                before = now()
                answer = client.head(target.origin)
                return _date(answer.headers.get("Date", "")), before + (now() - before) / 2
        except (httpx.HTTPError, OSError):
            continue
    return None


def _date(text: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    return date if date.tzinfo is not None else date.replace(tzinfo=UTC)
