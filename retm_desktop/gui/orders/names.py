"""What the ids on an order are called in this restaurant, in the screen's language."""

from collections.abc import Sequence

from retm_desktop.domain.business import Branch, OrderType
from retm_desktop.gui.desk import Desk
from retm_desktop.store.catalogue import Kind


class Names:
    """Branches and order types by id; ids differ in case between RETM's own documents."""

    def __init__(self, desk: Desk, branches: Sequence[Branch], order_types: Sequence[OrderType]) -> None:
        self.branches: list[tuple[str, str]] = [(b.id, desk.text(b.name) or b.id) for b in branches]
        self._branches = {key.casefold(): name for key, name in self.branches}
        self._types = {t.id.casefold(): desk.text(t.name) for t in order_types}
        self._delivery = {t.id.casefold() for t in order_types if t.is_delivery}

    def branch(self, branch_id: str) -> str:
        """Return a branch's name, empty where it is unknown."""
        return self._branches.get(branch_id.casefold(), "")

    def order_type(self, order_type_id: str) -> str:
        """Return an order type's name, empty where it is unknown."""
        return self._types.get(order_type_id.casefold(), "")

    def is_delivery(self, order_type_id: str) -> bool:
        """Tell whether a driver takes such an order out."""
        return order_type_id.casefold() in self._delivery


def names_now(desk: Desk) -> Names:
    """Read the names for the first paint."""
    at = desk.connection_id
    return Names(
        desk, desk.catalogue.all_now(at, Kind.BRANCH, Branch), desk.catalogue.all_now(at, Kind.ORDER_TYPE, OrderType)
    )


async def read_names(desk: Desk) -> Names:
    """Read the names without holding up the window."""
    at = desk.connection_id
    branches = await desk.catalogue.all(at, Kind.BRANCH, Branch)
    return Names(desk, branches, await desk.catalogue.all(at, Kind.ORDER_TYPE, OrderType))
