"""A list whose rows a delegate paints: nothing to edit, scrolled by the pixel, never sideways."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QListView


class PlainList(QListView):
    """What the lists of rows and cards have in common."""

    def __init__(self, *, name: str, words: str, step: int, uniform: bool = True) -> None:
        """`words` are what a screen reader says of it; `step` is how far the wheel goes, in logical pixels.

        `uniform` rows are of one height, which spares Qt asking for each one's.
        """
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setUniformItemSizes(uniform)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(step)
