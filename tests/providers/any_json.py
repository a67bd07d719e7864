"""Any JSON at all, with a liking for the keys and values that RETM's documents have."""

import copy
import re

from hypothesis import strategies as st

KEYS = re.findall(
    r"\w+",
    """
    id uuid order_id data order items products pagination links next current_page total_pages total per_page
    order_reference order_refrence invoice_id partner_reference branch branch_id device ordertype status delivery_status
    created_at timestamp event customer address taxes tax payments charges discount driver name name_localized en ar
    title quantity unit_price total_price modifiers variation variations category price value type multiple
    min_selection max_selection from_final_total code endpoint invoice latitude result branches taxes charges message
    error errors field access_token refresh_token expires_in refunded_amount sku
    """,
)
NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from([10**4000, 1e308, 5e-324])
TEXTS = st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from(
    [
        "1.000",
        "NaN",
        "1e999999",
        "0001-01-01T00:00:00",
        "9999-12-31T23:59:59-10:00",
        "2026-02-03 18:24:07",
        "-Infinity",
        "²",
    ]
)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS) | TEXTS, inner, max_size=8),
    max_leaves=25,
)


def spoilt(document: object, data: st.DataObject) -> tuple[object, tuple[object, ...]]:
    """Return a copy of `document` with one thing in it replaced by any JSON, and the way to that place."""
    document = copy.deepcopy(document)
    if not (isinstance(document, dict | list) and document):
        return data.draw(ANY_JSON), ()
    place, way = document, []
    while True:
        way.append(data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place)))))
        inner = place[way[-1]]
        if not (isinstance(inner, dict | list) and inner) or data.draw(st.booleans()):
            place[way[-1]] = data.draw(ANY_JSON)
            return document, tuple(way)
        place = inner
