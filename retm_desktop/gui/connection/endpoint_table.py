"""The table of every endpoint, as this connection uses it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from retm_desktop.domain.text import fold
from retm_desktop.gui import bidi
from retm_desktop.gui.connection.words import (
    AREA_OF,
    area_name,
    endpoint_name,
    is_there,
    mark_name,
    milliseconds,
    status_tone,
    status_words,
)
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.widgets.paged_table import Column, PagedTable
from retm_desktop.providers.retm.endpoints import Mark
from retm_desktop.sync.inspector import EndpointState


@dataclass(frozen=True)
class Choice:
    """Which endpoints are shown: of an area (empty: all), of a sort ("", trouble, untried, changed, assumed)."""

    area: str = ""
    sort: str = ""
    text: str = ""

    def takes(self, state: EndpointState) -> bool:
        """Tell whether an endpoint is shown."""
        if self.area and AREA_OF.get(state.endpoint.name) != self.area:
            return False
        last = state.last
        fits = {
            "trouble": last is not None and not is_there(last),
            "untried": last is None,
            "changed": state.overridden,
            "assumed": state.endpoint.mark is Mark.ASSUMED,
        }
        return fits.get(self.sort, True) and all(word in _searched(state) for word in fold(self.text).split())


class EndpointTable(PagedTable[Choice, EndpointState]):
    """Shows what `show_states` was told last, as far as `choice` takes it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            self._described(),
            name="connection_endpoints",
            words=QCoreApplication.translate("EndpointTable", "Every endpoint"),
            key=lambda state: state.endpoint.name,
            query=lambda: self.choice,
            total=self._count,
            page=self._shown_of,
        )
        self.choice = Choice()
        self._desk = desk
        self._states: Sequence[EndpointState] = ()

    def show_states(self, states: Sequence[EndpointState]) -> None:
        """Show these endpoints."""
        self._states = states
        self.ask()

    async def _count(self, choice: Choice) -> int:
        return sum(choice.takes(state) for state in self._states)

    async def _shown_of(self, choice: Choice, offset: int, limit: int) -> Sequence[EndpointState]:
        return [state for state in self._states if choice.takes(state)][offset : offset + limit]

    def _described(self) -> list[Column[EndpointState]]:
        translate = QCoreApplication.translate
        return [
            Column(
                translate("EndpointTable", "Endpoint"),
                lambda state: endpoint_name(state.endpoint.name),
                units=4.2,
                stretch=True,
                strong=True,
            ),
            Column(
                translate("EndpointTable", "Path in use"),
                lambda state: bidi.ltr(f"{state.endpoint.method} {state.path}"),
                units=5.8,
                spare=4,
                tone=lambda state: "primary" if state.overridden else "muted",
                icon=lambda state: "pencil-simple" if state.overridden else "",
            ),
            Column(
                translate("EndpointTable", "Docs"),
                lambda state: mark_name(state.endpoint.mark),
                units=2.5,
                spare=2,
                tone=lambda state: "muted" if state.endpoint.mark is Mark.DOCUMENTED else "warn",
            ),
            Column(
                translate("EndpointTable", "Last answer"),
                lambda state: status_words(state.last),
                units=3.7,
                chip=True,
                tone=lambda state: status_tone(state.last),
            ),
            Column(
                translate("EndpointTable", "At"),
                self._time_words,
                units=1.6,
                spare=1,
                tone=lambda _state: "muted",
            ),
            Column(
                translate("EndpointTable", "Took"),
                lambda state: milliseconds(state.last.seconds) if state.last is not None else "",
                units=1.8,
                at_end=True,
                spare=3,
                tone=lambda _state: "muted",
            ),
        ]

    def _time_words(self, state: EndpointState) -> str:
        return bidi.clock(state.last.at, self._desk.zone) if state.last is not None else ""


def _searched(state: EndpointState) -> str:
    name = state.endpoint.name
    area = area_name(AREA_OF.get(name, ""))
    return fold(f"{endpoint_name(name)} {name} {state.path} {state.endpoint.method} {state.endpoint.source} {area}")
