"""The program killed while it is connected: the install goes on after a start, or says why it does not."""

import asyncio
import random
from collections.abc import Callable

import pytest

from tests.chaos.conftest import House
from tests.chaos.killable import Killable, Told
from tests.waiting import until

_SLOW_MS = 800
"""How long every answer takes: the token's, and then the one that tells the account's name."""
_BOUND = 20.0
SHARES = [random.Random(n).random() for n in range(3)]  # noqa: S311 - moments, no secrets
"""Shares of the time a kill is meant to strike in."""


@pytest.mark.parametrize("share", SHARES)
async def test_killed_before_the_code_is_exchanged_it_is_exchanged_once_and_connects(
    open_house: Callable[..., House], share: float
) -> None:
    house = open_house()
    program = house.start("install", house.restaurant.url)
    told = program.wait("consent")
    house.restaurant.pull("set_latency", milliseconds=_SLOW_MS)
    _allow(house, told)
    # Up to three quarters of the wait: the code is in the journal or the vault, or its exchange is on its way.
    await asyncio.sleep(share * 0.75 * _SLOW_MS / 1000)
    program.kill()
    assert not program.has_told("ready")
    house.restaurant.pull("set_latency", milliseconds=0)
    await _goes_on_and_connects(house)
    assert house.restaurant.books()["calls"]["token"] <= 2, "at most the one that was broken off, and its repeat"


@pytest.mark.parametrize("share", SHARES[:2])
async def test_killed_with_the_tokens_in_hand_it_connects_without_another_exchange(
    open_house: Callable[..., House], share: float
) -> None:
    house = open_house()
    program = house.start("install", house.restaurant.url)
    told = program.wait("consent")
    house.restaurant.pull("set_latency", milliseconds=_SLOW_MS)
    _allow(house, told)
    program.wait_for(lambda told: _first(told, "secret", "install.1.tokens"), "the tokens")
    await asyncio.sleep(share * 0.75 * _SLOW_MS / 1000)
    program.kill()
    assert not program.has_told("ready")
    house.restaurant.pull("set_latency", milliseconds=0)
    await _goes_on_and_connects(house)
    assert house.restaurant.books()["calls"]["token"] == 1


@pytest.mark.parametrize("share", SHARES[:1])
async def test_killed_when_the_answer_with_the_tokens_is_lost_it_says_why_and_can_begin_anew(
    open_house: Callable[..., House], share: float
) -> None:
    """The code is spent and nobody has the tokens: only a new install helps, and that is what is told."""
    house = open_house()
    program = house.start("install", house.restaurant.url)
    told = program.wait("consent")
    house.restaurant.pull("set_faults", faults={"drop": 1.0})
    _allow(house, told)
    await until(lambda: house.restaurant.books()["calls"].get("token", 0) == 1, _BOUND)
    await asyncio.sleep(share * 0.5)
    program.kill()
    house.restaurant.pull("set_faults", faults={})
    again = house.start("resume")
    ended = again.wait_for(_ended, "the end of the install")
    assert (ended["install"], ended["reason"]) == ("failed", "code_refused")
    assert again.end() == 0
    house.connect()


async def test_killed_while_the_merchant_decides_the_consent_counts_after_a_start(
    open_house: Callable[..., House],
) -> None:
    house = open_house()
    program = house.start("install", house.restaurant.url)
    told = program.wait("consent")
    program.kill()
    assert house.restaurant.consent(told["listener"], told["consent"])["outcome"] == "failed", "nobody is there"
    again = house.start("resume")
    again.wait("network")
    _allow(house, told)
    await _is_connected(house, again)


def _allow(house: House, told: Told) -> None:
    assert house.restaurant.consent(told["listener"], told["consent"])["outcome"] == "granted"


async def _goes_on_and_connects(house: House) -> None:
    again = house.start("resume")
    await _is_connected(house, again)


async def _is_connected(house: House, program: Killable) -> None:
    ended = program.wait_for(_ended, "the end of the install")
    assert (ended["install"], ended["reason"]) == ("connected", "")
    program.wait("ready")
    house.restaurant.pull("place_order")
    # Its webhooks are accepted: the token the restaurant was given before the kill is known.
    await until(lambda: [d["outcome"] for d in house.restaurant.books()["deliveries"]] == ["delivered"] * 2, _BOUND)
    assert program.end() == 0
    assert [one["outcome"] for one in house.restaurant.books()["installs"] if one["status"]] == ["granted"]


def _ended(told: list[Told]) -> Told | None:
    return next((one for one in told if one.get("install") in ("connected", "failed", "expired", "cancelled")), None)


def _first(told: list[Told], key: str, value: str) -> Told | None:
    return next((one for one in told if one.get(key) == value), None)
