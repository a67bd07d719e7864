"""The README's table of RETM's documentation: every line of RETM's index is on screen and has a test that exists."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
HEADING = "## RETM's documentation, line by line"

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


def rows() -> list[tuple[str, str, str]]:
    """Return the table's rows: index line, where it is on screen, test."""
    text = (ROOT / "README.md").read_text("utf-8")
    table = text[text.index(HEADING) :].split("\n## ", 1)[0]
    found = []
    for line in table.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split(" | ")]
        if line.startswith("|") and len(cells) == 3 and not set(line) <= set("|- "):
            found.append((cells[0], cells[1], cells[2]))
    return found[1:]


def test_the_table_has_every_line_of_the_index_in_its_order() -> None:
    assert [re.sub(r"^[·\s]+", "", name) for name, _, _ in rows()] == INDEX


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_no_line_is_empty_and_its_tests_exist(row: tuple[str, str, str]) -> None:
    _, where, proof = row
    assert len(where) > 3
    tests = re.findall(r"`([\w/]+\.py)::(\w+)`", proof)
    assert tests
    for file, name in tests:
        source = (ROOT / "tests" / file).read_text("utf-8")
        assert re.search(rf"^(async )?def {name}\(", source, re.MULTILINE), f"{file} has no {name}"
