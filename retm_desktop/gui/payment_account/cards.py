"""What is known of the payment account, a card a part."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from retm_desktop.domain.payments import AccountUser, Grant, Merchant, Subscription
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.payment_account.connected import account_zone
from retm_desktop.gui.payment_account.words import product_name, scopes, standing, why_missing
from retm_desktop.gui.sentences import PAYMENTS_SERVICE
from retm_desktop.gui.setup.section import Section
from retm_desktop.gui.widgets.fact import Fact
from retm_desktop.gui.widgets.labels import chip, label
from retm_desktop.store.payment_stores import PaymentAccount


class AccountCard(Section):
    """A card whose body is built anew when what it tells is another thing."""

    def __init__(self, desk: Desk, glyph: str, title: str, words: str, *, name: str) -> None:
        super().__init__(desk.theme, glyph, title, words, name=name)
        self._desk = desk
        self._name = name
        self._body: QWidget | None = None
        self._shown: object = None

    def show_account(self, account: PaymentAccount | None, stores: Mapping[str, str]) -> None:
        """Show what is known of the account, None before it was read; `stores` are the names of its stores by id."""
        told = (account, dict(stores))
        if self._body is not None and told == self._shown:
            return
        self._shown = told
        if self._body is not None:
            self._body.hide()
            # Without a parent at once: nobody may find what is gone by its name.
            self._body.setParent(None)
            self._body.deleteLater()
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._desk.theme.space("s"))
        if account is None:
            unread = self.tr("Not read from {service} yet.").format(service=PAYMENTS_SERVICE)
            column.addWidget(label(unread, "muted", name=f"{self._name}_unread", wrap=True))
        else:
            self._fill(column, account, stores)
        self.add(self._body)

    def _fill(self, column: QVBoxLayout, account: PaymentAccount, stores: Mapping[str, str]) -> None:
        raise NotImplementedError

    def _add_missing(self, column: QVBoxLayout, part: str, account: PaymentAccount) -> None:
        words = why_missing(part, account.refused)
        column.addWidget(label(words, "muted", name=f"{self._name}_missing", wrap=True))

    def _add_fact(
        self, column: QVBoxLayout, glyph: str, what: str, words: str, name: str, *, figures: bool = False
    ) -> None:
        if words:
            fact = Fact(self._desk.theme, glyph, what, lambda: words, name=name, of=self._name)
            fact.show_words(bidi.ltr(words) if figures else bidi.auto(words))
            column.addWidget(fact)

    def _add_chips(self, column: QVBoxLayout, title: str, status: str, *, active: bool | None, name: str) -> None:
        theme = self._desk.theme
        row = QHBoxLayout()
        row.setSpacing(theme.space("s"))
        row.addWidget(label(bidi.auto(title), "title", name=f"{self._name}_{name}", wrap=True), 1)
        chips = [] if active is not False else [(self.tr("Not active"), "danger", "inactive")]
        if status:
            chips.insert(0, (*standing(status), "status"))
        for words, tone, end in chips:
            made = chip(words, tone, name=f"{self._name}_{end}")
            row.addWidget(made, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(row)

    def _day(self, at: datetime | None, zone: ZoneInfo) -> str:
        return bidi.ltr(at.astimezone(zone).date().isoformat()) if at else self.tr("not told")


class CompanyCard(AccountCard):
    """Whose account it is."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "buildings",
            QCoreApplication.translate("CompanyCard", "Company"),
            QCoreApplication.translate("CompanyCard", "Whose account it is; what is charged here goes there."),
            name="payments_company",
        )

    def _fill(self, column: QVBoxLayout, account: PaymentAccount, stores: Mapping[str, str]) -> None:
        one: Merchant | None = account.merchant
        if one is None:
            self._add_missing(column, "merchant", account)
            return
        name = one.company_name or self.tr("Company without a name")
        self._add_chips(column, name, one.status, active=one.is_active, name="name")
        for glyph, what, words, end, figures in (
            ("identification-card", self.tr("Registration number"), one.registration_number, "registration", True),
            ("buildings", self.tr("Kind of company"), one.company_type, "type", True),
            ("tag", self.tr("Business"), one.business_category, "category", True),
            ("map-pin", self.tr("Address"), one.address, "address", False),
            ("phone", self.tr("Phone"), _phone(one.country_code, one.phone_number), "phone", True),
            ("hash", self.tr("Account id"), one.id, "id", True),
        ):
            self._add_fact(column, glyph, what, words, end, figures=figures)


class UserCard(AccountCard):
    """Who allowed access."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "user",
            QCoreApplication.translate("UserCard", "Access allowed by"),
            QCoreApplication.translate("UserCard", "This program does what this user may do, and no more."),
            name="payments_user",
        )

    def _fill(self, column: QVBoxLayout, account: PaymentAccount, stores: Mapping[str, str]) -> None:
        one: AccountUser | None = account.user
        if one is None:
            self._add_missing(column, "user", account)
            return
        self._add_chips(column, one.name or self.tr("User without a name"), one.status, active=None, name="name")
        own = [stores.get(each) or each for each in one.store_ids]
        for glyph, what, words, end, figures in (
            ("envelope-simple", self.tr("E-mail"), one.email, "email", True),
            ("phone", self.tr("Phone"), _phone(one.country_code, one.phone_number), "phone", True),
            ("storefront", self.tr("Only for the stores"), self.tr(", ").join(own), "stores", False),
            ("hash", self.tr("User id"), one.id, "id", True),
        ):
            self._add_fact(column, glyph, what, words, end, figures=figures)


class AccessCard(AccountCard):
    """What the user allowed, and how long that is good."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "key",
            QCoreApplication.translate("AccessCard", "What is allowed"),
            QCoreApplication.translate(
                "AccessCard", "What the sign-in of this program opens, as the service tells it."
            ),
            name="payments_access",
        )

    def _fill(self, column: QVBoxLayout, account: PaymentAccount, stores: Mapping[str, str]) -> None:
        if account.grant is None:
            self._add_missing(column, "grant", account)
        else:
            self._add_grant(column, account.grant)
        words, tone = self._end_words(account)
        if words:
            column.addWidget(label(words, "" if tone else "muted", name=f"{self._name}_ends", tone=tone, wrap=True))
        if "stores" in account.refused:
            words = self.tr("Stores: {why}").format(why=why_missing("stores", account.refused))
            column.addWidget(label(words, "muted", name=f"{self._name}_no_stores", wrap=True))

    def _add_grant(self, column: QVBoxLayout, grant: Grant) -> None:
        known = scopes()
        for scope, name, opens in known:
            self._add_scope(column, scope, name, opens, granted=scope in grant.scopes)
        names = {scope for scope, _, _ in known}
        for scope in grant.scopes:
            if scope not in names:
                opens = self.tr("This program does not use it.")
                self._add_scope(column, scope, bidi.ltr(scope), opens, granted=True)

    def _add_scope(self, column: QVBoxLayout, scope: str, name: str, opens: str, *, granted: bool) -> None:
        theme = self._desk.theme
        row = QHBoxLayout()
        row.setSpacing(theme.space("m"))
        sign = QLabel()
        side = theme.size("icon")
        glyph, tone = ("check-circle", "good") if granted else ("x-circle", "danger")
        sign.setPixmap(icon(glyph, theme.color(tone)).pixmap(QSize(side, side)))
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(theme.space("hair"))
        texts.addWidget(label(name, "strong"))
        texts.addWidget(label(opens, "muted", wrap=True))
        row.addLayout(texts, 1)
        words = self.tr("Allowed") if granted else self.tr("Not allowed")
        row.addWidget(chip(words, tone, name=f"{self._name}_{scope}"), 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(row)

    def _end_words(self, account: PaymentAccount) -> tuple[str, str]:
        """Return when the token ends: what came with it counts before what the service says of it on being asked."""
        grant = account.grant
        if grant is not None and not grant.active:
            return self.tr("{service} says that this sign-in is over.").format(service=PAYMENTS_SERVICE), "danger"
        end = account.token_ends_at or (grant.expires_at if grant is not None else None)
        if end is None:
            return self.tr("{service} did not say when this sign-in ends.").format(service=PAYMENTS_SERVICE), ""
        time = bidi.day_and_clock(end, account_zone(self._desk))
        if end <= self._desk.now():
            return self.tr("The token that was looked at ended at {time}.").format(time=time), "warn"
        return self.tr("The token that is used now is good until {time}.").format(time=time), ""


class PlansCard(AccountCard):
    """What the company subscribed to."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "calendar-check",
            QCoreApplication.translate("PlansCard", "Plans"),
            QCoreApplication.translate(
                "PlansCard", "What the company subscribed to. Payments need the plan for payments."
            ),
            name="payments_plans",
        )

    def _fill(self, column: QVBoxLayout, account: PaymentAccount, stores: Mapping[str, str]) -> None:
        if not account.subscriptions:
            self._add_missing(column, "subscriptions", account)
        for one in account.subscriptions:
            self._add_plan(column, one)

    def _add_plan(self, column: QVBoxLayout, one: Subscription) -> None:
        theme, zone = self._desk.theme, account_zone(self._desk)
        row = QHBoxLayout()
        row.setSpacing(theme.space("m"))
        texts = QVBoxLayout()
        texts.setSpacing(theme.space("hair"))
        texts.addWidget(label(product_name(one.id), "strong"))
        words = self.tr("Ends on {day}").format(day=self._day(one.expires_at, zone))
        if one.terminates_at is not None:
            last = self._day(one.terminates_at, zone)
            words = self.tr("{ends}, goes on until {day} at the latest").format(ends=words, day=last)
        elif one.grace_days is not None:
            words = self.tr("{ends}, days of grace: {n}").format(ends=words, n=bidi.ltr(str(one.grace_days)))
        texts.addWidget(label(words, "muted", name=f"{self._name}_{one.id}_ends", wrap=True))
        row.addLayout(texts, 1)
        stands, tone = standing(one.status)
        row.addWidget(chip(stands, tone, name=f"{self._name}_{one.id}"), 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(row)


def _phone(country_code: str, number: str) -> str:
    return " ".join(part for part in (f"+{country_code}" if country_code else "", number) if part) if number else ""
