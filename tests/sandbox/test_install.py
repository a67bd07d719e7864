"""Consent page, success callback, codes and tokens."""

import re
import threading
import warnings

import httpx
import pytest

from retm_desktop.sandbox import SandboxSettings, running_sandbox
from tests.sandbox.conftest import OpenSandbox, Partner

CONSENT = "/integrations/authorized"


def test_page_asks_in_both_languages(open_sandbox: OpenSandbox) -> None:
    http = open_sandbox().http
    english = http.get(CONSENT, params={"client_id": "practice-client", "state": "k2"})
    assert english.status_code == 200
    assert 'dir="ltr"' in english.text
    assert "Palm Grill" in english.text
    assert 'id="allow"' in english.text
    assert 'id="deny"' in english.text
    assert "http:" not in english.text.replace("http://127.0.0.1", "")
    other = re.search(r'id="language"[^>]*href="([^"]+)"', english.text)
    assert other
    arabic = http.get(other[1].replace("&amp;", "&"))
    assert 'dir="rtl"' in arabic.text
    assert "مشويات النخلة" in arabic.text
    assert "state=k2" in arabic.text


def test_unknown_client_is_refused(open_sandbox: OpenSandbox, partner: Partner) -> None:
    http = open_sandbox().http
    for method in ("GET", "POST"):
        page = http.request(method, CONSENT, params={"client_id": "stranger"})
        assert page.status_code == 400
        assert 'id="unknown"' in page.text
        assert 'id="allow"' not in page.text
    assert partner.received == []


def test_allow_calls_the_app_and_the_code_opens_the_api(open_sandbox: OpenSandbox, partner: Partner) -> None:
    visitor = open_sandbox()
    query = {"client_id": "practice-client", "state": "k2n9v0", "tenant": "418"}
    page = visitor.http.post(CONSENT, params=query, data={"decision": "allow"})
    assert 'id="granted"' in page.text
    assert "https://app.example/settings?token=hook-secret" in page.text
    (call,) = partner.at("/install/retm")
    assert call.bearer is None
    assert call.body["business_id"] == "palmgrill"
    assert call.body["data"] == {"state": "k2n9v0", "tenant": "418"}
    answer = visitor.token(grant_type="authorization_code", code=call.body["code"])
    assert answer.status_code == 200
    assert answer.json().keys() == {"access_token", "token_type", "expires_in", "refresh_token"}
    visitor.http.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
    assert visitor.get("branches/list").status_code == 200
    assert visitor.http.get("/api/v2/branches/list").status_code == 200
    assert visitor.http.get("/elsewhere/api/v2/branches/list").status_code == 404
    again = visitor.token(grant_type="authorization_code", code=call.body["code"])
    assert again.status_code == 400
    assert again.json()["error"] == "invalid_grant"


def test_no_extra_parameters_come_back_as_an_empty_array(open_sandbox: OpenSandbox, partner: Partner) -> None:
    assert open_sandbox().sandbox.consent()["outcome"] == "granted"
    assert partner.at("/install/retm")[0].body["data"] == []


def test_deny_calls_nobody(open_sandbox: OpenSandbox, partner: Partner) -> None:
    page = open_sandbox().http.post(CONSENT, params={"client_id": "practice-client"}, data={"decision": "deny"})
    assert 'id="denied"' in page.text
    assert partner.received == []


@pytest.mark.parametrize("status", [201, 204, 302, 500])
def test_anything_but_200_fails_the_install(open_sandbox: OpenSandbox, partner: Partner, status: int) -> None:
    partner.status["/install/retm"] = status
    visitor = open_sandbox()
    page = visitor.http.post(CONSENT, params={"client_id": "practice-client"}, data={"decision": "allow"})
    assert 'id="failed"' in page.text
    assert 'id="again"' in page.text
    assert visitor.sandbox.books()["installs"][0]["status"] == status
    visitor.sandbox.place_order()
    assert visitor.sandbox.books()["deliveries"] == []


def test_an_app_slower_than_a_second_is_not_installed(open_sandbox: OpenSandbox, partner: Partner) -> None:
    partner.delay["/install/retm"] = 1.3
    outcome = open_sandbox().sandbox.consent()
    assert (outcome["outcome"], outcome["status"]) == ("failed", 0)


def test_consent_over_http_without_a_browser(open_sandbox: OpenSandbox, partner: Partner) -> None:
    http = open_sandbox().http
    answer = http.post("/_sandbox/consent", params={"client_id": "practice-client", "state": "s"})
    assert answer.json()["outcome"] == "granted"
    assert partner.at("/install/retm")[0].body["data"] == {"state": "s"}
    assert http.post("/_sandbox/consent", params={"client_id": "x"}).status_code == 400


def test_refresh_tokens_rotate(open_sandbox: OpenSandbox) -> None:
    visitor = open_sandbox()
    code = visitor.sandbox.consent()["code"]
    first = visitor.token(grant_type="authorization_code", code=code).json()
    second = visitor.token(grant_type="refresh_token", refresh_token=first["refresh_token"])
    assert second.status_code == 200
    assert second.json()["refresh_token"] != first["refresh_token"]
    used = visitor.token(grant_type="refresh_token", refresh_token=first["refresh_token"])
    assert (used.status_code, used.json()["error"]) == (400, "invalid_grant")


def test_wrong_credentials_and_odd_requests(open_sandbox: OpenSandbox) -> None:
    visitor = open_sandbox()
    wrong = visitor.token(grant_type="authorization_code", code="x", client_secret="guess")
    assert (wrong.status_code, wrong.json()["error"]) == (401, "invalid_client")
    assert visitor.token(grant_type="password").json()["error"] == "unsupported_grant_type"
    assert visitor.http.post("/api/oAuth/token", content=b"grant_type=x").status_code == 400
    assert visitor.http.post("/api/oauth/token", json={}).status_code == 404
    visitor.sandbox.set_client_secret("rotated")
    assert visitor.sandbox.client_secret == "rotated"
    old = visitor.token(grant_type="client_credentials", client_secret="practice-secret")
    assert old.status_code == 401
    assert visitor.token(grant_type="client_credentials").status_code == 200


def test_tokens_end(open_sandbox: OpenSandbox) -> None:
    visitor = open_sandbox(token_life=1.0, refresh_token=False)
    answer = visitor.token(grant_type="authorization_code", code=visitor.sandbox.consent()["code"]).json()
    assert "refresh_token" not in answer
    assert answer["expires_in"] == 1
    visitor.sign_in()
    assert visitor.get("menu").status_code == 200
    visitor.sandbox.expire_tokens()
    refused = visitor.get("menu")
    assert refused.status_code == 401
    assert refused.json() == {"message": "Unauthenticated."}
    visitor.http.headers.pop("Authorization")
    assert visitor.get("menu").status_code == 401


def test_opening_and_closing_leaves_nothing_behind() -> None:
    before = threading.active_count()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with running_sandbox(SandboxSettings(rate=0, orders=2)) as sandbox:
            with httpx.Client(trust_env=False) as http:
                assert http.get(sandbox.consent_url).status_code == 400
            with pytest.raises(OSError), running_sandbox(SandboxSettings(port=int(sandbox.url.rsplit(":", 1)[1]))):
                pass
        with pytest.raises(httpx.ConnectError):
            httpx.get(sandbox.url, trust_env=False)
    assert threading.active_count() == before
