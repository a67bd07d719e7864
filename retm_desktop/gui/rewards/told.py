"""The very JSON the till gets, as text to read and to copy."""

import json

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from retm_desktop.domain.rewards import Reward
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.widgets.copy_button import CopyButton
from retm_desktop.gui.widgets.json_text import JsonText
from retm_desktop.gui.widgets.labels import label
from retm_desktop.providers.retm.rewards import AllowedProductsForm, good
from retm_desktop.store.settings import ALLOWED_PRODUCTS


def chosen_form(desk: Desk) -> AllowedProductsForm:
    """Return which of the two documented forms the till is sent."""
    return desk.settings.get(ALLOWED_PRODUCTS, AllowedProductsForm, AllowedProductsForm.ARRAY)


class ToldDocument(QWidget):
    """Shows an answer to the till; object names are `<name>_text`, `<name>_hint` and `<name>_copy`."""

    def __init__(self, desk: Desk, *, name: str) -> None:
        super().__init__()
        self._desk = desk
        self.document = ""
        """What is shown, as it would be sent, without the line breaks."""
        theme = desk.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s"))
        self._text = JsonText(theme, self.tr("What the till gets"), name=f"{name}_text")
        column.addWidget(self._text, 1)
        row = QHBoxLayout()
        row.setSpacing(theme.space("s"))
        self._hint = label("", "caption", name=f"{name}_hint", wrap=True)
        row.addWidget(self._hint, 1)
        row.addWidget(CopyButton(theme, self.tr("the document"), lambda: self.document, name=f"{name}_copy"))
        column.addLayout(row)

    def show_reward(self, reward: Reward) -> None:
        """Show the answer for a good reward in the form that is chosen."""
        form = chosen_form(self._desk)
        quantities = {product.quantity for product in reward.products}
        if form is AllowedProductsForm.OBJECT and len(quantities) > 1:
            self._hint.setText(
                self.tr("This form has one quantity for all products: the smallest, {n}.").format(
                    n=bidi.ltr(str(min(quantities)))
                )
            )
        else:
            self._hint.clear()
        self.show_answer(good(reward, form))

    def show_answer(self, answer: dict[str, object]) -> None:
        """Show an answer."""
        self.document = json.dumps(answer, ensure_ascii=False)
        self._text.setPlainText(json.dumps(answer, ensure_ascii=False, indent=2))
