"""What the setup tab tells of this computer beyond what every view needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol, runtime_checkable


@dataclass(frozen=True)
class Particulars:
    """Where things lie and what was heard; empty values are not shown."""

    home: Path | None = None
    """The folder of the store and the sealed secrets."""
    vault_backend: str = ""
    """The name of the system's password store."""
    last_heard: Mapping[str, datetime] | None = None
    """When the listener last took in a call, aware UTC, by kind (`install`, `order`, …); None: not known."""


@runtime_checkable
class TellsParticulars(Protocol):
    """A house that knows its particulars."""

    @property
    def particulars(self) -> Particulars:
        """As of now."""


def particulars_of(house: object) -> Particulars:
    """Return what `house` tells; nothing where it tells nothing."""
    return house.particulars if isinstance(house, TellsParticulars) else Particulars()
