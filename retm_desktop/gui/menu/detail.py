"""Everything RETM tells of one product, beside the grid."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from retm_desktop.domain.menu import ModifierGroup, Product, Tax, Variation
from retm_desktop.domain.text import BilingualText, plain
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.icons import icon
from retm_desktop.gui.menu.ids import ProductIds
from retm_desktop.gui.menu.words import (
    extra_words,
    included_words,
    money,
    price_words,
    rate_words,
    rule_words,
    type_words,
)
from retm_desktop.gui.products.picture import ProductPicture
from retm_desktop.gui.tasks import ViewTasks
from retm_desktop.gui.widgets.buttons import icon_button
from retm_desktop.gui.widgets.copy_button import CopyButton
from retm_desktop.gui.widgets.flow import FlowLayout
from retm_desktop.gui.widgets.labels import chip, frame, label, line, trailing
from retm_desktop.gui.widgets.raw_document import RawDocument
from retm_desktop.store.catalogue import Kind


class ProductDetail(QFrame):
    """A card of fixed width; hidden until `show_product`, `closed` is told when the operator closes it."""

    closed = Signal()

    def __init__(self, desk: Desk, *, name: str) -> None:
        super().__init__()
        self._desk = desk
        self._name = name
        self._tasks = ViewTasks(self, desk.background)
        self._groups: list[BilingualText] = []
        self.product: Product | None = None
        """What is shown."""
        theme = desk.theme
        self.setObjectName(name)
        self.setProperty("role", "card")
        self.setFixedWidth(theme.size("side_detail"))
        column = QVBoxLayout(self)
        edge = theme.space("l")
        column.setContentsMargins(0, theme.space("s"), 0, theme.space("s"))
        column.setSpacing(theme.space("s"))
        head = QHBoxLayout()
        # Margins are not mirrored, spacing is.
        head.setContentsMargins(theme.space("s"), 0, theme.space("s"), 0)
        head.addSpacing(edge - theme.space("s"))
        self._category = label("", "caption", name=f"{name}_category")
        head.addWidget(self._category, 1)
        self._copy = CopyButton(theme, self.tr("name and price"), self._copied, name=f"{name}_copy")
        head.addWidget(self._copy)
        close = icon_button(icon("x", theme.color("muted")), self.tr("Close (Esc)"), name=f"{name}_close")
        close.clicked.connect(self.closed)
        head.addWidget(close)
        column.addLayout(head)
        self._scroll = QScrollArea()
        self._scroll.setObjectName(f"{name}_scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self._scroll, 1)
        # Built once, and handed on from one product's body to the next.
        self._document = RawDocument(desk, name=f"{name}_document", people=False)
        self._document.setObjectName(f"{name}_document")
        self._document.setParent(self)
        self.hide()

    def show_product(self, product: Product, groups: Sequence[BilingualText] = ()) -> None:
        """Show a product and the groups it is in; the same one again keeps the place that was scrolled to."""
        if product == self.product and list(groups) == self._groups and not self.isHidden():
            return
        same = self.product is not None and self.product.id == product.id and not self.isHidden()
        bar = self._scroll.verticalScrollBar()
        place = bar.value() if same else 0
        self.product, self._groups = product, list(groups)
        self._category.setText(bidi.auto(self._desk.text(product.category)))
        self._document.setParent(self)
        # Not before it has been read: until then it holds what belongs to the product before.
        self._document.hide()
        self._scroll.setWidget(self._body(product))
        bar.setValue(place)
        self.show()
        self._tasks.spawn(self._read_document(product.id), "document")

    async def _read_document(self, product_id: str) -> None:
        found = await self._desk.catalogue.get(self._desk.connection_id, Kind.PRODUCT, product_id, Product)
        self._document.setVisible(found is not None)
        self._document.show_body(found[1] if found else b"")

    def _copied(self) -> str:
        if self.product is None:
            return ""
        name = self._desk.text(self.product.name) or self.product.id
        return plain(f"{name}\t{price_words(self._desk, self.product)}")

    def _body(self, product: Product) -> QWidget:
        theme = self._desk.theme
        edge = theme.space("l")
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(edge, 0, edge, edge)
        column.setSpacing(theme.space("xs"))
        # The bar of the scroll area takes a little of the width when the product has much to tell.
        width = theme.size("side_detail") - 2 * edge - theme.space("m") - 2 * theme.space("hair")
        column.addWidget(ProductPicture(self._desk, product, width))
        column.addSpacing(theme.space("s"))
        self._add_names(column, product.name, product.id)
        price = label(price_words(self._desk, product), "heading", name=f"{self._name}_price", tone="primary")
        column.addWidget(price)
        self._add_facts(column, product)
        self._add_description(column, product.description)
        self._add_section(column, self.tr("At RETM"), self._particulars(product))
        if product.variations:
            self._add_section(column, self.tr("Kinds and sizes"), self._variations(product))
        for number, group in enumerate(product.modifiers):
            title = self._desk.text(group.name) or self.tr("Choice {n}").format(n=bidi.ltr(str(number + 1)))
            self._add_section(column, bidi.auto(title), self._modifiers(group, number), self._rule(group, number))
        if product.taxes:
            self._add_section(column, self.tr("Taxes"), self._taxes(product.taxes))
        column.addSpacing(theme.space("l"))
        if product.id:
            self._add_id(column, product.id)
        column.addWidget(ProductIds(self._desk, product, name=f"{self._name}_ids"))
        column.addWidget(self._document)
        column.addStretch(1)
        return body

    def _add_names(self, column: QVBoxLayout, name: BilingualText, product_id: str) -> None:
        shown = self._desk.text(name)
        if not shown:
            # A product without any name is found at RETM by its id only.
            column.addWidget(label(bidi.ltr(product_id), "muted", name=f"{self._name}_name", wrap=True))
            return
        column.addWidget(label(bidi.auto(shown), "heading", name=f"{self._name}_name", wrap=True))
        other = name.en if shown == name.ar else name.ar
        if other and other != shown:
            column.addWidget(label(bidi.auto(other), "muted", name=f"{self._name}_other_name", wrap=True))

    def _add_description(self, column: QVBoxLayout, description: BilingualText) -> None:
        shown = self._desk.text(description)
        if not shown:
            return
        column.addSpacing(self._desk.theme.space("xs"))
        column.addWidget(label(bidi.auto(shown), "muted", name=f"{self._name}_description", wrap=True))
        other = description.en if shown == description.ar else description.ar
        if other and other != shown:
            column.addWidget(label(bidi.auto(other), "caption", name=f"{self._name}_other_description", wrap=True))

    def _particulars(self, product: Product) -> QWidget:
        """Return what RETM tells beside names and prices, each with its name."""
        rows = _Rows(self._desk, f"{self._name}_particulars")
        untold = self.tr("not told by RETM")
        rows.tell(self.tr("Type"), type_words(product.type))
        rows.tell(self.tr("SKU"), bidi.ltr(product.sku) or untold, copied=product.sku, name=f"{self._name}_copy_sku")
        if product.variations and product.price != product.lowest_price:
            rows.tell(self.tr("Base price"), money(self._desk, product.price))
        rows.tell(
            self.tr("Category"), bidi.auto(self._desk.text(product.category)) or bidi.ltr(product.category_id) or untold
        )
        groups = self.tr(", ").join(bidi.auto(self._desk.text(name)) for name in self._groups)
        rows.tell(self.tr("Groups"), groups or self.tr("in none"))
        # What RETM does tell of these stands above, in chips.
        if not product.calories:
            rows.tell(self.tr("Calories"), untold)
        if not product.estimated_minutes:
            rows.tell(self.tr("Preparation"), untold)
        if not product.sells_beyond_stock:
            rows.tell(self.tr("Sold beyond stock"), self.tr("no"))
        return rows

    def _add_facts(self, column: QVBoxLayout, product: Product) -> None:
        facts: list[tuple[str, str]] = []
        if product.calories:
            facts.append((self.tr("{n} kcal").format(n=bidi.quantity(product.calories)), "calories"))
        if product.estimated_minutes:
            facts.append((self.tr("{n} min").format(n=bidi.quantity(product.estimated_minutes)), "minutes"))
        if product.sells_beyond_stock:
            facts.append((self.tr("Sold beyond stock"), "beyond_stock"))
        if not facts:
            return
        chips = QWidget()
        flow = FlowLayout(chips, gap=self._desk.theme.space("xs"))
        for words, what in facts:
            flow.addWidget(chip(words, name=f"{self._name}_{what}"))
        column.addSpacing(self._desk.theme.space("xs"))
        column.addWidget(chips)

    def _add_section(self, column: QVBoxLayout, title: str, content: QWidget, rule: QWidget | None = None) -> None:
        theme = self._desk.theme
        column.addSpacing(theme.space("l"))
        column.addWidget(label(title, "title", wrap=True))
        if rule is not None:
            row = QHBoxLayout()
            row.addWidget(rule)
            row.addStretch(1)
            column.addLayout(row)
        column.addSpacing(theme.space("hair"))
        column.addWidget(content)

    def _variations(self, product: Product) -> QWidget:
        rows = _Rows(self._desk, f"{self._name}_variations")
        pictures = any(variation.image for variation in product.variations)
        for variation in product.variations:
            under = [bidi.ltr(variation.sku)] if variation.sku else []
            if variation.stock is not None:
                under.append(self.tr("{n} in stock").format(n=bidi.quantity(variation.stock)))
            name = self._desk.text(variation.name)
            rows.add(
                bidi.auto(name) if name else bidi.ltr(variation.id),
                " · ".join(under),
                money(self._desk, variation.price),
                picture=self._picture_of(variation, product) if pictures else None,
            )
        return rows

    def _picture_of(self, variation: Variation, product: Product) -> QWidget:
        like = Product(variation.id, variation.name, image=variation.image, category_id=product.category_id)
        return ProductPicture(self._desk, like, self._desk.theme.size("main_action"))

    def _modifiers(self, group: ModifierGroup, number: int) -> QWidget:
        rows = _Rows(self._desk, f"{self._name}_group_{number}")
        for item in group.items:
            name = self._desk.text(item.name)
            extra = extra_words(self._desk, item.extra_price)
            rows.add(bidi.auto(name) if name else bidi.ltr(item.id), "", extra, quiet=item.extra_price == Decimal(0))
        if not group.items:
            rows.add(self.tr("RETM lists nothing to choose from"), "", "", quiet=True)
        return rows

    def _rule(self, group: ModifierGroup, number: int) -> QWidget:
        return chip(rule_words(group), "warn" if group.least > 0 else "", name=f"{self._name}_rule_{number}")

    def _taxes(self, taxes: tuple[Tax, ...]) -> QWidget:
        rows = _Rows(self._desk, f"{self._name}_taxes")
        for tax in taxes:
            name = self._desk.text(tax.name) or self.tr("Tax")
            rows.add(bidi.auto(name), included_words(tax), rate_words(self._desk, tax))
        return rows

    def _add_id(self, column: QVBoxLayout, product_id: str) -> None:
        row = QHBoxLayout()
        row.addWidget(label(bidi.ltr(product_id), "caption", name=f"{self._name}_id", wrap=True), 1)
        row.addWidget(CopyButton(self._desk.theme, self.tr("id"), lambda: product_id, name=f"{self._name}_copy_id"))
        column.addLayout(row)


class _Rows(QFrame):
    """Name and what stands under it at the reading start, an amount at the end, thin lines between."""

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__()
        self._theme = desk.theme
        self.setObjectName(name)
        self.setProperty("role", "sunken")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(desk.theme.space("m"), 0, desk.theme.space("m"), 0)
        self._column.setSpacing(0)

    def add(self, words: str, under: str, amount: str, *, quiet: bool = False, picture: QWidget | None = None) -> None:
        """Add a row; `quiet` shows the amount as something that need not be read."""
        row = self._row()
        if picture is not None:
            row.addWidget(picture)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(label(words, wrap=True))
        if under:
            names.addWidget(label(under, "caption", wrap=True))
        row.addLayout(names, 1)
        if amount:
            figure = label(amount, "caption" if quiet else "strong")
            figure.setAlignment(trailing())
            row.addWidget(figure)

    def tell(self, what: str, words: str, *, copied: str = "", name: str = "") -> None:
        """Add a fact with its name; a `copied` text has a button, called `name`."""
        row = self._row()
        row.addWidget(label(what, "caption"))
        value = label(words, wrap=True)
        value.setAlignment(trailing())
        row.addWidget(value, 1)
        if copied:
            # The button brings its own height.
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(CopyButton(self._theme, what, lambda: copied, name=name))

    def _row(self) -> QHBoxLayout:
        theme = self._theme
        if self._column.count():
            self._column.addWidget(line())
        holder = frame("plain")
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, theme.space("s"), 0, theme.space("s"))
        row.setSpacing(theme.space("s"))
        self._column.addWidget(holder)
        return row
