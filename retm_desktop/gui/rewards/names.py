"""Names of products and branches for the ids a reward or a redemption holds, looked up in the store."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec

from retm_desktop.domain.rewards import Reward
from retm_desktop.domain.text import BilingualText
from retm_desktop.gui.desk import Desk
from retm_desktop.store.catalogue import Kind
from retm_desktop.store.rewards import Redemption


class _Named(msgspec.Struct):
    name: BilingualText = BilingualText()


@dataclass(frozen=True)
class BookRow:
    """A reward with what the list tells of it beside what the book has."""

    reward: Reward
    used: int = 0
    product: str = ""
    """The name of its first product, empty where there is none or the menu does not have it."""
    branch: str = ""


@dataclass(frozen=True)
class HistoryRow:
    """A redemption and the name of its branch."""

    redemption: Redemption
    branch: str = ""


async def names_of(desk: Desk, kind: Kind, ids: Iterable[str]) -> dict[str, str]:
    """Return the names of products or branches in the screen's language, by their ids as given; unknown ones miss."""
    found = {}
    for entry_id in dict.fromkeys(ids):
        held = await desk.catalogue.get(desk.connection_id, kind, entry_id, _Named)
        if held is not None and (name := desk.text(held[0].name)):
            found[entry_id] = name
    return found


async def book_rows(desk: Desk, rewards: Sequence[Reward]) -> list[BookRow]:
    """Return the rows of some rewards."""
    used = await desk.rewards.used([reward.id for reward in rewards])
    products = await names_of(desk, Kind.PRODUCT, (one.products[0].product_id for one in rewards if one.products))
    branches = await names_of(desk, Kind.BRANCH, (one.branch_ids[0] for one in rewards if one.branch_ids))
    return [
        BookRow(
            reward,
            used.get(reward.id, 0),
            products.get(reward.products[0].product_id, "") if reward.products else "",
            branches.get(reward.branch_ids[0], "") if reward.branch_ids else "",
        )
        for reward in rewards
    ]


async def history_rows(desk: Desk, redemptions: Sequence[Redemption]) -> list[HistoryRow]:
    """Return the rows of some redemptions."""
    branches = await names_of(desk, Kind.BRANCH, (one.branch_id for one in redemptions if one.branch_id))
    return [HistoryRow(one, branches.get(one.branch_id, "")) for one in redemptions]
