"""Products or branches that were chosen for a reward, and the way to choose more."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.new_order.stepper import Stepper
from retm_desktop.gui.rewards.names import names_of
from retm_desktop.gui.rewards.picker import Picker
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.buttons import button, icon_button
from retm_desktop.gui.widgets.labels import label, line
from retm_desktop.store.catalogue import Kind


@dataclass(frozen=True)
class Chosen:
    """One that was chosen, by RETM's id as received, and how many of it."""

    id: str
    quantity: int = 1


class ChosenList(QWidget):
    """Rows of what was chosen, named `<name>_<n>`, with `<name>_remove_<n>`, `_less_<n>`, `_more_<n>`; `<name>_add`."""

    changed = Signal()

    def __init__(self, desk: Desk, kind: Kind, *, counted: bool, name: str) -> None:
        """`kind` is PRODUCT or BRANCH; where they are `counted` each has a quantity."""
        super().__init__()
        self._desk = desk
        self._kind = kind
        self._counted = counted
        self._name = name
        self._tasks = ViewTasks(self, desk.background)
        self._names: dict[str, str] = {}
        self._chosen: list[Chosen] = []
        theme = desk.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s"))
        self._rows = QFrame()
        self._rows.setProperty("role", "sunken")
        self._inside = QVBoxLayout(self._rows)
        self._inside.setContentsMargins(theme.space("m"), 0, theme.space("m"), 0)
        self._inside.setSpacing(0)
        column.addWidget(self._rows)
        words = self.tr("Choose products") if kind is Kind.PRODUCT else self.tr("Choose branches")
        self.add = button(
            words, name=f"{name}_add", icon=icon("plus", theme.color("text")), icon_size=theme.size("icon_s")
        )
        self.add.clicked.connect(self.open_picker)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeading)
        self._fill()

    @property
    def chosen(self) -> tuple[Chosen, ...]:
        """What is chosen, in the order it was."""
        return tuple(self._chosen)

    def show_chosen(self, chosen: Sequence[Chosen]) -> None:
        """Show what is chosen, without telling."""
        self._chosen = list(chosen)
        self._fill()
        self._tasks.spawn(self._look_up(), "names")

    def open_picker(self) -> None:
        """Open the list of all there are."""
        picker = Picker(self._desk, self._kind, self, lambda: {one.id.casefold() for one in self._chosen})
        picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picker.picked.connect(self._put)
        picker.open()

    async def _look_up(self) -> None:
        self._names |= await names_of(self._desk, self._kind, (one.id for one in self._chosen))
        self._fill()

    def _put(self, entry_id: str, name: str) -> None:
        if any(one.id.casefold() == entry_id.casefold() for one in self._chosen):
            return
        self._names[entry_id] = name
        self._chosen.append(Chosen(entry_id))
        self._fill()
        self.changed.emit()

    def _remove(self, entry_id: str) -> None:
        self._chosen = [one for one in self._chosen if one.id != entry_id]
        self._fill()
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _count(self, entry_id: str, quantity: int) -> None:
        self._chosen = [Chosen(one.id, quantity) if one.id == entry_id else one for one in self._chosen]
        self.changed.emit()

    def _fill(self) -> None:
        while (item := self._inside.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                # Without a parent at once: nobody may find a row that is gone by its name.
                old.setParent(None)
                old.deleteLater()
        for number, one in enumerate(self._chosen):
            if number:
                self._inside.addWidget(line())
            self._inside.addWidget(self._row(number, one))
        self._rows.setVisible(bool(self._chosen))

    def _row(self, number: int, one: Chosen) -> QWidget:
        theme = self._desk.theme
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, theme.space("xs"), 0, theme.space("xs"))
        row.setSpacing(theme.space("s"))
        name = self._names.get(one.id, "")
        words = label(bidi.auto(name) if name else bidi.ltr(one.id), name=f"{self._name}_{number}", wrap=True)
        row.addWidget(words, 1)
        if self._counted:
            steps = Stepper(
                theme,
                less=f"{self._name}_less_{number}",
                more=f"{self._name}_more_{number}",
                value=one.quantity,
                most=999,
            )
            steps.changed.connect(lambda quantity: self._count(one.id, quantity))
            row.addWidget(steps)
        remove = icon_button(
            icon("x", theme.color("muted")), self.tr("Remove"), name=f"{self._name}_remove_{number}", role="line_act"
        )
        remove.clicked.connect(lambda: self._remove(one.id))
        row.addWidget(remove)
        return holder
