"""Revenue Monster's consent page, codes and tokens."""

import re
import secrets
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.sandbox.test_revenue_monster import Till, open_till, refusal, succeeded

Document = dict[str, Any]

ALL = "manage_payment,manage_store,get_merchant_profile,get_user_profile"


@pytest.fixture(scope="module")
def shared() -> Iterator[Till]:
    """One restaurant for the tests that leave no trace others could stumble over."""
    with open_till() as till:
        yield till


@pytest.fixture
def till(shared: Till) -> Till:
    """A client with a token of its own."""
    return Till(shared.sandbox, shared.http)


def asking(till: Till, **changes: str | None) -> dict[str, str]:
    """The parameters of an authorization request."""
    usual: dict[str, str | None] = {
        "responseType": "code",
        "clientId": till.application["client_id"],
        "redirectUri": till.application["redirect_uris"][0],
        "scope": ALL,
        "state": "k2 n9/v0",
    }
    return {name: value for name, value in (usual | changes).items() if value is not None}


def page(till: Till, decision: str = "", **changes: str | None) -> httpx.Response:
    """Open the consent page, or press one of its buttons."""
    address = f"{till.application['oauth_url']}/authorize"
    if decision:
        return till.http.post(address, params=asking(till, **changes), data={"decision": decision})
    return till.http.get(address, params=asking(till, **changes))


def exchange(till: Till, code: str, **changes: object) -> httpx.Response:
    """Exchange a code."""
    usual = {
        "grantType": "authorization_code",
        "code": code,
        "redirectUri": till.application["redirect_uris"][0],
    }
    return till.ask_token(usual | changes)


def new_code(till: Till) -> str:
    return httpx.URL(till.sandbox.rm_consent()).params["code"]


def test_the_page_asks_for_each_scope_by_name(till: Till) -> None:
    english = page(till)
    assert english.status_code == 200
    assert 'dir="ltr"' in english.text
    for word in ("Nurul Hassan", "nurul@palmgrill.example", "RETM Desktop", 'id="allow"', 'id="cancel"'):
        assert word in english.text
    assert english.text.count("<li>") == 4
    assert page(till, scope="manage_payment").text.count("<li>") == 1
    other = re.search(r'id="language"[^>]*href="([^"]+)"', english.text)
    assert other
    arabic = till.http.get(f"{till.sandbox.url}{other[1].replace('&amp;', '&')}")
    assert 'dir="rtl"' in arabic.text
    assert "سماح" in arabic.text
    assert "state=k2+n9%2Fv0" in arabic.text


def test_allow_sends_back_a_code_and_the_state(till: Till) -> None:
    answer = page(till, "allow")
    assert answer.status_code == 302
    back = httpx.URL(answer.headers["Location"])
    assert str(back).startswith(till.application["redirect_uris"][0] + "?")
    assert back.params["state"] == "k2 n9/v0"
    assert re.fullmatch(r"[A-Za-z0-9]{250,}", back.params["code"])
    tokens = exchange(till, back.params["code"])
    assert tokens.status_code == 200
    assert tokens.headers["Content-Type"] == "application/json"
    assert tokens.json().keys() == {
        *("accessToken", "tokenType", "expiresIn", "refreshToken", "refreshTokenExpiresIn"),
    }
    assert tokens.json()["tokenType"] == "Bearer"
    assert tokens.json()["expiresIn"] == 2_591_999
    till.token = tokens.json()["accessToken"]
    till.get("/v3/user")


def test_without_a_state_there_is_none(till: Till) -> None:
    assert httpx.URL(page(till, "allow", state=None).headers["Location"]).params.keys() == {"code"}


def test_the_query_of_a_registered_address_stays(till: Till) -> None:
    till.sandbox.rm_register_redirect("http://127.0.0.1:53682/rm?shop=7")
    back = httpx.URL(page(till, "allow", redirectUri="http://127.0.0.1:53682/rm?shop=7").headers["Location"])
    assert back.params["shop"] == "7"
    assert exchange(till, back.params["code"], redirectUri="http://127.0.0.1:53682/rm?shop=7").status_code == 200
    with pytest.raises(ValueError, match="not an address"):
        till.sandbox.rm_register_redirect("no address")


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"redirectUri": "http://127.0.0.1:9/elsewhere"}, "INVALID_REQUEST"),
        ({"redirectUri": None}, "INVALID_REQUEST"),
        ({"clientId": "7000000000000000009"}, "INVALID_CLIENT"),
        ({"clientId": None}, "INVALID_REQUEST"),
        ({"responseType": "token"}, "UNSUPPORTED_RESPONSE_TYPE"),
        ({"responseType": None}, "INVALID_REQUEST"),
        ({"scope": "manage_payment, manage_store"}, "INVALID_SCOPE"),
        ({"scope": "manage_payment,manage_moon"}, "INVALID_SCOPE"),
        ({"scope": None}, "INVALID_REQUEST"),
    ],
)
def test_a_wrong_request_is_named_and_never_redirected(till: Till, changes: dict[str, str | None], error: str) -> None:
    for decision in ("", "allow", "cancel"):
        answer = page(till, decision, **changes)
        assert answer.status_code == 400
        assert "Location" not in answer.headers
        assert f'id="error" dir="ltr">{error}<' in answer.text
        assert 'id="allow"' not in answer.text


def test_the_redirect_address_must_be_exactly_the_registered_one(till: Till) -> None:
    address = till.application["redirect_uris"][0]
    for other in (f"{address}/", f"{address}?a=1", address.upper(), address.replace("127.0.0.1", "localhost")):
        assert page(till, "allow", redirectUri=other).status_code == 400


def test_a_parameter_given_twice(till: Till) -> None:
    address = httpx.URL(f"{till.application['oauth_url']}/authorize", params=asking(till))
    assert till.http.get(f"{address}&scope=manage_store").status_code == 400


def test_what_is_shown_cannot_be_markup(till: Till) -> None:
    assert "<script>" not in page(till, scope="<script>").text
    assert "<script>" not in page(till, state="<script>").text


def test_cancel_stays_on_a_page_unless_told(till: Till) -> None:
    answer = page(till, "cancel")
    assert answer.status_code == 200
    assert 'id="denied"' in answer.text
    assert "Location" not in answer.headers
    till.sandbox.rm_cancel_redirects(True)
    back = httpx.URL(page(till, "cancel").headers["Location"])
    till.sandbox.rm_cancel_redirects(False)
    assert dict(back.params) == {"error": "access_denied", "state": "k2 n9/v0"}


def test_no_more_than_the_users_own_role() -> None:
    with open_till() as till:
        till.sandbox.rm_scopes(["manage_payment", "get_user_profile"])
        assert "INVALID_SCOPE" in page(till).text
        assert page(till, scope="manage_payment").status_code == 200
        with pytest.raises(ValueError, match="INVALID_SCOPE"):
            till.sandbox.rm_consent(scopes=["manage_store"])
        assert "code" in httpx.URL(till.sandbox.rm_consent()).params


def test_consent_without_a_browser(till: Till) -> None:
    back = httpx.URL(till.sandbox.rm_consent(state="s1", scopes=["manage_store"]))
    assert back.params["state"] == "s1"
    assert exchange(till, back.params["code"]).status_code == 200
    with pytest.raises(ValueError, match="registered"):
        till.sandbox.rm_consent("http://127.0.0.1:9/elsewhere")


def test_a_code_is_good_once(till: Till) -> None:
    code = new_code(till)
    assert exchange(till, code).status_code == 200
    again = exchange(till, code)
    assert (again.status_code, refusal(again)) == (400, "INVALID_CODE")


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"redirectUri": "http://127.0.0.1:9/elsewhere"}, "INVALID_GRANT"),
        ({"redirectUri": None}, "INVALID_REQUEST"),
        ({"grantType": "auth_code"}, "UNSUPPORTED_GRANT_TYPE"),
        ({"grantType": None}, "INVALID_REQUEST"),
        ({"grantType": "refresh_token"}, "INVALID_GRANT"),
    ],
)
def test_any_failed_attempt_burns_the_code(till: Till, changes: dict[str, object], error: str) -> None:
    code = new_code(till)
    assert refusal(exchange(till, code, **changes)) == error
    assert refusal(exchange(till, code)) == "INVALID_CODE"


def test_wrong_credentials_burn_the_code_too(till: Till) -> None:
    body = {"grantType": "authorization_code", "redirectUri": till.application["redirect_uris"][0]}
    code, tried = new_code(till), till.sandbox.rm_books()["codes_tried"]
    wrong = till.ask_token(body | {"code": code}, client_secret="guess")
    assert (wrong.status_code, refusal(wrong)) == (401, "INVALID_CLIENT")
    assert refusal(exchange(till, code)) == "INVALID_CODE"
    other: Document = till.sandbox.rm_other_application()
    code = new_code(till)
    stranger = till.ask_token(body | {"code": code}, client_id=other["client_id"], client_secret=other["client_secret"])
    assert refusal(stranger) == "INVALID_CODE"
    assert refusal(exchange(till, code)) == "INVALID_CODE"
    code = new_code(till)
    till.sandbox.rm_refuse("token", "TEMPORARY_UNAVAILABLE", status=503)
    assert refusal(exchange(till, code)) == "TEMPORARY_UNAVAILABLE"
    assert refusal(exchange(till, code)) == "INVALID_CODE"
    assert till.sandbox.rm_books()["codes_tried"] == tried + 6


def test_a_line_that_broke_before_has_not_burnt_it(till: Till) -> None:
    code = new_code(till)
    till.sandbox.rm_drop("token", "before")
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        exchange(till, code)
    assert exchange(till, code).status_code == 200


def test_the_body_is_json_and_the_secret_in_the_header(till: Till) -> None:
    address, client = f"{till.application['oauth_url']}/v1/token", till.application
    credentials = (client["client_id"], client["client_secret"])
    form = till.http.post(address, data={"grantType": "client_credentials"}, auth=credentials)
    assert refusal(form) == "INVALID_REQUEST"
    inside = {"clientId": credentials[0], "clientSecret": credentials[1], "grantType": "client_credentials"}
    assert refusal(till.http.post(address, json=inside)) == "INVALID_CLIENT"
    for header in ("Basic !!!", "Basic bm9jb2xvbg==", f"Bearer {till.token}"):
        answer = till.http.post(address, json=inside, headers={"Authorization": header})
        assert (answer.status_code, refusal(answer)) == (401, "INVALID_CLIENT")


def test_refresh_tokens_rotate(till: Till) -> None:
    first = exchange(till, new_code(till)).json()
    renewed = till.ask_token({"grantType": "refresh_token", "refreshToken": first["refreshToken"]})
    second = renewed.json()
    assert second["refreshToken"] != first["refreshToken"]
    assert second["accessToken"] != first["accessToken"]
    till.token = second["accessToken"]
    till.get("/v3/user")
    used = till.ask_token({"grantType": "refresh_token", "refreshToken": first["refreshToken"]})
    assert (used.status_code, refusal(used)) == (400, "INVALID_GRANT")
    assert till.ask_token({"grantType": "refresh_token", "refreshToken": second["refreshToken"]}).status_code == 200


def test_refresh_tokens_belong_to_one_application_and_can_be_forgotten() -> None:
    with open_till() as till:
        tokens = exchange(till, new_code(till)).json()
        refresh = {"grantType": "refresh_token", "refreshToken": tokens["refreshToken"]}
        other: Document = till.sandbox.rm_other_application()
        stranger = till.ask_token(refresh, client_id=other["client_id"], client_secret=other["client_secret"])
        assert refusal(stranger) == "INVALID_GRANT"
        till.sandbox.rm_refuse_refresh()
        assert refusal(till.ask_token(refresh)) == "INVALID_GRANT"
        till.token = tokens["accessToken"]
        till.get("/v3/user")


def test_the_other_application_has_no_token_for_itself(till: Till) -> None:
    other: Document = till.sandbox.rm_other_application()
    answer = till.ask_token(
        {"grantType": "client_credentials"}, client_id=other["client_id"], client_secret=other["client_secret"]
    )
    assert refusal(answer) == "UNAUTHORIZED_CLIENT"


def test_token_info_tells_what_was_granted(till: Till) -> None:
    code = httpx.URL(till.sandbox.rm_consent(scopes=["manage_store", "get_user_profile"])).params["code"]
    token = exchange(till, code).json()["accessToken"]
    answer = till.ask_token({"token": token}, path="token-info").json()
    assert answer["active"] is True
    assert answer["clientId"] == till.application["client_id"]
    assert answer["scopes"] == ["get_user_profile", "manage_store"]
    assert answer["username"] == "nurul@palmgrill.example"
    assert isinstance(answer["exp"], int)
    unknown = till.ask_token({"token": secrets.token_hex(20)}, path="token-info").json()
    assert unknown["active"] is False
    assert refusal(till.ask_token({"token": token}, path="token-info", client_secret="x")) == "INVALID_CLIENT"


def test_access_tokens_end_by_themselves() -> None:
    with open_till(rm_token_life=0.4) as till:
        answer = exchange(till, new_code(till)).json()
        assert answer["expiresIn"] == 1
        till.token = answer["accessToken"]
        ended = till.call("GET", "/v3/user")
        while ended.status_code == 200:
            ended = till.call("GET", "/v3/user")
        assert (ended.status_code, refusal(ended)) == (401, "TOKEN_EXPIRED")
        assert till.ask_token({"token": till.token}, path="token-info").json()["active"] is False


def test_the_profile_of_merchant_and_user(till: Till) -> None:
    merchant = till.get("/v3/merchant")["item"]
    assert merchant["companyName"] == "Restoran Palm Grill Sdn. Bhd."
    assert {"id", "postcode", "invoiceAddress", "isActive", "status", "gstNo", "createdAt"} <= merchant.keys()
    user = till.get("/v3/user")["item"]
    assert user["storeId"] == [store["id"] for store in till.get("/v3/stores")["items"]]
    subscriptions = succeeded(till.call("GET", "/v3/merchant/subscriptions"))["item"]
    assert {row["id"]: row["status"] for row in subscriptions}[1001] == "ACTIVE"
