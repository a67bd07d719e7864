"""A connected home, and the processes around it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.chaos.killable import Killable, environment
from tests.chaos.ordeal import free_port
from tests.chaos.restaurant import Restaurant


@dataclass
class House:
    """A restaurant that lasts for the test, and programs that are started on one home and one port."""

    home: Path
    restaurant: Restaurant
    stack: ExitStack
    port: int = field(default_factory=free_port)

    def start(self, task: str, extra: str = "", *, before: tuple[str, ...] = ()) -> Killable:
        """Start the program with a task (see `tests.chaos.program`); what is left of it is killed after the test."""
        arguments = (str(self.home), str(self.port), task, "1", extra)
        program = Killable("tests.chaos.program", *arguments, environment=environment(self.home), before=before)
        return self.stack.enter_context(program)

    def connect(self) -> None:
        """Connect the restaurant and end the program again."""
        program = self.start("install", self.restaurant.url)
        told = program.wait("consent")
        assert self.restaurant.consent(told["listener"], told["consent"])["outcome"] == "granted"
        program.wait("ready")
        assert program.end() == 0

    @property
    def store(self) -> Path:
        """The store's file."""
        return self.home / "store.sqlite3"


@pytest.fixture
def open_house(tmp_path: Path) -> Iterator[Callable[..., House]]:
    """Return the opener of a house; its words go to `Restaurant`."""
    with ExitStack() as stack:

        def opened(**settings: float) -> House:
            chosen = {"seed": 1, "orders": 10, **settings}
            return House(tmp_path / "home", stack.enter_context(Restaurant(**chosen)), stack)  # type: ignore[arg-type]

        yield opened
