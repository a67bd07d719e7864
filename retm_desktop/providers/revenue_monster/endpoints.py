"""The one table of Revenue Monster's endpoints: name, method, path, scope, and where it is known from."""

from enum import StrEnum

import msgspec

SCOPES = ("manage_payment", "get_merchant_profile", "get_user_profile", "manage_store")
"""What is asked of the merchant: all that the authorization-code page says is supported."""

_PAYMENT, _MERCHANT, _USER, _STORE = SCOPES


class Mark(StrEnum):
    """Where an endpoint is known from."""

    DOCUMENTED = "documented"
    SDK = "sdk"
    """Only the service's own SDKs call it; no page of the documentation names it."""


class Endpoint(msgspec.Struct, frozen=True):
    """One call. `path` follows the environment's open address (the OAuth address where `scope` is empty).

    `writes` says that it changes something, so that its outcome is unknown where no answer came; a code to pay by and
    a report are only shown. `source` is a page of the documentation or the SDK that shows it.
    """

    name: str
    method: str
    path: str
    scope: str
    mark: Mark
    source: str
    writes: bool = False


_DOCUMENTED = Mark.DOCUMENTED
_RECONCILIATION = "v2/payment/reconciliation"

_ALL = (
    Endpoint("token", "POST", "/v1/token", "", _DOCUMENTED, "quickstart/accesstoken", writes=True),
    Endpoint("token_info", "POST", "/v1/token-info", "", Mark.SDK, "rm-go-sdk api_oauth.go"),
    Endpoint("merchant", "GET", "/v3/merchant", _MERCHANT, _DOCUMENTED, "settings/merchant-detail/merchant-profile"),
    Endpoint("subscriptions", "GET", "/v3/merchant/subscriptions", _MERCHANT, _DOCUMENTED, "settings/merchant-detail"),
    Endpoint("user", "GET", "/v3/user", _USER, _DOCUMENTED, "settings/user-detail"),
    Endpoint("stores", "GET", "/v3/stores", _STORE, _DOCUMENTED, "settings/store-details"),
    Endpoint("store", "GET", "/v3/store/{id}", _STORE, _DOCUMENTED, "settings/get-store-by-id"),
    Endpoint("create_store", "POST", "/v3/store", _STORE, _DOCUMENTED, "settings/create-store", writes=True),
    Endpoint("update_store", "PATCH", "/v3/store/{id}", _STORE, _DOCUMENTED, "settings/update-store", writes=True),
    Endpoint(
        "start_checkout", "POST", "/v3/payment/online", _PAYMENT, _DOCUMENTED, "v2/payment/online-payment", writes=True
    ),
    Endpoint("checkout", "GET", "/v3/payment/online", _PAYMENT, _DOCUMENTED, "v2/payment/online-payment"),
    Endpoint("qr_code", "POST", "/v3/payment/online/checkout", _PAYMENT, _DOCUMENTED, "v2/payment/online-payment"),
    Endpoint("quick_pay", "POST", "/v3/payment/quickpay", _PAYMENT, _DOCUMENTED, "v2/payment/quick-pay", writes=True),
    Endpoint(
        "transaction", "GET", "/v3/payment/transaction/{id}", _PAYMENT, _DOCUMENTED, "v2/payment/query-transaction"
    ),
    Endpoint(
        "transaction_of_order",
        "GET",
        "/v3/payment/transaction/order/{id}",
        _PAYMENT,
        _DOCUMENTED,
        "v2/payment/query-transaction",
    ),
    Endpoint("transactions", "GET", "/v3/payment/transactions", _PAYMENT, _DOCUMENTED, "v2/payment/query-transaction"),
    Endpoint(
        "refund", "POST", "/v3/payment/refund", _PAYMENT, _DOCUMENTED, "v2/payment/cancel-transaction", writes=True
    ),
    Endpoint(
        "reverse", "POST", "/v3/payment/reverse", _PAYMENT, _DOCUMENTED, "v2/payment/cancel-transaction", writes=True
    ),
    Endpoint("settlement", "POST", "/v3/payment/reconciliation", _PAYMENT, _DOCUMENTED, _RECONCILIATION),
)

ENDPOINTS: dict[str, Endpoint] = {endpoint.name: endpoint for endpoint in _ALL}
"""Every endpoint by name."""
