"""The notice over every tab that RETM could not deliver messages to this computer (doc-401133)."""

from datetime import datetime, timedelta

from retm_desktop.gui import bidi
from retm_desktop.gui.connection.words import breakable
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.widgets.notice import Notice
from retm_desktop.sync.alert import Undelivered

_TOGETHER = timedelta(minutes=1)
"""Alerts within this time are told together: when the way to us is cut, every address fails at once."""
_MOST_NAMED = 3


class AlertNotice(Notice):
    """Hidden until `add`; its button leads to the connection page."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, name="alert_notice")
        self._desk = desk
        self._since: datetime | None = None
        self._alerts: dict[str, Undelivered] = {}

    def add(self, alert: Undelivered) -> None:
        """Tell an alert, together with those of the last minute."""
        now = self._desk.now()
        if self._since is None or self.isHidden() or now - self._since > _TOGETHER:
            self._since, self._alerts = now, {}
        self._alerts.pop(alert.endpoint, None)
        self._alerts[alert.endpoint] = alert
        told = list(self._alerts.values())
        lines = [self._line(one) for one in told[-_MOST_NAMED:]]
        if len(told) > _MOST_NAMED:
            lines.append(self.tr("Further addresses: {n}.").format(n=bidi.ltr(str(len(told) - _MOST_NAMED))))
        own = any(one.connection_id == self._desk.connection_id for one in told)
        lines.append(
            self.tr("Everything is being read from RETM again, so no order is missed. Look at the connection.")
            if own
            else self.tr("It concerns another of your restaurants, which is read again as soon as it is shown.")
        )
        self.say(
            self.tr("RETM could not deliver messages to this computer."),
            "\n".join(lines),
            tone="warn",
            act=self.tr("Connection"),
        )

    def _line(self, alert: Undelivered) -> str:
        address = breakable(alert.endpoint) or self.tr("an address RETM does not name")
        answer = bidi.ltr(str(alert.code)) if alert.code else self.tr("none")
        words = self.tr("Three tries in a row failed at {address}; last answer: {answer}; told at {time}.")
        return words.format(address=address, answer=answer, time=bidi.clock(alert.at, self._desk.zone))
