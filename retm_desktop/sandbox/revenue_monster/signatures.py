"""Request signatures: the canonical JSON, the string to sign, and the check of every call (reference 4)."""

import base64
import binascii
import json
import math
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from retm_desktop.sandbox.revenue_monster.errors import Refused

Document = dict[str, Any]

WINDOW_SECONDS = 120.0
_EXACT_INTEGERS = 2**53
_ESCAPED = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}  # as Go's encoder
)


def canonical(value: object) -> bytes:
    """Compact JSON, keys sorted at every level, `<`, `>` and `&` escaped (4.2 step 1).

    Numbers are written as a service in Go writes them after reading them as floats. Raises ValueError and
    OverflowError for numbers JSON has not, RecursionError for too deep a value.
    """
    return _written(value).translate(_ESCAPED).encode("utf-8", "backslashreplace")


def string_to_sign(
    *, data: bytes, method: str, nonce: str, timestamp: str, request_url: str | None, sign_type: str = "sha256"
) -> str:
    """The parameters in alphabetical order (4.2 step 3); no `data` for an empty body, no `requestUrl` for None."""
    parts = {
        "data": base64.b64encode(data).decode(),
        "method": method.lower(),
        "nonceStr": nonce,
        "requestUrl": request_url or "",
        "signType": sign_type,
        "timestamp": timestamp,
    }
    left_out = {"data"} if not data else set()
    left_out |= {"requestUrl"} if request_url is None else set()
    return "&".join(f"{name}={value}" for name, value in parts.items() if name not in left_out)


def signed(key: rsa.RSAPrivateKey, text: str) -> str:
    """An `X-Signature`: RSASSA-PKCS1-v1_5 with SHA-256, in base64."""
    return "sha256 " + base64.b64encode(key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())).decode()


def verifies(key: rsa.RSAPublicKey, text: str, header: str) -> bool:
    """Whether an `X-Signature` of exactly two words was made over `text` with the other half of `key`."""
    words = header.split(" ")
    if len(words) != 2 or words[0] != "sha256":
        return False
    try:
        key.verify(base64.b64decode(words[1], validate=True), text.encode(), padding.PKCS1v15(), hashes.SHA256())
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True


@dataclass(frozen=True)
class SignedCall:
    """One call as it arrived. `body` is None or `{}` where there is none (Go's SDK takes both for empty)."""

    client_id: str
    method: str
    url: str
    headers: Mapping[str, str]
    body: object


class SignatureCheck:
    """Verifies calls and remembers the nonces of those that were right for 120 s."""

    def __init__(self) -> None:
        self._nonces: dict[tuple[str, str], float] = {}

    def require(self, call: SignedCall, key: rsa.RSAPublicKey | None, now: datetime) -> None:
        """Raises Refused with the debug object of 4.4 unless signature, nonce and timestamp are right."""
        if key is None:
            raise Refused("CLIENT_NOT_SET_PUBLIC_KEY")
        nonce = call.headers.get("X-Nonce-Str", "")
        timestamp = call.headers.get("X-Timestamp", "")
        signature = call.headers.get("X-Signature", "")
        try:
            data = b"" if call.body in (None, {}) else canonical(call.body)
        except (ValueError, OverflowError, RecursionError) as wrong:
            raise Refused("INVALID_REQUEST", debug=str(wrong)) from None
        text = string_to_sign(data=data, method=call.method, nonce=nonce, timestamp=timestamp, request_url=call.url)
        moment = time.monotonic()
        self._nonces = {known: ends for known, ends in self._nonces.items() if ends > moment}
        fresh = bool(nonce) and not any(c.isspace() for c in nonce) and (call.client_id, nonce) not in self._nonces
        timely = _is_timely(timestamp, now)
        genuine = verifies(key, text, signature)
        if fresh and timely and genuine:
            self._nonces[call.client_id, nonce] = moment + WINDOW_SECONDS
            return
        header = {
            "X-Nonce-Str": _checked(nonce, fresh, "No spaces, and not used before within 120 seconds"),
            "X-Signature": _checked(signature, genuine, "Compare what you signed with preVerifyContent"),
            "X-Timestamp": _checked(timestamp, timely, "Seconds in UTC, at most 120 from the server's clock"),
        }
        raise Refused(
            "INVALID_REQUEST_SIGNATURE", debug={"preVerifyContent": _steps(data, text), "requestHeader": header}
        )


def _steps(data: bytes, text: str) -> Document:
    return {
        "step1": {"content": data.decode(), "remark": "Sort the JSON keys alphabetically"},
        "step2": {"content": base64.b64encode(data).decode(), "remark": "Encode it in Base64"},
        "step3": {"content": text, "remark": "Join the parameters; an empty body has no data"},
        "step4": {"content": text, "remark": "Sign this with SHA-256 and the private key of the uploaded public key"},
        "step5": {"remark": "Send the signature in X-Signature behind its type, as in: sha256 {{signature}}"},
    }


def _checked(value: str, valid: bool, remark: str) -> Document:
    return {"currentValue": value, "isValid": valid, "remark": remark}


def _is_timely(timestamp: str, now: datetime) -> bool:
    if not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= 20):
        return False
    return abs(int(timestamp) - now.timestamp()) <= WINDOW_SECONDS


def _written(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ",".join(f"{_written(key)}:{_written(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list):
        return "[" + ",".join(_written(entry) for entry in value) + "]"
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, int | float):
        return _number(value)
    raise ValueError(f"{type(value).__name__} is not JSON")


def _number(value: float) -> str:
    if isinstance(value, int) and abs(value) <= _EXACT_INTEGERS:
        return str(value)
    number = float(value)
    if not math.isfinite(number):
        raise ValueError("a number without end is not JSON")
    if number == 0 or 1e-6 <= abs(number) < 1e21:
        text = format(Decimal(repr(number)), "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return repr(number).replace("e-0", "e-")
