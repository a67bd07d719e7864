"""The README's tables of the two documentations: every line of them has its place here and a test that exists."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
HEADING = "## RETM's documentation, line by line"
PAYMENTS_HEADING = "## Revenue Monster's documentation, line by line"

INDEX = """
Developer guide
New to our DevPortal
Authentication
Token
Webhook
Overview
Invoice Webhooks
Webhook Events
Invoice Created
Orders Webhooks
Webhook Events
Order Triggeres
Menu Webhooks
Menu Updates
Menu Changed
Loyalty Webhooks
Promotional Coupon
Check Reward
Redeem Reward
Customer webhook
Customer Data
Customer hook
Error webhook
Stay Alert to Connectivity Issues
Error webhook
Orders
Orders
Create Order
Cancel Order
Update delivery order status
Menu
Categories
List Categories
Single Categoy
Products
Products
Single Product
Simple List
Menu
Branches
Branches
Devices
Devices
Order type
Order types
Create order type
Price Lists
Price Lists
Payment Methods
Payment methods
Create pay method
Order Charges
order charges
Create order charges
Taxes
Tax list
Create tax
Customers
Customers
""".strip().splitlines()
"""RETM's own index of its documentation, in its order and spelling."""

PAGE = """
Authorization Code
This page is for plugin developer only
Method : POST
URL
Sandbox URL
Process flow for Grant Type: auth_code
a partner wants to request permission
only client_id is needed, as query string
Request Parameters
responseType
clientId
redirectUri
scope
state
Example Request URL
Response Parameters
code
state
Example Response URL
we can get authorization code from the query string
use this code to generate an access token and proceed
valid for ONE-TIME only
""".strip().splitlines()
"""The lines of Revenue Monster's page on the authorization code, in its order."""


def rows(heading: str = HEADING) -> list[tuple[str, str, str]]:
    """Return the rows below a heading: line of the documentation, where it is here, test."""
    text = (ROOT / "README.md").read_text("utf-8")
    table = text[text.index(heading) :].split("\n## ", 1)[0]
    found = []
    for line in table.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split(" | ")]
        if line.startswith("|") and len(cells) == 3 and not set(line) <= set("|- "):
            found.append((cells[0], cells[1], cells[2]))
    return found[1:]


def test_the_table_has_every_line_of_the_index_in_its_order() -> None:
    assert [re.sub(r"^[·\s]+", "", name) for name, _, _ in rows()] == INDEX


def test_the_table_has_every_line_of_the_page_in_its_order() -> None:
    assert [re.sub(r"^[·\s]+", "", name) for name, _, _ in rows(PAYMENTS_HEADING)] == PAGE


@pytest.mark.parametrize("row", rows() + rows(PAYMENTS_HEADING), ids=lambda row: row[0])
def test_no_line_is_empty_and_its_tests_exist(row: tuple[str, str, str]) -> None:
    _, where, proof = row
    assert len(where) > 3
    tests = re.findall(r"`([\w/]+\.py)::(\w+)`", proof)
    assert tests
    for file, name in tests:
        source = (ROOT / "tests" / file).read_text("utf-8")
        assert re.search(rf"^(async )?def {name}\(", source, re.MULTILINE), f"{file} has no {name}"
