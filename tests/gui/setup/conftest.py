"""What tests of the setup tab share."""

import gc
from collections.abc import Iterator

import pytest


def pytest_itemcollected(item: pytest.Item) -> None:
    """Let pass what Qt's offscreen platform says of every window with a least size; real platforms do not."""
    item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints", extend=True))


@pytest.fixture(autouse=True)
def widgets_end_on_their_own_thread() -> Iterator[None]:
    """Collect garbage here and only here: on a thread of the store it would destroy widgets away from theirs."""
    gc.disable()
    yield
    gc.enable()
    gc.collect(1)
