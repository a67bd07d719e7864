"""Environments: the built-in ones, the practice one, and entries of the environments file."""

import msgspec
import pytest

from retm_desktop.domain.errors import BadEnvironments
from retm_desktop.providers.revenue_monster.environment import (
    BUILT_IN,
    PRODUCTION,
    SANDBOX,
    Environment,
    environment_of,
    practice_environment,
)

TRIAL = {"oauth_url": "https://oauth.rm.example/", "open_url": "http://127.0.0.1:9001/open"}


def test_documented_hosts() -> None:
    assert PRODUCTION.consent_url == "https://oauth.revenuemonster.my/authorize"
    assert PRODUCTION.open_url == "https://open.revenuemonster.my"
    assert SANDBOX.consent_url == "https://sb-oauth.revenuemonster.my/authorize"
    assert SANDBOX.open_url == "https://sb-open.revenuemonster.my"
    assert list(BUILT_IN) == ["revenue-monster", "revenue-monster-sandbox"]
    for environment in BUILT_IN.values():
        assert (environment.provider, environment.serves) == ("revenue-monster", "payments")
        assert (environment.currency, environment.time_zone) == ("MYR", "Asia/Kuala_Lumpur")


def test_the_practice_payments_stand_below_one_address() -> None:
    practice = practice_environment("http://127.0.0.1:9001/")
    assert (practice.name, practice.label) == ("practice-payments", "Practice payments")
    assert practice.consent_url == "http://127.0.0.1:9001/rm/oauth/authorize"
    assert practice.open_url == "http://127.0.0.1:9001/rm/open"


@pytest.mark.parametrize(
    ("oauth_url", "redirect_uri", "hosts"),
    [
        (PRODUCTION.oauth_url, "", {"oauth.revenuemonster.my", "revenuemonster.my", "*.revenuemonster.my"}),
        (
            SANDBOX.oauth_url,
            "http://127.0.0.1:53682/rm/callback",
            {"sb-oauth.revenuemonster.my", "revenuemonster.my", "*.revenuemonster.my", "127.0.0.1:53682"},
        ),
        ("https://notrevenuemonster.my", "https://kedai.example/back", {"notrevenuemonster.my"}),
        ("http://127.0.0.1:9/rm/oauth", "http://LOCALHOST:7/x", {"127.0.0.1:9", "localhost:7"}),
        ("http://127.0.0.1:9/rm/oauth", "http://[::1]:7/x", {"127.0.0.1:9", "[::1]:7"}),
    ],
)
def test_the_consent_browser_stays_with_the_provider(oauth_url: str, redirect_uri: str, hosts: set[str]) -> None:
    environment = msgspec.structs.replace(PRODUCTION, oauth_url=oauth_url, redirect_uri=redirect_uri)
    assert environment.consent_hosts == hosts


def test_an_environment_survives_being_stored() -> None:
    for environment in (*BUILT_IN.values(), practice_environment("http://127.0.0.1:9001")):
        assert msgspec.json.decode(msgspec.json.encode(environment), type=Environment) == environment


def test_an_entry_of_the_file_is_an_environment() -> None:
    settings = {"label": "Trial", "notify_url": "https://kedai.example/rm", "time_zone": "Asia/Singapore"}
    assert environment_of("trial", {**TRIAL, **settings, "provider": "revenue-monster"}) == Environment(
        name="trial",
        label="Trial",
        oauth_url="https://oauth.rm.example",
        open_url="http://127.0.0.1:9001/open",
        notify_url="https://kedai.example/rm",
        time_zone="Asia/Singapore",
    )
    assert environment_of("trial", TRIAL).label == "trial"


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("oauth_url", "http://10.0.0.1"),
        ("oauth_url", "http://rm.example"),
        ("oauth_url", "ftp://rm.example"),
        ("oauth_url", "rm.example"),
        ("oauth_url", ""),
        ("open_url", "https://user:pw@rm.example"),
        ("open_url", "https://rm.example:port"),
        ("open_url", "https://rm.example/?x=1"),
        ("open_url", "https://rm.example/#x"),
        ("open_url", "https://rm.example/{id}"),
        ("open_url", "https://rm.example/a b"),
        ("open_url", 7),
        ("notify_url", "http://kedai.example/rm"),
        ("time_zone", "Asia/Nowhere"),
        ("time_zone", "../../etc/passwd"),
        ("provider", "retm"),
        ("colour", "red"),
    ],
)
def test_a_bad_entry_is_refused_with_the_reason(setting: str, value: object) -> None:
    with pytest.raises(BadEnvironments, match=r"(?s)trial.*") as raised:
        environment_of("trial", {**TRIAL, setting: value})
    assert setting in raised.value.detail or setting == "colour"


@pytest.mark.parametrize("name", ["revenue-monster", "revenue-monster-sandbox", "practice-payments", "", "A", "a b"])
def test_a_name_that_is_taken_or_none_is_refused(name: str) -> None:
    with pytest.raises(BadEnvironments):
        environment_of(name, TRIAL)
    with pytest.raises(BadEnvironments):
        environment_of("trial", {"oauth_url": TRIAL["oauth_url"]})
