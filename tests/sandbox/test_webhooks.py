"""Webhooks: when, with what bearer, in what order, retried how, and what follows three failures."""

import pytest

from retm_desktop.sandbox.settings import HOOK_KINDS
from tests.sandbox.conftest import OpenSandbox, Partner, eventually


def test_nothing_before_the_install_and_the_chosen_bearer_after(open_sandbox: OpenSandbox, partner: Partner) -> None:
    sandbox = open_sandbox().sandbox
    sandbox.place_order()
    assert sandbox.books()["deliveries"] == []
    sandbox.consent()
    sandbox.place_order()
    sandbox.change_menu()
    sandbox.change_customer()
    paths = ("/hooks/order", "/hooks/invoice", "/hooks/menu", "/hooks/customer")
    eventually(lambda: all(partner.at(path) for path in paths))
    for path in paths:
        (hook,) = partner.at(path)
        assert hook.bearer == "Bearer hook-secret"
        assert list(hook.body)[:4] == ["business_refrence", "timestamp", "reference", "event"]
    assert partner.at("/hooks/menu")[0].body["event"] == "menu.updated"
    customer = partner.at("/hooks/customer")[0].body["customer"]
    assert customer.keys() == {"id", "name", "name_localized", "phone", "email"}


def test_no_bearer_when_the_app_chose_none(open_sandbox: OpenSandbox, partner: Partner) -> None:
    partner.answer = {}
    sandbox = open_sandbox().sandbox
    sandbox.consent()
    sandbox.place_order()
    eventually(lambda: partner.at("/hooks/order"))
    assert partner.at("/hooks/order")[0].bearer is None


def test_events_of_one_endpoint_keep_their_order(open_sandbox: OpenSandbox, partner: Partner) -> None:
    sandbox = open_sandbox().sandbox
    sandbox.consent()
    order = sandbox.place_order()
    for status in (2, 4, 7):
        sandbox.advance(order["id"], status)
    sandbox.refund(order["id"])
    eventually(lambda: len(partner.at("/hooks/order")) == 4 and len(partner.at("/hooks/invoice")) == 2)
    assert [hook.body["order"]["delivery_status"] for hook in partner.at("/hooks/order")] == [1, 2, 4, 7]
    refund = partner.at("/hooks/invoice")[1].body
    assert (refund["event"], refund["event_type"], refund["status"]) == ("order.refunded", "refund.order", 4)
    eventually(lambda: [d["outcome"] for d in sandbox.books()["deliveries"]] == ["delivered"] * 6)
    assert sandbox.books()["deliveries"][0]["attempts"][0]["status"] == 200


def test_three_failures_then_the_error_hook(open_sandbox: OpenSandbox, partner: Partner) -> None:
    sandbox = open_sandbox().sandbox
    sandbox.consent()
    partner.status["/hooks/order"] = 503
    sandbox.place_order()
    eventually(lambda: partner.at("/hooks/error") and partner.at("/hooks/invoice"))
    assert partner.at("/hooks/error")[0].body == {
        "code": 503,
        "endpoint": f"{partner.url}/hooks/order",
        "message": "",
    }
    assert len({hook.body["reference"] for hook in partner.at("/hooks/order")}) == 1
    assert len(partner.at("/hooks/order")) == 3
    assert len(partner.at("/hooks/invoice")) == 1
    partner.status.clear()
    sandbox.change_menu()
    eventually(lambda: partner.at("/hooks/menu"))
    assert len(partner.at("/hooks/error")) == 1


def test_an_unreachable_app_is_tried_and_given_up(open_sandbox: OpenSandbox, partner: Partner) -> None:
    sandbox = open_sandbox().sandbox
    sandbox.consent()
    sandbox.set_partner("http://127.0.0.1:9")
    sandbox.change_menu()
    eventually(lambda: sandbox.books()["deliveries"][0]["outcome"] == "failed")
    attempts = sandbox.books()["deliveries"][0]["attempts"]
    assert [attempt["status"] for attempt in attempts] == [0, 0, 0]
    assert attempts[0]["error"] == "ConnectError"
    assert partner.at("/hooks/menu") == []


def test_any_2xx_is_enough(open_sandbox: OpenSandbox, partner: Partner) -> None:
    sandbox = open_sandbox().sandbox
    sandbox.consent()
    partner.status["/hooks/menu"] = 204
    partner.answer = {}
    sandbox.change_menu()
    eventually(lambda: sandbox.books()["deliveries"][0]["outcome"] == "delivered")
    assert len(partner.at("/hooks/menu")) == 1


def test_raw_webhooks_report_the_answer(open_sandbox: OpenSandbox, partner: Partner) -> None:
    sandbox = open_sandbox().sandbox
    sandbox.consent()
    partner.status["/hooks/reward/check"] = 400
    partner.answer = {"data": [], "message": "Code already used"}
    answer = sandbox.send_webhook("reward/check", {"reward_code": "SUMMER-204"}, token="forged")
    assert answer["status"] == 400
    assert "already used" in answer["body"]
    assert partner.at("/hooks/reward/check")[0].bearer == "Bearer forged"
    sandbox.send_webhook("order", {}, token=None)
    sandbox.send_webhook("order", {})
    assert [hook.bearer for hook in partner.at("/hooks/order")] == [None, "Bearer hook-secret"]
    with pytest.raises(ValueError, match="no such webhook"):
        sandbox.send_webhook("weather", {})


@pytest.mark.parametrize("kind", HOOK_KINDS)
def test_any_event_can_be_sent_to_any_hook(open_sandbox: OpenSandbox, partner: Partner, kind: str) -> None:
    sandbox = open_sandbox(orders=0).sandbox
    assert sandbox.send_event(kind, "before.install")["event"] == "before.install"
    sandbox.consent()
    assert sandbox.send_webhook(kind, {"event": "moon.full", "phase": 4})["status"] == 200
    partner.status[f"/hooks/{kind}"] = 503
    sent = sandbox.send_event(kind, "sun.up", name="Huda", timestamp=None)
    assert list(sent) == ["business_refrence", "timestamp", "reference", "event", "name"]
    eventually(lambda: len(partner.at(f"/hooks/{kind}")) == 4)
    assert [hook.body for hook in partner.at(f"/hooks/{kind}")] == [{"event": "moon.full", "phase": 4}, *[sent] * 3]
    assert sent["timestamp"] is None
    with pytest.raises(ValueError, match="no such webhook"):
        sandbox.send_event("weather", "rain")


def test_a_failure_is_reported_on_demand(open_sandbox: OpenSandbox, partner: Partner) -> None:
    sandbox = open_sandbox(orders=0).sandbox
    sandbox.consent()
    assert sandbox.report_failure("https://app.example/hooks/x", 0, "timed out")["code"] == 0
    sandbox.report_failure()
    eventually(lambda: len(partner.at("/hooks/error")) == 2)
    assert [hook.body for hook in partner.at("/hooks/error")] == [
        {"code": 0, "endpoint": "https://app.example/hooks/x", "message": "timed out"},
        {"code": 503, "endpoint": f"{partner.url}/hooks/invoice", "message": ""},
    ]
    assert partner.at("/hooks/error")[0].bearer == "Bearer hook-secret"


def test_raw_overrides_reach_list_and_hook(open_sandbox: OpenSandbox, partner: Partner) -> None:
    visitor = open_sandbox(orders=0).sign_in()
    visitor.sandbox.consent()
    visitor.sandbox.place_order(products=[], raw={"delivery_status": 42, "note": None})
    item = visitor.get("orders/list").json()["items"][0]
    assert (item["delivery_status"], item["products"], item["note"]) == (42, [], None)
    eventually(lambda: partner.at("/hooks/order"))
    assert partner.at("/hooks/order")[0].body["order"]["delivery_status"] == 42
