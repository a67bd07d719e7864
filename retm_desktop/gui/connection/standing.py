"""What works: every endpoint's last answer, counted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from retm_desktop.gui import bidi
from retm_desktop.gui.connection.words import AREAS, is_there
from retm_desktop.sync.inspector import EndpointState


@dataclass(frozen=True)
class Standing:
    """How many endpoints stand how; they add up to `total`."""

    total: int = 0
    working: int = 0
    refused: int = 0
    missing: int = 0
    failing: int = 0
    untried: int = 0

    @property
    def troubled(self) -> int:
        """How many do not work, of those that were tried."""
        return self.refused + self.missing + self.failing

    @property
    def tone(self) -> str:
        """The tone of the whole: good only when all were tried and all work."""
        if self.troubled:
            return "danger" if self.refused or self.failing else "warn"
        return "good" if self.total and not self.untried else ""

    def words(self) -> str:
        """Return the one sentence, for example "18 of 26 endpoints work, 2 refused (403), 6 not tried yet"."""
        translate = QCoreApplication.translate
        parts = [
            translate("Standing", "{n} of {total} endpoints work").format(
                n=bidi.ltr(str(self.working)), total=bidi.ltr(str(self.total))
            )
        ]
        for words, count in (
            (translate("Standing", "{n} refused (403)"), self.refused),
            (translate("Standing", "{n} not there (404)"), self.missing),
            (translate("Standing", "{n} with another failure"), self.failing),
            (translate("Standing", "{n} not tried yet"), self.untried),
        ):
            if count:
                parts.append(words.format(n=bidi.ltr(str(count))))
        return translate("Standing", ", ").join(parts)


def standing(states: Iterable[EndpointState]) -> Standing:
    """Count the last answers."""
    total = working = refused = missing = failing = untried = 0
    for state in states:
        total += 1
        last = state.last
        if last is None:
            untried += 1
        elif is_there(last):
            working += 1
        elif last.status == 403:
            refused += 1
        elif last.status in (404, 405, 410):
            missing += 1
        else:
            failing += 1
    return Standing(total, working, refused, missing, failing, untried)


def by_area(states: Sequence[EndpointState]) -> dict[str, tuple[EndpointState, ...]]:
    """Return the endpoints of each area, in the order of the areas."""
    named = {state.endpoint.name: state for state in states}
    return {area: tuple(named[name] for name in names if name in named) for area, names in AREAS.items()}
