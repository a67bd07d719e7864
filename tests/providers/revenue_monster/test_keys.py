"""RSA keys in every form merchants paste, and every reason why one is refused."""

import textwrap
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from retm_desktop.domain.errors import Rejected
from retm_desktop.providers.revenue_monster.keys import LONGEST, private_key, public_key

SHORT = """-----BEGIN PRIVATE KEY-----
MIIBVAIBADANBgkqhkiG9w0BAQEFAASCAT4wggE6AgEAAkEAsIgRp+oXzCQ+sqSE
QHtITYp1+ZCX5IR7srdJfeW4Ee6OCYHltkbi4sxpnsWUmlHrJnhjzAoBwtAeXgzd
6kIiBwIDAQABAkBNMvQlrmXBzIfur6t2V3ODFW4KOYVzVcySlzz4ZaFdlW9oQJh5
tNPOGZSTm6+nKmAEV8xs7SOmy+WDRnNIYt1BAiEA2LpRcA/+eY6qz8sPHMEpwJR4
ypgSS0LYDBI7wut+9D8CIQDQhRrNGBrFji3L34BGBCgjSwGOg3OCcWVB2/LrDpJA
OQIhALYyVDpIR997D6AmjirXPLl4V9/BXkfFBwmG3pSsE4tTAiBRe9IvVz4O+TJ4
Osybj8BHmmXvVPrsfHd/Nv5EUJtiMQIgKfI9sn0+wvs5LeMCcL7htLB1ssOLN8aV
/r1wF2g6yes=
-----END PRIVATE KEY-----"""
SHORT_PUBLIC = """-----BEGIN PUBLIC KEY-----
MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBALCIEafqF8wkPrKkhEB7SE2KdfmQl+SE
e7K3SX3luBHujgmB5bZG4uLMaZ7FlJpR6yZ4Y8wKAcLQHl4M3epCIgcCAwEAAQ==
-----END PUBLIC KEY-----"""
"""Keys of 512 bits, which the library itself no longer makes."""

Damage = Callable[[str], str]


def body_of(pem: str) -> str:
    return "".join(line for line in pem.splitlines() if "-----" not in line)


DAMAGE: dict[str, Damage] = {
    "as it is": lambda pem: pem,
    "windows": lambda pem: pem.replace("\n", "\r\n"),
    "old mac": lambda pem: pem.replace("\n", "\r"),
    "one line with spaces": lambda pem: pem.replace("\n", " "),
    "one line": lambda pem: pem.replace("\n", ""),
    "written line breaks": lambda pem: '"' + pem.replace("\n", "\\n") + '"',
    "indented": lambda pem: textwrap.indent(pem, "    \t"),
    "blank lines": lambda pem: "\n\n" + pem.replace("\n", "\n\n"),
    "no wrapper": body_of,
    "no wrapper, lines": lambda pem: "\n".join(pem.splitlines()[1:-1]),
    "no beginning": lambda pem: "\n".join(pem.splitlines()[1:]),
    "no end": lambda pem: "\n".join(pem.splitlines()[:-1]),
    "no dashes": lambda pem: pem.replace("-", ""),
    "few dashes": lambda pem: pem.replace("-----", "--"),
    "typographic dashes": lambda pem: pem.replace("-----", "—–-"),
    "no padding": lambda pem: pem.replace("=", ""),
    "byte order mark": lambda pem: "\ufeff" + pem + "\u200b",
}


def pem_of(key: rsa.RSAPrivateKey, form: PrivateFormat, lock: KeySerializationEncryption | None = None) -> str:
    return key.private_bytes(Encoding.PEM, form, lock or NoEncryption()).decode()


def public_pem(key: rsa.RSAPrivateKey, form: PublicFormat = PublicFormat.SubjectPublicKeyInfo) -> str:
    return key.public_key().public_bytes(Encoding.PEM, form).decode()


@pytest.mark.parametrize("form", [PrivateFormat.TraditionalOpenSSL, PrivateFormat.PKCS8])
@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_private_key_is_read(key: rsa.RSAPrivateKey, form: PrivateFormat, damage: Damage) -> None:
    assert private_key(damage(pem_of(key, form))).private_numbers() == key.private_numbers()


@pytest.mark.parametrize(
    "labelled",
    [
        public_pem,
        lambda key: public_pem(key, PublicFormat.PKCS1),
        # The form of one that stands under the name of the other, as the merchant portal shows the server's key.
        lambda key: public_pem(key).replace("PUBLIC", "RSA PUBLIC"),
    ],
)
@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_public_key_is_read(
    key: rsa.RSAPrivateKey, labelled: Callable[[rsa.RSAPrivateKey], str], damage: Damage
) -> None:
    assert public_key(damage(labelled(key))).public_numbers() == key.public_key().public_numbers()


def test_of_both_keys_the_wanted_one_is_taken(key: rsa.RSAPrivateKey) -> None:
    for both in (
        public_pem(key) + pem_of(key, PrivateFormat.PKCS8),
        pem_of(key, PrivateFormat.PKCS8) + "\n" + public_pem(key),
    ):
        assert private_key(both).private_numbers() == key.private_numbers()
        assert public_key(both).public_numbers() == key.public_key().public_numbers()


def refusals(key: rsa.RSAPrivateKey) -> dict[str, tuple[str, str, str]]:
    """Return texts by name, with the reason as a private key and as a public key."""
    secret = BestAvailableEncryption(b"words")
    elliptic = ec.generate_private_key(ec.SECP256R1())
    elliptic_pem = elliptic.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    elliptic_public = elliptic.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    pem = pem_of(key, PrivateFormat.PKCS8)
    return {
        "nothing": ("", "required", "required"),
        "blanks": (" \n\t", "required", "required"),
        "a long text": ("A" * (LONGEST + 1), "too_long", "too_long"),
        "words": ("my key is in the drawer", "unreadable", "unreadable"),
        "marks alone": ("-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----", "unreadable", "unreadable"),
        "half a key": (pem[: len(pem) // 2], "unreadable", "unreadable"),
        "a letter too many": (pem.replace("\nMII", "\nAMII"), "unreadable", "unreadable"),
        "other base64": ("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "unreadable", "unreadable"),
        "arabic": ("مفتاح" * 9, "unreadable", "unreadable"),
        "a surrogate": ("\ud800AAAA", "unreadable", "unreadable"),
        "public": (public_pem(key), "public_instead", ""),
        "private": (pem, "", "private_instead"),
        "encrypted": (pem_of(key, PrivateFormat.PKCS8, secret), "encrypted", "private_instead"),
        "encrypted of old": (pem_of(key, PrivateFormat.TraditionalOpenSSL, secret), "encrypted", "private_instead"),
        "elliptic": (elliptic_pem, "not_rsa", "not_rsa"),
        "elliptic, public": (elliptic_public, "not_rsa", "not_rsa"),
        "short": (SHORT, "too_short", "private_instead"),
        "short, public": (SHORT_PUBLIC, "public_instead", "too_short"),
    }


def test_each_reason_has_its_word_and_the_key_is_never_repeated(key: rsa.RSAPrivateKey) -> None:
    for name, (text, private, public) in refusals(key).items():
        for read, field, reason in (
            (private_key, "private_key", private),
            (public_key, "server_public_key", public),
        ):
            if not reason:
                assert read(text)
                continue
            with pytest.raises(Rejected) as raised:
                read(text)
            assert raised.value.fields == {field: (reason,)}, name
            assert raised.value.detail == f"{field}: {reason}"
            chain = raised.value.__cause__ or (None if raised.value.__suppress_context__ else raised.value.__context__)
            shown = f"{raised.value!r} {chain!r}"
            assert not any(part in shown for part in text.split() if len(part) > 20), name


@settings(database=None, deadline=None)
@given(st.text(max_size=200) | st.text("-BEGINDRSAPUCLVTKYMI \n", max_size=400))
def test_any_text_is_a_key_or_a_reason(text: str) -> None:
    for read in (private_key, public_key):
        with pytest.raises(Rejected):
            read(text)


def test_the_longest_text_is_read_soon(key: rsa.RSAPrivateKey) -> None:
    for text in ("-" * LONGEST, "BEGIN " * (LONGEST // 6), "BEGIN A B C " * (LONGEST // 12), "- " * (LONGEST // 2)):
        with pytest.raises(Rejected):
            private_key(text)
    assert len(pem_of(key, PrivateFormat.PKCS8)) * 4 < LONGEST
