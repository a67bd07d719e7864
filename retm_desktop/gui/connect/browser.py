"""The embedded browser of the consent page; imported late, because QtWebEngine is large and may be missing."""

import json
import logging
from collections.abc import Callable
from urllib.parse import urlsplit

from PySide6.QtCore import QRectF, Qt, QUrl
from PySide6.QtWebEngineCore import (
    QWebEngineCertificateError,
    QWebEngineClientCertificateSelection,
    QWebEngineDownloadRequest,
    QWebEngineFullScreenRequest,
    QWebEngineLoadingInfo,
    QWebEnginePage,
    QWebEnginePermission,
    QWebEngineProfile,
    QWebEngineScript,
    QWebEngineSettings,
)
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QVBoxLayout, QWidget

from retm_desktop.connect.browser_rules import may_visit, says_denied, shown_address
from retm_desktop.connect.provider import ConnectableEnvironment
from retm_desktop.domain.text import Language
from retm_desktop.gui.connect.consent_view import ConsentView
from retm_desktop.gui.connect.denial import reports_denial

log = logging.getLogger(__name__)

_BLANK = "about:blank"
_OFF = (
    QWebEngineSettings.WebAttribute.JavascriptCanOpenWindows,
    QWebEngineSettings.WebAttribute.JavascriptCanAccessClipboard,
    QWebEngineSettings.WebAttribute.PluginsEnabled,
    QWebEngineSettings.WebAttribute.PdfViewerEnabled,
    QWebEngineSettings.WebAttribute.FullScreenSupportEnabled,
    QWebEngineSettings.WebAttribute.ScreenCaptureEnabled,
    QWebEngineSettings.WebAttribute.HyperlinkAuditingEnabled,
    QWebEngineSettings.WebAttribute.DnsPrefetchEnabled,
    QWebEngineSettings.WebAttribute.ErrorPageEnabled,
    QWebEngineSettings.WebAttribute.NavigateOnDropEnabled,
    QWebEngineSettings.WebAttribute.LocalContentCanAccessFileUrls,
)
_PLACE_OF = """(() => {
  const element = document.querySelector(%s);
  if (!element) return "";
  element.scrollIntoView({block: "nearest"});
  const box = element.getBoundingClientRect();
  return JSON.stringify([box.x, box.y, box.width, box.height]);
})()"""


class _ConsentPage(QWebEnginePage):
    """One page that stays with its provider: no other hosts, windows, files or questions of its own."""

    def __init__(
        self, profile: QWebEngineProfile, parent: QWidget, environment: ConnectableEnvironment, view: "ConsentBrowser"
    ) -> None:
        super().__init__(profile, parent)
        self._environment = environment
        self._browser = view

    def acceptNavigationRequest(
        self, url: QUrl | str, navigation: QWebEnginePage.NavigationType, is_main_frame: bool
    ) -> bool:
        address = bytes(QUrl(url).toEncoded().data()).decode("ascii", "replace")
        if not is_main_frame and address == _BLANK:
            return True
        if is_main_frame and says_denied(address):
            self._browser.denied.emit()
        if may_visit(address, self._environment):
            return True
        log.info("the consent page wanted to lead elsewhere: %s", shown_address(address) or "no web address")
        if is_main_frame:
            self._browser.refused.emit(urlsplit(shown_address(address)).netloc)
        return False

    def createWindow(self, kind: QWebEnginePage.WebWindowType) -> QWebEnginePage:
        """Open nothing. Qt takes a null page for "no"; PySide's types have no word for it."""
        return None  # type: ignore[return-value]

    def chooseFiles(self, *_asked: object) -> list[str]:
        return []

    # Qt's own versions of the next three open dialogs with a loop of their own, which the program's loop cannot bear.
    def javaScriptAlert(self, origin: QUrl | str, message: str) -> None:
        log.debug("the consent page says something in a box of its own")

    def javaScriptConfirm(self, origin: QUrl | str, message: str) -> bool:
        """Agree: the page asks only about what the merchant has just pressed."""
        return True

    def javaScriptPrompt(self, origin: QUrl | str, message: str, default: str) -> tuple[bool, str]:
        return False, ""

    def javaScriptConsoleMessage(
        self, level: QWebEnginePage.JavaScriptConsoleMessageLevel, message: str, line: int, source: str
    ) -> None:
        """What a page writes may hold codes, so only where it was written goes to the log."""
        log.debug("consent page console: %s line %d", shown_address(source), line)


class ConsentBrowser(ConsentView):
    """Shows one provider's consent page off the record."""

    def __init__(self, environment: ConnectableEnvironment, language: Language, zoom: float = 1.0) -> None:
        """`zoom` is 1.0 for the page's own size."""
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        profile = QWebEngineProfile()
        profile.setHttpAcceptLanguage(language)
        profile.setHttpCacheType(QWebEngineProfile.HttpCacheType.MemoryHttpCache)
        profile.downloadRequested.connect(self._refuse_download)
        view = QWebEngineView(self)
        view.setObjectName("connect_browser")
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        view.setAcceptDrops(False)
        page = _ConsentPage(profile, view, environment, self)
        for attribute in _OFF:
            page.settings().setAttribute(attribute, False)
        page.permissionRequested.connect(self._deny)
        page.certificateError.connect(self._reject_certificate)
        page.selectClientCertificate.connect(self._offer_no_certificate)
        page.fullScreenRequested.connect(self._stay_small)
        page.loadProgress.connect(self.progressed)
        page.loadingChanged.connect(self._loading)
        page.titleChanged.connect(self._titled)
        page.urlChanged.connect(self._went)
        page.renderProcessTerminated.connect(self._ended)
        view.setPage(page)
        column.addWidget(view)
        # Qt deletes children in the order they came: the profile joins last and so outlives its page on every way out.
        profile.setParent(self)
        self._profile: QWebEngineProfile | None = profile
        self._view: QWebEngineView | None = view
        self._page: _ConsentPage | None = page
        self._zoom = zoom
        self._loaded = False
        self.setFocusProxy(view)

    def open(self, address: str) -> None:
        if self._page is not None:
            self._page.setZoomFactor(self._zoom)
            self._page.load(QUrl.fromEncoded(address.encode("ascii")))

    def reload(self) -> None:
        if self._page is not None:
            self._page.triggerAction(QWebEnginePage.WebAction.Reload)

    def shut(self) -> None:
        page, view, profile = self._page, self._view, self._profile
        self._page = self._view = self._profile = None
        if page is None or view is None or profile is None:
            return
        page.triggerAction(QWebEnginePage.WebAction.Stop)
        page.destroyed.connect(profile.deleteLater)
        view.hide()
        view.deleteLater()

    @property
    def parts(self) -> tuple[QWebEngineProfile, QWebEnginePage]:
        """The profile and its page, until `shut`."""
        if self._profile is None or self._page is None:
            raise RuntimeError("the browser is shut")
        return self._profile, self._page

    def locate(self, selector: str, found: Callable[[QRectF | None], None]) -> None:
        """Bring the element `selector` into view and ask where it lies there; `found` gets None where there is none.

        For scripts that press a button of the page with a real mouse click.
        """

        def told(answer: object) -> None:
            edges = json.loads(answer) if isinstance(answer, str) and answer else None
            found(QRectF(*(edge * zoom for edge in edges)) if edges else None)

        if self._page is not None:
            zoom = self._page.zoomFactor()
            self._page.runJavaScript(
                _PLACE_OF % json.dumps(selector), QWebEngineScript.ScriptWorldId.ApplicationWorld.value, told
            )

    def _loading(self, info: QWebEngineLoadingInfo) -> None:
        states = QWebEngineLoadingInfo.LoadStatus
        self._loaded = info.status() == states.LoadSucceededStatus
        if info.status() == states.LoadFailedStatus:
            domains = QWebEngineLoadingInfo.ErrorDomain
            if info.errorDomain() == domains.CertificateErrorDomain:
                return
            code = str(info.errorCode()) if info.errorDomain() == domains.HttpStatusCodeDomain else info.errorString()
            self.failed.emit(code)
        self._look_for_denial()

    def _titled(self, _title: str) -> None:
        self._look_for_denial()

    def _look_for_denial(self) -> None:
        """Only a page that loaded well counts: a firewall's error page is called "Access denied" too."""
        if self._page is None or not self._loaded:
            return
        address = bytes(self._page.url().toEncoded().data()).decode("ascii", "replace")
        if reports_denial(address, self._page.title()):
            self.denied.emit()

    def _went(self, url: QUrl) -> None:
        self.moved.emit(shown_address(bytes(url.toEncoded().data()).decode("ascii", "replace")))

    def _ended(self, status: QWebEnginePage.RenderProcessTerminationStatus, code: int) -> None:
        if status != QWebEnginePage.RenderProcessTerminationStatus.NormalTerminationStatus:
            log.info("the consent page's process ended: %s %d", status.name, code)
            self.crashed.emit()

    def _reject_certificate(self, error: QWebEngineCertificateError) -> None:
        error.rejectCertificate()
        self.untrusted.emit(error.url().host())

    def _offer_no_certificate(self, selection: QWebEngineClientCertificateSelection) -> None:
        selection.selectNone()

    def _deny(self, permission: QWebEnginePermission) -> None:
        permission.deny()

    def _stay_small(self, request: QWebEngineFullScreenRequest) -> None:
        request.reject()

    def _refuse_download(self, download: QWebEngineDownloadRequest) -> None:
        download.cancel()
        self.refused.emit(download.url().host())
