"""Secrets, tokens and paths on a bad day: rotation, refused refreshes, moved and forbidden endpoints."""

import json
import subprocess
import sys

import httpx
import pytest

from retm_desktop.sandbox import SandboxSettings, running_sandbox
from tests.sandbox.conftest import OpenSandbox, Visitor


def installed(visitor: Visitor) -> dict[str, str]:
    """Install, exchange the code and use the bearer; the token answer."""
    code = visitor.sandbox.consent()["code"]
    answer: dict[str, str] = visitor.token(grant_type="authorization_code", code=code).json()
    visitor.http.headers["Authorization"] = f"Bearer {answer['access_token']}"
    return answer


@pytest.mark.parametrize("end_tokens", [False, True])
def test_a_rotated_secret(open_sandbox: OpenSandbox, end_tokens: bool) -> None:
    visitor = open_sandbox(orders=0)
    tokens = installed(visitor)
    visitor.sandbox.set_client_secret("rotated", end_tokens=end_tokens)
    assert visitor.get("branches/list").status_code == (401 if end_tokens else 200)
    refresh = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}
    old = visitor.token(**refresh, client_secret="practice-secret")
    assert (old.status_code, old.json()["error"]) == (401, "invalid_client")
    new = visitor.token(**refresh, client_secret="rotated")
    assert new.status_code == 200
    visitor.http.headers["Authorization"] = f"Bearer {new.json()['access_token']}"
    assert visitor.get("branches/list").status_code == 200


def test_refused_refresh_tokens(open_sandbox: OpenSandbox) -> None:
    visitor = open_sandbox(orders=0)
    tokens = installed(visitor)
    visitor.sandbox.refuse_refresh()
    refused = visitor.token(grant_type="refresh_token", refresh_token=tokens["refresh_token"])
    assert (refused.status_code, refused.json()["error"]) == (400, "invalid_grant")
    assert visitor.get("branches/list").status_code == 200
    again = installed(visitor)
    assert visitor.token(grant_type="refresh_token", refresh_token=again["refresh_token"]).status_code == 200


def test_a_moved_path_answers_at_its_new_place_only(open_sandbox: OpenSandbox) -> None:
    visitor = open_sandbox(orders=0).sign_in()
    before = visitor.get("branches/list").json()
    visitor.sandbox.move_path()
    gone = visitor.get("branches/list")
    assert (gone.status_code, gone.json()) == (404, {"message": "Not found."})
    assert visitor.get("branches").json() == before
    assert visitor.http.get("/api/v2/branches").json() == before
    assert visitor.http.get("/api/v2/branches/list").status_code == 404
    visitor.sandbox.move_path("branches", "v3/places")
    assert [visitor.get(path).status_code for path in ("branches/list", "branches", "v3/places")] == [404, 404, 200]
    visitor.sandbox.move_path("branches/list", "branches/list")
    assert [visitor.get(path).status_code for path in ("branches/list", "v3/places")] == [200, 404]


def test_a_moved_path_with_an_id_leaves_the_literal_ones(open_sandbox: OpenSandbox) -> None:
    visitor = open_sandbox(orders=0).sign_in()
    dish = visitor.get("products/list").json()["items"][0]
    visitor.sandbox.move_path("products/{id}", "items/{id}/show")
    assert visitor.get(f"items/{dish['id']}/show").json()["id"] == dish["id"]
    assert visitor.get(f"products/{dish['id']}").status_code == 404
    assert visitor.get("products/list").status_code == 200
    visitor.sandbox.move_path("orders/cancel", "orders/void")
    order = visitor.sandbox.place_order()
    assert visitor.post("orders/cancel", {"order_id": order["id"]}).status_code == 404
    assert visitor.post("orders/void", {"order_id": order["id"]}).status_code == 200
    assert visitor.get("orders/void").status_code == 405
    for old, new in (("weather/list", "weather"), ("products/{id}", "items"), ("menu", "/")):
        with pytest.raises(ValueError, match=r"endpoint|stand"):
            visitor.sandbox.move_path(old, new)


def test_forbidden_endpoints(open_sandbox: OpenSandbox) -> None:
    visitor = open_sandbox(orders=0).sign_in()
    visitor.sandbox.forbid("customers/list")
    visitor.sandbox.forbid("/payments/create")
    refused = visitor.get("customers/list")
    assert (refused.status_code, refused.json().keys()) == (403, {"message"})
    assert visitor.post("payments/create", {}).status_code == 403
    assert visitor.get("payments/list").status_code == 200
    stranger = visitor.http.get("/api/v2/customers/list", headers={"Authorization": "Bearer stale"})
    assert stranger.status_code == 401
    visitor.sandbox.allow("customers/list")
    assert visitor.get("customers/list").status_code == 200
    visitor.sandbox.allow()
    assert visitor.post("payments/create", {}).status_code == 422
    with pytest.raises(ValueError, match="weather"):
        visitor.sandbox.forbid("weather")


def test_settings_move_and_forbid_too(open_sandbox: OpenSandbox) -> None:
    visitor = open_sandbox(orders=0, moved_paths={"menu": "menus/all"}, forbidden_paths=["taxes/list"]).sign_in()
    assert [visitor.get(path).status_code for path in ("menu", "menus/all", "taxes/list")] == [404, 200, 403]
    with pytest.raises(ValueError, match="weather"), running_sandbox(SandboxSettings(moved_paths={"weather": "w"})):
        pass


def test_the_program_takes_paths_and_sizes() -> None:
    command = [sys.executable, "-m", "retm_desktop.sandbox", "--rate", "0", "--until-stdin-closes"]
    options = ["--customers", "250", "--products", "100", "--branches", "7", "--devices", "20", "--invoices", "50"]
    paths = ["--move-path", "branches/list=branches", "--forbid", "taxes/list", "--token-life", "90"]
    with subprocess.Popen(
        [*command, *options, *paths],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as program:
        assert program.stdin
        assert program.stdout
        told = json.loads(program.stdout.readline())
        with httpx.Client(base_url=f"{told['listening']}/{told['business_id']}/api", trust_env=False) as http:
            credentials = {"client_id": told["client_id"], "client_secret": told["client_secret"]}
            token = http.post("/oAuth/token", json=credentials | {"grant_type": "client_credentials"}).json()
            assert token["expires_in"] == 90
            http.headers["Authorization"] = f"Bearer {token['access_token']}"
            assert http.get("/v2/customers/list").json()["pagination"]["total"] == 250
            assert http.get("/v2/products/list").json()["pagination"]["total"] == 100
            assert http.get("/v2/invoices/list").json()["pagination"]["total"] == 50
            assert len(http.get("/v2/devices/list").json()) == 20
            assert len(http.get("/v2/branches").json()) == 7
            assert [http.get(f"/v2/{path}").status_code for path in ("branches/list", "taxes/list")] == [404, 403]
        program.stdin.close()
        assert program.wait(20) == 0


@pytest.mark.parametrize("wrong", [["--move-path", "branches"], ["--move-path", "weather=w"], ["--forbid", "weather"]])
def test_the_program_says_which_path_is_wrong(wrong: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "retm_desktop.sandbox", *wrong], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode in {1, 2}
    assert wrong[1].split("=")[0] in done.stderr
