"""Where the embedded browser may go."""

import pytest

from retm_desktop.connect.browser_rules import may_visit, says_denied, shown_address
from retm_desktop.providers.retm.environment import PRODUCTION, STAGING, sandbox_environment

SANDBOX = sandbox_environment("http://127.0.0.1:9001")


@pytest.mark.parametrize(
    "url",
    [
        "https://retm.sa/integrations/authorized?client_id=x&state=y",
        "https://RETM.sa/login",
        "https://retm.sa:443/login",
        "https://palmgrill.retm.sa/login",
        "https://a.b.retm.sa/",
    ],
)
def test_production_allows_its_own_hosts(url: str) -> None:
    assert may_visit(url, PRODUCTION)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "about:blank",
        "http://retm.sa/",
        "https://retm.sa:8443/",
        "https://retm.sa.evil.example/",
        "https://evilretm.sa/",
        "https://.retm.sa/",
        "https://evil..retm.sa/",
        "https://evil.example/?retm.sa",
        "https://evil.example#retm.sa",
        "https://user@retm.sa/",
        "https://retm.sa@evil.example/",
        "https://evil.example\\.retm.sa/",
        "https://evil.example\\@retm.sa/",
        "https://retm.sa\t.evil.example/",
        "https://r\u0435tm.sa/",
        "https://retm.sa:99999999/",
        "https://[::1/",
        "https:///retm.sa",
        "javascript:alert(1)//retm.sa",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://retm.sa/",
        "https://127.0.0.1/",
    ],
)
def test_production_refuses_everything_else(url: str) -> None:
    assert not may_visit(url, PRODUCTION)


def test_staging_may_be_visited_in_staging() -> None:
    assert may_visit("https://stg.retm.sa/integrations/authorized", STAGING)


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("http://127.0.0.1:9001/integrations/authorized?client_id=x", True),
        ("http://127.0.0.1:9002/integrations/authorized", False),
        ("http://127.0.0.1/", False),
        ("http://localhost:9001/", False),
        ("http://127.0.0.1:9001@evil.example/", False),
        ("https://retm.sa/", False),
    ],
)
def test_the_practice_restaurant_is_its_own_port_only(url: str, allowed: bool) -> None:
    assert may_visit(url, SANDBOX) is allowed


def test_the_shown_address_holds_no_parameters() -> None:
    assert shown_address("https://retm.sa/a/b?client_id=x&state=secret#f") == "https://retm.sa/a/b"
    assert shown_address("http://127.0.0.1:9001/a?state=secret") == "http://127.0.0.1:9001/a"
    assert shown_address("javascript:alert(1)") == ""


def test_a_refusal_in_the_address_is_seen() -> None:
    assert says_denied("https://retm.sa/back?error=access_denied&state=x")
    assert not says_denied("https://retm.sa/integrations/authorized?client_id=x")
    assert not says_denied("https://[bad?error=")
