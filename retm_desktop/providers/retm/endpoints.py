"""The one table of RETM's endpoints: name, method, path, and whether the documentation says so."""

from enum import StrEnum

import msgspec


class Mark(StrEnum):
    """Where an endpoint's path comes from."""

    DOCUMENTED = "documented"
    ASSUMED = "assumed"
    """No page that could be read says so; formed after the paths of its siblings. An environment may override it."""


class Endpoint(msgspec.Struct, frozen=True):
    """One call. `path` follows the environment's API address and may hold `{id}`; `source` is a page of RETM's docs."""

    name: str
    method: str
    path: str
    mark: Mark
    source: str


_DOCUMENTED = Mark.DOCUMENTED
_ASSUMED = Mark.ASSUMED

_ALL = (
    Endpoint("token", "POST", "/api/oAuth/token", _DOCUMENTED, "api-5053400, doc-400757"),
    Endpoint("orders", "GET", "/orders/list", _ASSUMED, "menu of the docs"),
    Endpoint("create_order", "POST", "/orders/create", _DOCUMENTED, "api-5053414"),
    Endpoint("cancel_order", "POST", "/orders/cancel", _ASSUMED, "menu of the docs"),
    Endpoint("update_delivery_status", "POST", "/orders/update-delivery-status", _ASSUMED, "menu of the docs"),
    Endpoint("invoices", "GET", "/invoices/list", _DOCUMENTED, "api-27167201"),
    Endpoint("categories", "GET", "/categories/list", _ASSUMED, "menu of the docs"),
    Endpoint("category", "GET", "/categories/{id}", _DOCUMENTED, "api-11176971"),
    Endpoint("groups", "GET", "/groups/list", _ASSUMED, "menu of the docs"),
    Endpoint("group", "GET", "/groups/{id}", _DOCUMENTED, "api-29527731"),
    Endpoint("products", "GET", "/products/list", _ASSUMED, "menu of the docs"),
    Endpoint("product", "GET", "/products/{id}", _DOCUMENTED, "api-11176998"),
    Endpoint("simple_list", "GET", "/products/simple-list", _ASSUMED, "menu of the docs"),
    Endpoint("menu", "GET", "/menu", _ASSUMED, "menu of the docs"),
    Endpoint("branches", "GET", "/branches/list", _ASSUMED, "menu of the docs"),
    Endpoint("devices", "GET", "/devices/list", _ASSUMED, "menu of the docs"),
    Endpoint("order_types", "GET", "/ordertypes/list", _ASSUMED, "menu of the docs"),
    Endpoint("create_order_type", "POST", "/ordertypes/create", _ASSUMED, "menu of the docs"),
    Endpoint("price_lists", "GET", "/pricelists/list", _ASSUMED, "menu of the docs"),
    Endpoint("payment_methods", "GET", "/payments/list", _ASSUMED, "menu of the docs"),
    Endpoint("create_payment_method", "POST", "/payments/create", _DOCUMENTED, "api-5053420"),
    Endpoint("charges", "GET", "/charges/list", _DOCUMENTED, "api-5053421"),
    Endpoint("create_charge", "POST", "/charges/create", _ASSUMED, "menu of the docs"),
    Endpoint("taxes", "GET", "/taxes/list", _ASSUMED, "menu of the docs"),
    Endpoint("create_tax", "POST", "/taxes/create", _ASSUMED, "menu of the docs"),
    Endpoint("customers", "GET", "/customers/list", _ASSUMED, "menu of the docs"),
)

ENDPOINTS: dict[str, Endpoint] = {endpoint.name: endpoint for endpoint in _ALL}
"""Every endpoint by name. The token endpoint's path is relative to the host and is taken from the environment's
`token_url`; it stands here so that the table is whole."""
