"""Where one may connect: every provider's built-in environments, and those of the operator's file."""

import subprocess
import sys
from pathlib import Path

import pytest

from retm_desktop.connect.environments import PLACES, load_environments
from retm_desktop.connect.provider import PROVIDERS
from retm_desktop.domain.errors import BadEnvironments
from retm_desktop.providers.retm.environment import BUILT_IN, Environment, sandbox_environment
from retm_desktop.providers.revenue_monster import environment as revenue_monster

TRIAL = """
[environments.trial]
label = "Trial"
consent_url = "http://127.0.0.1:9001/integrations/authorized"
token_url   = "http://127.0.0.1:9001/{business_id}/api/oAuth/token"
api_url     = "http://127.0.0.1:9001/{business_id}/api/v2"
"""


PAYMENTS = """
[environments.shop-payments]
provider = "revenue-monster"
label = "Shop"
oauth_url = "https://oauth.example/"
open_url = "https://open.example"
"""


def test_every_provider_has_its_environments_under_names_of_their_own() -> None:
    found = load_environments(None)
    assert found == BUILT_IN | revenue_monster.BUILT_IN
    assert len(found) == len(BUILT_IN) + len(revenue_monster.BUILT_IN)
    assert set(PLACES) == set(PROVIDERS) == {environment.provider for environment in found.values()}
    assert {environment.serves for environment in found.values()} == {"orders", "payments"}


def test_a_file_adds_environments_of_every_provider(tmp_path: Path) -> None:
    path = tmp_path / "environments.toml"
    path.write_text(TRIAL.replace('label = "Trial"', 'provider = "retm"') + PAYMENTS, encoding="utf-8")
    found = load_environments(path)
    trial, shop = found["trial"], found["shop-payments"]
    assert (trial.provider, trial.serves) == ("retm", "orders")
    assert isinstance(shop, revenue_monster.Environment)
    assert (shop.provider, shop.serves, shop.consent_url) == (
        "revenue-monster",
        "payments",
        "https://oauth.example/authorize",
    )


def test_what_speaks_to_providers_is_not_loaded_for_their_environments() -> None:
    """The window is painted before it, and the HTTP client alone takes as long as the window."""
    code = "import sys, retm_desktop.connect.environments; sys.exit(bool({'httpx', 'cryptography'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0


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
    assert isinstance(trial, Environment)
    assert set(found) == {*load_environments(None), "trial"}
    assert trial.api_address("b1") == "http://127.0.0.1:9001/b1/api/v2"
    assert (trial.label, trial.currency, trial.time_zone) == ("Trial", "AED", "Asia/Dubai")
    assert trial.paths == {"orders": "/orders/all", "product": "/items/{id}"}
    practice = sandbox_environment("http://127.0.0.1:9001")
    assert (practice.consent_url, practice.token_url, practice.api_url) == (
        trial.consent_url,
        trial.token_url,
        trial.api_url,
    )


@pytest.mark.parametrize(
    ("change", "to"),
    [
        ("[environments.trial]", "[environments.production]"),
        ("[environments.trial]", "[environments.sandbox]"),
        ("[environments.trial]", "[environments.practice-payments]"),
        ("[environments.trial]", "[environments.revenue-monster]"),
        ("[environments.trial]", "[environments.Trial]"),
        ("[environments.trial]", "[environments."),
        ("[environments.trial]", "[other]"),
        ('label = "Trial"', "label = 7"),
        ('label = "Trial"', 'provider = "nobody"'),
        ('label = "Trial"', "provider = 7"),
        ('label = "Trial"', 'provider = "revenue-monster"'),
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
    assert isinstance(trial, Environment)
    usual = trial.token_url.replace("{business_id}", "palm")
    assert trial.token_address("palm") == usual.removesuffix("/api/oAuth/token") + "/login" != usual


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadEnvironments):
        load_environments(tmp_path / "none.toml")
