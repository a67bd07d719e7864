"""Environments: the built-in ones, the practice one, and those of a file."""

from pathlib import Path

import msgspec
import pytest

from retm_desktop.domain.errors import BadEnvironments, Rejected
from retm_desktop.providers.retm.endpoints import ENDPOINTS, Mark
from retm_desktop.providers.retm.environment import (
    BUILT_IN,
    PRODUCTION,
    STAGING,
    Environment,
    load_environments,
    sandbox_environment,
)

TRIAL = """
[environments.trial]
label = "Trial"
consent_url = "http://127.0.0.1:9001/integrations/authorized"
token_url   = "http://127.0.0.1:9001/{business_id}/api/oAuth/token"
api_url     = "http://127.0.0.1:9001/{business_id}/api/v2"
"""


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


def test_a_file_adds_environments(tmp_path: Path) -> None:
    path = tmp_path / "environments.toml"
    path.write_text(
        TRIAL
        + """
currency = "AED"
time_zone = "Asia/Dubai"
[environments.trial.paths]
orders = "/orders/all"
product = "/items/{id}"
""",
        encoding="utf-8",
    )
    found = load_environments(path)
    trial = found["trial"]
    assert set(found) == {*BUILT_IN, "trial"}
    assert trial.api_address("b1") == "http://127.0.0.1:9001/b1/api/v2"
    assert (trial.label, trial.currency, trial.time_zone) == ("Trial", "AED", "Asia/Dubai")
    assert trial.paths == {"orders": "/orders/all", "product": "/items/{id}"}
    practice = sandbox_environment("http://127.0.0.1:9001")
    assert (practice.consent_url, practice.token_url, practice.api_url) == (
        trial.consent_url,
        trial.token_url,
        trial.api_url,
    )
    assert load_environments(None) == BUILT_IN


def test_an_environment_survives_being_stored() -> None:
    for environment in (*BUILT_IN.values(), sandbox_environment("http://127.0.0.1:9001")):
        assert msgspec.json.decode(msgspec.json.encode(environment), type=Environment) == environment


@pytest.mark.parametrize(
    ("change", "to"),
    [
        ("[environments.trial]", "[environments.production]"),
        ("[environments.trial]", "[environments.sandbox]"),
        ("[environments.trial]", "[environments."),
        ("[environments.trial]", "[other]"),
        ('label = "Trial"', "label = 7"),
        ('label = "Trial"', 'colour = "red"'),
        ('label = "Trial"', 'time_zone = "Asia/Nowhere"'),
        ('label = "Trial"', 'time_zone = "../../etc/passwd"'),
        ('label = "Trial"', 'currency = "riyal"'),
        ('label = "Trial"', 'grant = "password"'),
        ('label = "Trial"', 'paths = {orders = "https://evil.example/"}'),
        ('label = "Trial"', 'paths = {orders = "/../x"}'),
        ('label = "Trial"', 'paths = {nothing = "/x"}'),
        ('label = "Trial"', 'paths = {token = "x"}'),
        ('label = "Trial"', 'paths = {product = "/products"}'),
        ('label = "Trial"', 'paths = {orders = "/orders/{id}"}'),
        ('label = "Trial"', 'paths = {orders = "/orders/{business_id}"}'),
        ("http://127.0.0.1:9001/{business_id}/api/v2", "http://10.0.0.1/api/v2"),
        ("http://127.0.0.1:9001/{business_id}/api/v2", "http://retm.example/api/v2"),
        ("http://127.0.0.1:9001/{business_id}/api/v2", "http://{business_id}.localhost/api/v2"),
        ("http://127.0.0.1:9001/{business_id}/api/v2", "https://user:pw@retm.example/api/v2"),
        ("http://127.0.0.1:9001/{business_id}/api/v2", "https://retm.example/{secret}/api/v2"),
        ("http://127.0.0.1:9001/{business_id}/api/v2", "https://retm.example/api/v2?x=1"),
        ("http://127.0.0.1:9001/{business_id}/api/v2", "ftp://retm.example/api/v2"),
        ("http://127.0.0.1:9001/{business_id}/api/v2", "https://retm.example:port/api"),
        ("http://127.0.0.1:9001/{business_id}/api/v2", "/api/v2"),
        ('api_url     = "http://127.0.0.1:9001/{business_id}/api/v2"', ""),
    ],
)
def test_a_bad_file_is_refused_with_the_reason(tmp_path: Path, change: str, to: str) -> None:
    path = tmp_path / "environments.toml"
    assert change in TRIAL
    path.write_text(TRIAL.replace(change, to), encoding="utf-8")
    with pytest.raises(BadEnvironments) as raised:
        load_environments(path)
    assert raised.value.detail


def test_the_token_endpoint_too_can_be_moved(tmp_path: Path) -> None:
    path = tmp_path / "environments.toml"
    path.write_text(TRIAL.replace('label = "Trial"', 'paths = {token = "/login"}'), encoding="utf-8")
    trial = load_environments(path)["trial"]
    usual = trial.token_url.replace("{business_id}", "palm")
    assert trial.token_address("palm") == usual.removesuffix("/api/oAuth/token") + "/login" != usual


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadEnvironments):
        load_environments(tmp_path / "none.toml")


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
