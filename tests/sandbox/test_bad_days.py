"""Faults, going offline, the live kitchen, the levers over HTTP, and the program itself."""

import json
import signal
import subprocess
import sys
import time
from collections import Counter

import httpx
import pytest

from retm_desktop.sandbox import SandboxSettings
from tests.sandbox.conftest import OpenSandbox, Partner, eventually


def test_throttle_and_error_answers(open_sandbox: OpenSandbox) -> None:
    visitor = open_sandbox().sign_in()
    visitor.sandbox.set_faults({"throttle": 1})
    slow = visitor.get("menu")
    assert (slow.status_code, slow.headers["Retry-After"]) == (429, "1")
    assert slow.json()["message"]
    visitor.sandbox.set_faults({"error": 1})
    fault = visitor.get("menu")
    assert (fault.status_code, fault.headers["content-type"]) == (500, "text/html; charset=utf-8")
    assert visitor.http.get("/_sandbox/books").status_code == 200
    visitor.sandbox.set_faults({})
    assert visitor.get("menu").status_code == 200


def test_truncated_json(open_sandbox: OpenSandbox) -> None:
    visitor = open_sandbox().sign_in()
    visitor.sandbox.set_faults({"truncate": 1})
    answer = visitor.get("menu")
    assert answer.status_code == 200
    with pytest.raises(json.JSONDecodeError):
        answer.json()


def test_a_dropped_connection_leaves_the_work_done(open_sandbox: OpenSandbox) -> None:
    visitor = open_sandbox(orders=0).sign_in()
    body = visitor.new_order(partner_reference="WEB-9")
    visitor.sandbox.set_faults({"drop": 1})
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        visitor.post("orders/create", body)
    visitor.sandbox.set_faults({})
    assert [item["partner_reference"] for item in visitor.get("orders/list").json()["items"]] == ["WEB-9"]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("payments", {"type": 6, "auto_open_drawer": 0, "ecr_enabled": 0, "zatca_payment_code": "30"}),
        ("ordertypes", {"type": 5}),
        ("charges", {"value": 1.5}),
        ("taxes", {"type": 2, "value": 5}),
    ],
)
def test_a_create_whose_answer_was_dropped_is_done_once(
    open_sandbox: OpenSandbox, path: str, body: dict[str, object]
) -> None:
    visitor = open_sandbox(orders=0).sign_in()
    before = visitor.get(f"{path}/list").json()
    name = {"en": "Meal card", "ar": "بطاقة وجبات"}
    visitor.sandbox.set_faults({"drop": 1})
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        visitor.post(f"{path}/create", body | {"name": name})
    visitor.sandbox.set_faults({})
    *others, made = visitor.get(f"{path}/list").json()
    assert others == before
    assert made["name"] == name
    assert visitor.sandbox.books()["calls"][f"{path}/create"] == 1


def test_tokens_expire_mid_run(open_sandbox: OpenSandbox) -> None:
    visitor = open_sandbox().sign_in()
    visitor.sandbox.set_faults({"expire": 1})
    assert visitor.get("menu").status_code == 401
    visitor.sandbox.set_faults({})
    assert visitor.get("menu").status_code == 401
    assert visitor.sign_in().get("menu").status_code == 200


def test_latency_delays_answers_but_not_the_levers(open_sandbox: OpenSandbox) -> None:
    visitor = open_sandbox().sign_in()
    visitor.sandbox.set_latency(200)
    with pytest.raises(httpx.ReadTimeout):
        visitor.http.get("/palmgrill/api/v2/menu", timeout=0.1)
    visitor.sandbox.set_latency(60_000)
    visitor.http.post("/_sandbox/set-latency", json={"milliseconds": 0})
    assert visitor.get("menu").status_code == 200


def test_duplicate_late_and_disordered_webhooks(open_sandbox: OpenSandbox, partner: Partner) -> None:
    sandbox = open_sandbox().sandbox
    sandbox.consent()
    order = sandbox.place_order()
    eventually(lambda: len(partner.at("/hooks/order")) == 1)
    sandbox.set_faults({"webhook-duplicate": 1})
    sandbox.advance(order["id"], 2)
    eventually(lambda: len(partner.at("/hooks/order")) == 3)
    first, second = partner.at("/hooks/order")[1:]
    assert first.body == second.body
    sandbox.set_faults({"webhook-disorder": 1})
    sandbox.advance(order["id"], 4)
    sandbox.advance(order["id"], 7)
    eventually(lambda: len(partner.at("/hooks/order")) == 5)
    assert [hook.body["order"]["delivery_status"] for hook in partner.at("/hooks/order")[3:]] == [7, 4]
    sandbox.set_faults({"webhook-late": 1})
    other = sandbox.place_order()
    sandbox.set_faults({})
    eventually(lambda: sandbox.books()["deliveries"][-1]["outcome"] == "delivered")
    assert partner.at("/hooks/order")[-1].body["order"]["id"] == other["id"]


def test_offline_refuses_and_breaks_connections(open_sandbox: OpenSandbox, partner: Partner) -> None:
    visitor = open_sandbox().sign_in()
    visitor.sandbox.consent()
    assert visitor.get("menu").status_code == 200
    with visitor.sandbox.offline():
        with pytest.raises(httpx.TransportError):
            visitor.get("menu")
        with pytest.raises(httpx.ConnectError):
            visitor.get("menu")
        order = visitor.sandbox.place_order()
        eventually(lambda: {d["outcome"] for d in visitor.sandbox.books()["deliveries"]} == {"failed"})
    assert partner.at("/hooks/order") == []
    assert visitor.get("orders/list").json()["items"][0]["id"] == order["id"]
    visitor.http.post("/_sandbox/offline", json={"seconds": 0.2})

    def answers() -> bool:
        try:
            return visitor.get("menu").status_code == 200
        except httpx.TransportError:
            return False

    eventually(lambda: not answers())
    eventually(answers)


def test_the_kitchen_makes_orders_and_moves_them(open_sandbox: OpenSandbox, partner: Partner) -> None:
    sandbox = open_sandbox(orders=0, rate=20, speed=600).sandbox
    sandbox.consent()
    eventually(lambda: Counter(o["delivery_status"] for o in sandbox.books()["orders"])[7] >= 3, timeout=30)
    sandbox.pause()
    count = len(sandbox.books()["orders"])
    time.sleep(0.25)
    assert len(sandbox.books()["orders"]) == count
    sandbox.resume()
    eventually(lambda: len(sandbox.books()["orders"]) > count)
    eventually(lambda: {"order.delivery.created", "order.delivery.updated"} <= set(partner.events("/hooks/order")))


def test_past_orders_are_spread_and_some_are_open(open_sandbox: OpenSandbox) -> None:
    orders = open_sandbox(orders=200).sandbox.books()["orders"]
    states = Counter(order["delivery_status"] for order in orders)
    assert states[7] > 120
    assert states[3] > 0
    assert 20 <= sum(states[status] for status in (1, 2, 4, 5, 6)) <= 60
    times = [order["created_at"] for order in orders]
    assert times == sorted(times)
    assert times[0][:10] != times[-1][:10]
    assert 4 in Counter(order["status"] for order in orders)


def test_levers_over_http(open_sandbox: OpenSandbox, partner: Partner) -> None:
    http = open_sandbox(orders=0).http

    def pull(name: str, **arguments: object) -> httpx.Response:
        return http.post(f"/_sandbox/{name}", json=arguments)

    pull("consent", extra={"state": "s"})
    order = pull("place-order", partner_reference="HS-1", note="بدون بصل").json()
    assert pull("advance", order_id=order["id"], delivery_status=2).json()["delivery_status"] == 2
    assert pull("cancel", order_id=order["id"]).json()["delivery_status"] == 3
    assert pull("change-menu").json()["change"] == "added"
    assert pull("send-webhook", kind="menu", body={"event": "?"}).json()["status"] == 200
    for name in ("pause", "resume", "expire-tokens"):
        assert pull(name).status_code == 200
    assert pull("set-partner", url="http://127.0.0.1:9").status_code == 200
    assert pull("set-client-secret", secret="new").status_code == 200
    assert pull("set-faults", faults={"gremlins": 1}).status_code == 400
    assert pull("advance", order_id="?", delivery_status=2).status_code == 400
    assert pull("advance").status_code == 400
    assert pull("place-order", colour="red").status_code == 400
    assert http.get("/_sandbox/books", headers={"Origin": "https://elsewhere.example"}).status_code == 403
    books = http.get("/_sandbox/books").json()
    assert books["orders"][0]["partner_reference"] == "HS-1"


@pytest.mark.parametrize(
    "wrong",
    [
        {"faults": {"gremlins": 0.1}},
        {"faults": {"drop": 2}},
        {"port": 70_000},
        {"rate": -1},
        {"token_life": 0},
        {"customers": -1},
    ],
)
def test_senseless_settings_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        SandboxSettings(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("ending", ["signal", "stdin"])
def test_the_program_announces_itself_and_ends(ending: str) -> None:
    command = [sys.executable, "-m", "retm_desktop.sandbox", "--orders", "1", "--rate", "0", "--until-stdin-closes"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as program:
        assert program.stdin
        assert program.stdout
        announced = json.loads(program.stdout.readline())
        assert announced.keys() == {"listening", "business_id", "client_id", "client_secret"}
        assert httpx.get(f"{announced['listening']}/_sandbox/books", trust_env=False).status_code == 200
        if ending == "signal":
            program.send_signal(signal.SIGTERM)
        else:
            program.stdin.close()
        assert program.wait(20) == 0
        assert program.stdout.read() == ""
