"""JSON documents as services send them, with exact numbers."""

from decimal import Decimal, InvalidOperation

import msgspec

from retm_desktop.domain.errors import UnreadableAnswer


def exact(written: str) -> Decimal | None:
    """Return the decimal a text writes; None for one that writes none or is beyond what a decimal holds."""
    try:
        return Decimal(written)
    except InvalidOperation:
        return None


_Documents = msgspec.json.Decoder(float_hook=exact)


def decode(body: bytes) -> object:
    """Return the document in `body`; numbers with a fraction or exponent come as Decimal, never float.

    Raises UnreadableAnswer for anything that is not one whole JSON document, or is nested beyond reason.
    """
    try:
        return _Documents.decode(body)
    except (ValueError, RecursionError) as error:
        raise UnreadableAnswer(f"not a JSON document: {type(error).__name__}") from error
