"""What a signed request costs beside its RSA signature: canonical JSON, the string to sign, the headers."""

import secrets
import time
from statistics import median

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

from retm_desktop.domain.payments import NewPayment
from retm_desktop.providers.revenue_monster import wire
from retm_desktop.providers.revenue_monster.signing import Signer, canonical, string_to_sign
from tests.benchmarks.figures import Figure

SIGNING_BAR = 1.3
"""Times the bare RSA-PKCS1v15-SHA256 signature."""

_URL = "https://open.revenuemonster.my/v3/payment/online"
_BACK, _NOTIFY = "https://kedai.example/selesai?a=1&b=2", "https://kedai.example/rm"
_DETAIL = "2 x Nasi Lemak & 1 x <Teh Tarik>, 1 x Roti Canai, 3 x Kopi O; tanpa gula, bungkus"


def signing(repeats: int) -> list[Figure]:
    """Measure what signing a checkout costs beside the signature itself."""
    pairs = [measure() for _ in range(repeats)]
    ours, bare = ([seconds * 1e6 for seconds in side] for side in zip(*pairs, strict=True))
    return [Figure("payment request signed", "us", ours, bare, SIGNING_BAR, True, {"requests": 10_000})]


def measure(requests: int = 10_000) -> tuple[float, float]:
    """Return the seconds one signed request costs us, and those of the bare signature of the same text, in turn.

    Both are medians over the requests: what else the machine does meanwhile falls on either.
    """
    key = rsa.generate_private_key(65537, 2048)
    signer, padding, sha = Signer(key), PKCS1v15(), SHA256()
    payment = NewPayment(
        reference="KDN-000000000000000042", title="Meja 12", amount=2590, store_id="7700000000000000001", detail=_DETAIL
    )
    body = canonical(wire.checkout_body(payment, _BACK, _NOTIFY))
    ours: list[float] = []
    bare: list[float] = []
    for _ in range(requests):
        begun = time.perf_counter()
        written = canonical(wire.checkout_body(payment, _BACK, _NOTIFY))
        nonce, timestamp = secrets.token_hex(16), str(int(time.time()))
        signer.headers("POST", _URL, written, nonce=nonce, timestamp=timestamp)
        ours.append(time.perf_counter() - begun)
        string = string_to_sign("POST", _URL, body, nonce=nonce, timestamp=timestamp)
        begun = time.perf_counter()
        key.sign(string, padding, sha)
        bare.append(time.perf_counter() - begun)
    return median(ours), median(bare)
