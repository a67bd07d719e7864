"""RETM's environments: the built-in ones and the practice one; those of a file are in `tests/connect`."""

import msgspec
import pytest

from retm_desktop.domain.errors import Rejected
from retm_desktop.providers.retm.endpoints import ENDPOINTS, Mark
from retm_desktop.providers.retm.environment import (
    BUILT_IN,
    PRODUCTION,
    STAGING,
    Environment,
    sandbox_environment,
)


def test_documented_addresses() -> None:
    assert PRODUCTION.token_address("palmgrill") == "https://palmgrill.retm.sa/api/oAuth/token"
    assert PRODUCTION.api_address("palmgrill") == "https://palmgrill.retm.sa/api/v2"
    assert STAGING.token_address("palmgrill") == "https://stg.retm.sa/api/oAuth/token"


@pytest.mark.parametrize("business_id", ["", "a.b", "evil.example/", "a" * 64, "a b", "palm\n", "..", "شاي", "a@b"])
def test_a_business_id_that_could_change_the_address_is_refused(business_id: str) -> None:
    for address in (
        PRODUCTION.api_address,
        PRODUCTION.token_address,
        sandbox_environment("http://localhost:1").api_address,
    ):
        with pytest.raises(Rejected) as raised:
            address(business_id)
        assert set(raised.value.fields) == {"business_id"}


def test_the_consent_browser_stays_with_the_provider() -> None:
    assert PRODUCTION.consent_hosts == {"retm.sa", "*.retm.sa"}
    assert STAGING.consent_hosts == {"stg.retm.sa", "retm.sa", "*.retm.sa"}
    assert sandbox_environment("http://127.0.0.1:9001/").consent_hosts == {"127.0.0.1:9001"}
    lookalike = msgspec.structs.replace(PRODUCTION, consent_url="https://notretm.sa/integrations/authorized")
    assert lookalike.consent_hosts == {"notretm.sa"}


def test_an_environment_survives_being_stored() -> None:
    for environment in (*BUILT_IN.values(), sandbox_environment("http://127.0.0.1:9001")):
        assert msgspec.json.decode(msgspec.json.encode(environment), type=Environment) == environment


def test_the_endpoint_table_tells_documented_from_assumed() -> None:
    documented = {name for name, endpoint in ENDPOINTS.items() if endpoint.mark is Mark.DOCUMENTED}
    assert documented == {
        "token",
        "create_order",
        "invoices",
        "category",
        "group",
        "product",
        "create_payment_method",
        "charges",
    }
    assert all(endpoint.source and endpoint.path.startswith("/") for endpoint in ENDPOINTS.values())
    assert ENDPOINTS["token"].path == "/api/oAuth/token"
