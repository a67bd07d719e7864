"""The step in which the merchant allows access: the page in an embedded or the operator's own browser."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from retm_desktop.connect.browser_rules import shown_address
from retm_desktop.connect.installer import Begun
from retm_desktop.connect.provider import PROVIDERS, CallbackBy
from retm_desktop.domain.errors import OperatorError
from retm_desktop.gui import bidi
from retm_desktop.gui.connect.consent_view import BrowserMaker, BrowserUnavailable, ConsentView
from retm_desktop.gui.connect.providers import ProviderWords
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.widgets.buttons import button, icon_button
from retm_desktop.gui.widgets.copy_button import CopyButton
from retm_desktop.gui.widgets.disc import Disc
from retm_desktop.gui.widgets.labels import chip, frame, label, retone
from retm_desktop.gui.widgets.notice import Notice

_NEARLY_OVER_S = 60
_PAGE_ZOOM = 0.875
"""A web page writes at 16 pixels where this window writes at 14."""


def open_externally(address: str) -> bool:
    """Open `address` in the operator's own browser; False where the desktop has none."""
    return QDesktopServices.openUrl(QUrl.fromEncoded(address.encode("ascii")))


class ConsentPanel(QWidget):
    """Shows the consent page and counts down; tells what the operator wants instead."""

    denied = Signal()
    paste_wanted = Signal()
    cancelled = Signal()
    ran_out = Signal()
    """The time for consent is over."""

    def __init__(
        self,
        desk: Desk,
        begun: Begun,
        words: ProviderWords,
        *,
        practice: bool,
        browser: BrowserMaker,
        open_external: Callable[[str], bool],
    ) -> None:
        """`words` are those of the provider; `practice` says that its page is one of ours."""
        super().__init__()
        self._desk = desk
        self._environment = begun.environment
        self._words = words
        self._practice = practice
        self._by_browser = PROVIDERS[begun.environment.provider].callback_by is CallbackBy.BROWSER
        self._address = begun.consent_address
        self._expires_at = begun.expires_at
        self._make_browser = browser
        self._open_external = open_external
        self._browser: ConsentView | None = None
        self._remedy: Callable[[], None] = self._reload
        theme = desk.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("m"))
        column.addLayout(self._head())
        self.notice = Notice(theme, name="connect_page_notice")
        column.addWidget(self.notice)
        self._pages = QStackedWidget()
        self._window = self._browser_window()
        self._elsewhere = self._elsewhere_page()
        self._pages.addWidget(self._window)
        self._pages.addWidget(self._elsewhere)
        column.addWidget(self._pages, 1)
        column.addLayout(self._foot())
        self.notice.acted.connect(self._help)
        if isinstance(desk.house.listener_error, OperatorError):
            told = words.told(desk.house.listener_error)
            by_hand = (
                self.tr(
                    "{service}'s answer cannot reach this program now: paste the address by hand, or free the port."
                )
                if self._by_browser
                else self.tr(
                    "{service}'s answer cannot reach this program now: paste the code by hand, or free the port."
                )
            )
            self.notice.say(told.what, by_hand.format(service=words.service), tone="warn")
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._tick)
        self._clock.start()
        self._tick()
        # The engine takes a moment to load: the dialog is painted first.
        QTimer.singleShot(0, self, self._start_browser)

    def close_page(self) -> None:
        """End the browser and the countdown."""
        self._clock.stop()
        if self._browser is not None:
            self._browser.shut()
            self._browser = None

    def _head(self) -> QHBoxLayout:
        theme = self._desk.theme
        row = QHBoxLayout()
        row.setSpacing(theme.space("m"))
        texts = QVBoxLayout()
        texts.setSpacing(theme.space("hair"))
        texts.addWidget(label(self.tr("Allow access"), "heading", name="connect_consent_title"))
        words = (
            self.tr("This page belongs to the practice on this computer: press {allow} to let the program in.")
            if self._practice
            else self.tr("Sign in to {service} below if it asks you to, then press {allow}.")
        )
        texts.addWidget(label(self._filled(words), "muted", name="connect_consent_words", wrap=True))
        row.addLayout(texts, 1)
        self.remaining = chip("", name="connect_remaining")
        row.addWidget(self.remaining, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _filled(self, words: str) -> str:
        return words.format(service=self._words.service, allow=self._words.allow)

    def _browser_window(self) -> QWidget:
        theme = self._desk.theme
        window = frame("card")
        column = QVBoxLayout(window)
        edge = theme.space("s")
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.space("xs"))
        bar = QHBoxLayout()
        bar.setSpacing(theme.space("xs"))
        self._lock = QLabel()
        self._lock.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lock.setMinimumWidth(theme.size("icon_l"))
        self.address = QLineEdit()
        self.address.setObjectName("connect_address")
        self.address.setReadOnly(True)
        self.address.setAccessibleName(self.tr("Address of the page shown"))
        self.address.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        reload = icon_button(
            icon("arrow-clockwise", theme.color("muted")),
            self.tr("Load again"),
            name="connect_reload",
            icon_size=theme.size("icon"),
        )
        reload.clicked.connect(self._reload)
        bar.addWidget(self._lock)
        bar.addWidget(self.address, 1)
        bar.addWidget(reload)
        column.addLayout(bar)
        self.progress = QProgressBar()
        self.progress.setObjectName("connect_progress")
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("The page loads"))
        policy = self.progress.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.progress.setSizePolicy(policy)
        column.addWidget(self.progress)
        self._place = QVBoxLayout()
        self._waiting = label(self._filled(self.tr("{service}'s page opens…")), "muted")
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._place.addWidget(self._waiting, 1)
        column.addLayout(self._place, 1)
        self._show_address(shown_address(self._address))
        return window

    def _elsewhere_page(self) -> QWidget:
        theme = self._desk.theme
        page = frame("card")
        column = QVBoxLayout(page)
        column.setSpacing(theme.space("m"))
        column.addStretch(1)
        column.addWidget(Disc(theme, "browser", size="rail"), 0, Qt.AlignmentFlag.AlignHCenter)
        self._elsewhere_title = label("", "title", name="connect_elsewhere_title", wrap=True)
        self._elsewhere_title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._elsewhere_title)
        words = label(
            self._filled(self.tr("Press {allow} there. This window goes on by itself as soon as {service} answers.")),
            "muted",
            name="connect_elsewhere_words",
            wrap=True,
        )
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(words)
        row = QHBoxLayout()
        row.setSpacing(theme.space("s"))
        row.addStretch(1)
        self._outside = button(self.tr("Open it again"), name="connect_external_again")
        self._outside.clicked.connect(self._go_external)
        row.addWidget(self._outside)
        self._here = button(self.tr("Show it here"), "quiet", name="connect_show_here")
        self._here.clicked.connect(self._show_here)
        row.addWidget(self._here)
        row.addWidget(
            CopyButton(theme, self.tr("the page's address"), lambda: self._address, name="connect_copy_address")
        )
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        return page

    def _foot(self) -> QHBoxLayout:
        theme = self._desk.theme
        row = QHBoxLayout()
        row.setSpacing(theme.space("s"))
        self.external = button(
            self.tr("Open in my browser instead"),
            name="connect_external",
            icon=icon("arrow-square-out", theme.color("text")),
            icon_size=theme.size("icon"),
        )
        self.external.clicked.connect(self._go_external)
        paste = button(
            self.tr("Paste the address") if self._by_browser else self.tr("Paste the code"),
            name="connect_paste",
            icon=icon("clipboard-text", theme.color("text")),
            icon_size=theme.size("icon"),
        )
        paste.clicked.connect(self.paste_wanted)
        cancel = button(self.tr("Cancel"), "quiet", name="connect_cancel")
        cancel.clicked.connect(self.cancelled)
        row.addWidget(self.external)
        row.addWidget(paste)
        row.addStretch(1)
        row.addWidget(cancel)
        return row

    def _start_browser(self) -> None:
        try:
            browser = self._make_browser(self._environment, self._desk.language, _PAGE_ZOOM * self._desk.theme.scale)
        except BrowserUnavailable:
            self._here.hide()
            self.external.hide()
            self._elsewhere_title.setText(self.tr("The page opens in your own browser"))
            self._outside.setText(self.tr("Open in my browser"))
            self._pages.setCurrentWidget(self._elsewhere)
            self.notice.say(
                self.tr("The built-in browser does not work on this computer."),
                self.tr("Use your own browser: press the button below."),
            )
            return
        self._browser = browser
        self._waiting.hide()
        self._place.addWidget(browser, 1)
        browser.progressed.connect(self._progressed)
        browser.moved.connect(self._show_address)
        browser.denied.connect(self.denied)
        browser.refused.connect(self._told_elsewhere)
        browser.failed.connect(self._told_failed)
        browser.untrusted.connect(self._told_untrusted)
        browser.crashed.connect(self._told_crashed)
        browser.open(self._address)
        browser.setFocus()

    def _reload(self) -> None:
        self.notice.hide()
        if self._browser is not None:
            self._browser.reload()

    def _progressed(self, percent: int) -> None:
        self.progress.setValue(percent)
        self.progress.setVisible(percent < 100)

    def _show_address(self, address: str) -> None:
        if not address:
            return
        theme = self._desk.theme
        safe = address.startswith("https://")
        self.address.setText(address)
        self.address.setCursorPosition(0)
        glyph, tone = ("lock", "good") if safe else ("desktop", "muted")
        self._lock.setPixmap(icon(glyph, theme.color(tone)).pixmap(QSize(theme.size("icon"), theme.size("icon"))))
        self._lock.setToolTip(
            self.tr("Encrypted connection") if safe else self.tr("A page of this computer; nothing leaves it")
        )

    def _told_elsewhere(self, host: str) -> None:
        words = self._filled(
            self.tr("Only {service}'s own pages open here. If you need that page, use your own browser.")
        )
        title = self.tr("A page elsewhere was not opened.")
        if host:
            title = self.tr("A page of {host} was not opened.").format(host=bidi.ltr(host))
        self._remedy = self._go_external
        self.notice.say(title, words, tone="warn", act=self.tr("Open in my browser"))

    def _told_failed(self, code: str) -> None:
        words = self.tr("Check the internet connection and load it again. Told: {code}").format(code=bidi.ltr(code))
        if code.isdigit():
            answered = (
                self.tr(
                    "{service}'s page answered with status {code}. Check the client id and the redirect address that is"
                    " registered there, or load it again."
                )
                if self._by_browser
                else self.tr("{service}'s page answered with status {code}. Check the client id, or load it again.")
            )
            words = answered.format(service=self._words.service, code=bidi.ltr(code))
        self._offer_reload(self.tr("The page did not load well."), words)

    def _told_untrusted(self, host: str) -> None:
        self._offer_reload(
            self.tr("The connection to {host} is not safe, so the page was not opened.").format(host=bidi.ltr(host)),
            self.tr("Its certificate is not valid. Check this computer's date, and the network you are in."),
        )

    def _told_crashed(self) -> None:
        self._offer_reload(
            self.tr("The page stopped working."),
            self.tr("Nothing was connected. Load it again, or use your own browser."),
        )

    def _help(self) -> None:
        self._remedy()

    def _offer_reload(self, title: str, words: str) -> None:
        self._remedy = self._reload
        self.notice.say(title, words, tone="danger", act=self.tr("Load again"))

    def _go_external(self) -> None:
        self.notice.hide()
        if self._open_external(self._address):
            self._elsewhere_title.setText(self.tr("The page is open in your browser"))
            self._outside.setText(self.tr("Open it again"))
        else:
            self._elsewhere_title.setText(self.tr("Open the page in your browser"))
            self.notice.say(
                self.tr("No browser could be opened."),
                self.tr("Copy the page's address and open it in a browser of your choice."),
                tone="warn",
            )
        self._pages.setCurrentWidget(self._elsewhere)
        self.external.hide()

    def _show_here(self) -> None:
        self._pages.setCurrentWidget(self._window)
        self.external.show()

    def _tick(self) -> None:
        left = round((self._expires_at - self._desk.now()).total_seconds())
        if left <= 0:
            self._clock.stop()
            self.ran_out.emit()
        minutes, seconds = divmod(max(0, left), 60)
        self.remaining.setText(self.tr("{time} left").format(time=bidi.ltr(f"{minutes}:{seconds:02d}")))
        retone(self.remaining, "warn" if left <= _NEARLY_OVER_S else "")
