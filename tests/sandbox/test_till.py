"""The till: what RETM's POS asks about reward codes, how it reads the answers, and its re-deliveries."""

import threading
from typing import Any

import pytest

from retm_desktop.sandbox import Sandbox
from tests.sandbox.conftest import OpenSandbox, Partner, eventually

Document = dict[str, Any]

CHECK, REDEEM = "/hooks/reward/check", "/hooks/reward/redeem"


def reward(**changes: object) -> Document:
    """The example of api-5053406 with `changes`; a None takes a key away."""
    data = {
        "type": 2,
        "is_percentage": True,
        "customer_number": "0500000001",
        "discount_amount": "25",
        "max_discount_amount": "0",
        "allowed_products": [{"product_id": "01k4hdd14htwf32bjq85q8wn82", "quantity": "1"}],
        "button": {"label": {"ar": "تفاصيل", "en": "Details"}, "url": "https://app.example/r/204", "close_modal": True},
    } | changes
    return {"data": {key: value for key, value in data.items() if value is not None}, "errors": []}


@pytest.fixture
def till(open_sandbox: OpenSandbox) -> Sandbox:
    """A restaurant in which the partner is installed."""
    sandbox = open_sandbox(orders=0).sandbox
    sandbox.consent()
    return sandbox


def test_a_check_sends_the_documented_body_and_reports_the_answer(till: Sandbox, partner: Partner) -> None:
    partner.answer = reward()
    answer = till.check_reward("SUMMER-204")
    (asked,) = partner.at(CHECK)
    assert asked.bearer == "Bearer hook-secret"
    assert asked.body == {"reward_code": "SUMMER-204", "business_refrence": "palmgrill"}
    assert (answer["status"], answer["understood"], answer["problems"]) == (200, True, [])
    assert answer["body"] == reward()
    assert answer["seconds"] > 0
    till.check_reward("SUMMER-204", right_spelling=True)
    assert partner.at(CHECK)[1].body == {"reward_code": "SUMMER-204", "business_reference": "palmgrill"}


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, reward(allowed_products={"product_id": ["01k4hdd14htwf32bjq85q8wn82"], "quantity": 1})),
        (201, reward(type=1, is_percentage=False, allowed_products=[], discount_amount=12.5)),
        (200, reward(type="1", allowed_products=None, button=None)),
        (400, {"data": [], "message": "Code already used", "errors": []}),
        (400, {"errors": ["Not today", "Not here"]}),
    ],
)
def test_documented_shapes_are_understood(till: Sandbox, partner: Partner, status: int, body: Document) -> None:
    partner.status[CHECK], partner.answer = status, body
    answer = till.check_reward("X")
    assert (answer["status"], answer["problems"], answer["understood"]) == (status, [], True)


@pytest.mark.parametrize(
    ("status", "body", "problem"),
    [
        (200, {"data": [], "errors": []}, "data is not an object"),
        (200, reward(type=3), "type is neither 1 nor 2"),
        (200, reward(type=True), "type is neither 1 nor 2"),
        (200, reward(is_percentage=1), "is_percentage is not a boolean"),
        (200, reward(customer_number=500000001), "customer_number is not a string"),
        (200, reward(discount_amount="a lot"), "discount_amount is not an amount"),
        (200, reward(max_discount_amount=None), "max_discount_amount is not an amount"),
        (200, reward(allowed_products=[]), "allowed_products has neither documented form"),
        (200, reward(allowed_products=[{"product_id": 7}]), "allowed_products has neither documented form"),
        (200, reward(allowed_products={"product_id": "01k4"}), "allowed_products has neither documented form"),
        (200, reward(button={"label": "Details"}), "button is incomplete"),
        (200, reward() | {"errors": ["?"]}, "errors is not an empty array"),
        (400, {"data": {}, "message": "Used"}, "data of a refusal is not an empty array"),
        (400, {"data": [], "message": ""}, "neither message nor errors says why"),
        (400, {"errors": "Used"}, "errors is not an array of strings"),
        (422, {"message": "Used"}, "status 422"),
    ],
)
def test_other_shapes_are_not(till: Sandbox, partner: Partner, status: int, body: Document, problem: str) -> None:
    partner.status[CHECK], partner.answer = status, body
    answer = till.check_reward("X")
    assert (answer["understood"], answer["problems"]) == (False, [problem])


def test_nobody_answers_the_cashier(till: Sandbox) -> None:
    till.set_partner("http://127.0.0.1:9")
    answer = till.check_reward("X")
    assert (answer["status"], answer["error"], answer["understood"]) == (0, "ConnectError", False)


def test_a_redemption_has_the_five_documented_fields(till: Sandbox, partner: Partner) -> None:
    (answer,) = till.redeem_reward("SUMMER-204")
    (sent,) = partner.at(REDEEM)
    assert sent.bearer == "Bearer hook-secret"
    assert list(sent.body) == ["reward_code", "business_refrence", "branch_id", "date", "timestamp"]
    assert sent.body["timestamp"].startswith(sent.body["date"] + "T")
    assert sent.body == answer["sent"]
    assert (answer["status"], answer["attempts"], answer["understood"]) == (200, 1, True)
    told = {"branch_id": "01here", "date": "2026-02-03", "timestamp": "2026-02-03T18:24:00"}
    (answer,) = till.redeem_reward("SUMMER-204", **told)  # type: ignore[arg-type]
    assert answer["sent"] == {"reward_code": "SUMMER-204", "business_refrence": "palmgrill"} | told


def test_many_tills_redeem_at_the_same_moment(till: Sandbox, partner: Partner) -> None:
    partner.meeting[REDEEM] = threading.Barrier(20)
    answers = till.redeem_reward("LAST-1", times=20, together=True)
    assert [answer["status"] for answer in answers] == [200] * 20
    sent = [answer["sent"] for answer in answers]
    assert len({body["timestamp"] for body in sent}) == 20
    assert len({body["branch_id"] for body in sent}) == 5


def test_a_repeat_is_the_same_body_again(till: Sandbox, partner: Partner) -> None:
    first = till.redeem_reward("A", times=2)[-1]
    till.redeem_reward("B")
    again = till.redeem_reward("A", times=3, together=True, repeat=True)
    assert [answer["sent"] for answer in again] == [first["sent"]] * 3
    fresh = till.redeem_reward("C", times=2, repeat=True)
    assert fresh[0]["sent"] == fresh[1]["sent"]
    assert till.redeem_reward("A")[0]["status"] == 200
    assert len(partner.at(REDEEM)) == 2 + 1 + 3 + 2 + 1


def test_a_failed_redemption_is_delivered_again_and_reported(till: Sandbox, partner: Partner) -> None:
    partner.status[REDEEM] = 503
    (answer,) = till.redeem_reward("A")
    assert (answer["status"], answer["attempts"], answer["problems"]) == (503, 3, ["status 503"])
    assert [hook.body for hook in partner.at(REDEEM)] == [answer["sent"]] * 3
    eventually(lambda: partner.at("/hooks/error"))
    assert partner.at("/hooks/error")[0].body == {"code": 503, "endpoint": f"{partner.url}{REDEEM}", "message": ""}


def test_a_refused_redemption_is_left_alone(till: Sandbox, partner: Partner) -> None:
    partner.status[REDEEM], partner.answer = 400, {"data": [], "message": "No uses left", "errors": []}
    (answer,) = till.redeem_reward("A")
    assert (answer["status"], answer["attempts"], answer["understood"]) == (400, 1, True)
    assert [d["outcome"] for d in till.books()["deliveries"]] == ["refused"]
    partner.answer = {}
    assert till.redeem_reward("A")[0]["problems"] == ["neither message nor errors says why"]
    assert partner.at("/hooks/error") == []


def test_the_till_over_http(open_sandbox: OpenSandbox, partner: Partner) -> None:
    visitor = open_sandbox(orders=0)
    visitor.sandbox.consent()
    partner.answer = reward()
    assert visitor.http.post("/_sandbox/check-reward", json={"code": "A"}).json()["understood"] is True
    answers = visitor.http.post("/_sandbox/redeem-reward", json={"code": "A", "times": 2, "together": True}).json()
    assert [answer["status"] for answer in answers] == [200, 200]
    assert visitor.http.post("/_sandbox/redeem-reward", json={"codes": "A"}).status_code == 400
