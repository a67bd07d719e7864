"""The sound for new orders: on or off, how loud, and a button that plays it."""

from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout

from retm_desktop.gui import bidi
from retm_desktop.gui.bell import ON, TROUBLE, USUAL_VOLUME, VOLUME, Player, Trouble, trouble_words
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.setup.section import Section
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.buttons import button, icon_button
from retm_desktop.gui.widgets.labels import frame, label

_SOFTEST, _LOUDEST, _STEP = 10, 100, 10


class Sound(Section):
    """Applies at once; says whether the sound really played."""

    def __init__(self, desk: Desk, player: Player) -> None:
        theme = desk.theme
        super().__init__(
            theme,
            "bell-ringing",
            self.tr("Sound for new orders"),
            self.tr("Rings when a new order comes, and every 30 seconds until somebody has seen it or acted on it."),
            name="setup_sound",
        )
        self._desk = desk
        self._player = player
        self._tasks = ViewTasks(self, desk.background)
        self.add_line(self.tr("Sound"), "", self._switch())
        self._try = button(
            self.tr("Try it"),
            name="setup_sound_try",
            icon=icon("play", theme.color("text")),
            icon_size=theme.size("icon"),
        )
        self._try.clicked.connect(lambda: self._tasks.spawn(self._play(), "try"))
        self.add_line(self.tr("Volume"), "", self._volume(), self._try)
        self.state = label("", "muted", name="setup_sound_state", wrap=True)
        self.add(self.state)
        self._say(trouble_words(desk.settings.get(TROUBLE, str, "")))
        self._show_volume()

    def _switch(self) -> QFrame:
        theme = self._desk.theme
        on = self._desk.settings.get(ON, bool, True)
        segment, row = self._segment("setup_sound_switch")
        group = QButtonGroup(segment)
        for value, glyph, words, name in (
            (True, "speaker-high", self.tr("On"), "on"),
            (False, "speaker-slash", self.tr("Off"), "off"),
        ):
            glyph_icon = icon(glyph, theme.color("muted"), theme.color("primary"))
            made = button(words, "segment", name=f"setup_sound_{name}", icon=glyph_icon, icon_size=theme.size("icon_s"))
            made.setChecked(value is on)
            made.clicked.connect(lambda _checked=False, value=value: self._desk.settings.set(ON, value))
            group.addButton(made)
            row.addWidget(made)
        return segment

    def _volume(self) -> QFrame:
        theme = self._desk.theme
        segment, row = self._segment("setup_sound_volume")
        size = theme.size("icon")
        self._softer = icon_button(
            icon("minus", theme.color("text")), self.tr("Softer"), name="setup_sound_softer", icon_size=size
        )
        self._louder = icon_button(
            icon("plus", theme.color("text")), self.tr("Louder"), name="setup_sound_louder", icon_size=size
        )
        self._figure = label("", "strong", name="setup_sound_percent")
        self._softer.clicked.connect(lambda: self._change_volume(-_STEP))
        self._louder.clicked.connect(lambda: self._change_volume(_STEP))
        for each in (self._softer, self._figure, self._louder):
            row.addWidget(each)
        return segment

    def _segment(self, name: str) -> tuple[QFrame, QHBoxLayout]:
        theme = self._desk.theme
        segment = frame("sunken", name=name)
        row = QHBoxLayout(segment)
        row.setContentsMargins(*(theme.space("hair"),) * 4)
        row.setSpacing(theme.space("xs"))
        return segment, row

    @property
    def _loudness(self) -> int:
        return min(_LOUDEST, max(_SOFTEST, self._desk.settings.get(VOLUME, int, USUAL_VOLUME)))

    def _change_volume(self, by: int) -> None:
        self._desk.settings.set(VOLUME, min(_LOUDEST, max(_SOFTEST, self._loudness + by)))
        self._show_volume()

    def _show_volume(self) -> None:
        now = self._loudness
        self._figure.setText(bidi.ltr(f"{now} %"))
        self._softer.setEnabled(now > _SOFTEST)
        self._louder.setEnabled(now < _LOUDEST)

    async def _play(self) -> None:
        self._try.setEnabled(False)
        try:
            trouble = await self._player.play(self._loudness / 100)
        finally:
            self._try.setEnabled(True)
        self._desk.settings.set(TROUBLE, trouble.value)
        played = self.tr("It was played. If you heard nothing, look at the loudspeaker's own volume.")
        self._say(played if trouble is Trouble.NONE else trouble_words(trouble))

    def _say(self, words: str) -> None:
        self.state.setText(words)
        self.state.setVisible(bool(words))
