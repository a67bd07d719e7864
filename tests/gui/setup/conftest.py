"""What tests of the setup tab share."""

import pytest


def pytest_itemcollected(item: pytest.Item) -> None:
    """Let pass what Qt's offscreen platform says of every window with a least size; real platforms do not."""
    item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints", extend=True))
