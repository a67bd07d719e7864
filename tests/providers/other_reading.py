"""What the other RETM answers to reads: each list in a container and a pagination of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from starlette.responses import HTMLResponse, Response

from tests.providers.other_books import Books, Dish, Named
from tests.providers.other_papers import Document, Papers

T = TypeVar("T")
N = TypeVar("N", bound=Named)


class Refused(Exception):
    """A call that is answered with an error, whatever its form."""

    def __init__(self, answer: Response) -> None:
        super().__init__(answer.status_code)
        self.answer = answer


@dataclass
class Asked:
    """One call: its page, what it asked the page's size to be, the id in its path, its body."""

    page: int = 1
    per_page: int = 50
    id: str = ""
    body: Document = field(default_factory=dict)


def found(papers: Papers, received: object, among: Sequence[N]) -> N | None:
    """Return the record whose id comes back as it was spelt, or None."""
    meant = papers.ids.meant(received)
    return next((record for record in among if record.id == meant), None)


def known(papers: Papers, received: object, among: Sequence[N]) -> N:
    """Return the record as `found`; raises Refused with a page that says 404."""
    record = found(papers, received, among)
    if record is None:
        raise Refused(HTMLResponse("<h1>404</h1>", 404))
    return record


class Reading:
    """Every endpoint that is a GET."""

    def __init__(self, books: Books, papers: Papers) -> None:
        self.books = books
        self.papers = papers

    def answers(self) -> dict[str, Callable[[Asked], object]]:
        books, papers = self.books, self.papers
        return {
            "orders": self._orders,
            "invoices": self._invoices,
            "customers": self._customers,
            "products": self._products,
            "product": self._product,
            "category": self._category,
            "group": self._group,
            "categories": lambda _a: {"count": 3, "categories": [papers.titled(c) for c in books.categories]},
            "groups": lambda _a: {"result": [papers.named(g, products=[]) for g in books.groups]},
            "simple_list": self._simple_list,
            "menu": self._menu,
            "branches": lambda _a: {"ok": True, "errors": [], "branches": [papers.named(b) for b in books.branches]},
            "devices": self._devices,
            "order_types": lambda _a: [papers.named(t, type=str(t.more["type"])) for t in books.order_types],
            "price_lists": lambda _a: {str(n): papers.named(p) for n, p in enumerate(books.price_lists)},
            "payment_methods": self._payment_methods,
            "charges": lambda _a: [papers.charge(c) for c in books.charges],
            "taxes": lambda _a: {"next": None, "results": [papers.tax(t) for t in books.taxes]},
        }

    def _orders(self, asked: Asked) -> object:
        tickets, pages = _page(self.books.tickets[::-1], asked.page, min(asked.per_page, 25))
        meta = {"last_page": str(pages), "current_page": str(asked.page), "path": "/"}
        return {"meta": meta, "data": [self.papers.order(ticket) for ticket in tickets]}

    def _invoices(self, asked: Asked) -> object:
        tickets, pages = _page(self.books.tickets[::-1], asked.page, 10)
        following = f"/t/x?page={asked.page + 1}" if asked.page < pages else None
        links = {"prev": None, "next": following}
        return {"links": links, "invoices": [self.papers.invoice(ticket) for ticket in tickets]}

    def _customers(self, asked: Asked) -> object:
        """At most 20 a page, while the size that was asked for is repeated back."""
        people, _ = _page(self.books.people, asked.page, min(asked.per_page, 20))
        counted = {"per_page": asked.per_page, "total": len(self.books.people), "current_page": asked.page}
        return counted | {"data": [self.papers.customer(person) for person in people]}

    def _products(self, asked: Asked) -> object:
        dishes, pages = _page(self.books.dishes, asked.page, min(asked.per_page, 15))
        found = [self.papers.dish(dish, upper=False, category=self._shelf_of(dish)) for dish in dishes]
        next_page = f"/catalog/products?page={asked.page + 1}" if asked.page < pages else None
        return {"products": {"data": found, "next_page_url": next_page, "total": str(len(self.books.dishes))}}

    def _product(self, asked: Asked) -> object:
        dish = known(self.papers, asked.id, self.books.dishes)
        return {"data": {"product": self.papers.dish(dish, upper=True, category=self._shelf_of(dish))}}

    def _category(self, asked: Asked) -> object:
        """Pagination by keys nobody foresaw; beyond the end the last page comes again."""
        category = known(self.papers, asked.id, self.books.categories)
        held = self.books.of_category(category)
        pages = -(-len(held) // 6)
        dishes, _ = _page(held, min(asked.page, pages), 6)
        items = [self.papers.dish(dish, upper=True) for dish in dishes]
        products = {"pagination": {"pageNumber": asked.page, "pageCount": pages}, "items": items}
        return {"data": self.papers.titled(category, products=products)}

    def _group(self, asked: Asked) -> object:
        group = known(self.papers, asked.id, self.books.groups)
        dishes = [self.papers.dish(dish, upper=False) for dish in self.books.of_group(group)]
        return self.papers.named(group, products=dishes, pagination=[])

    def _simple_list(self, _asked: Asked) -> object:
        """A list with gaps, as PHP writes one it has filtered."""
        return {
            "data": {
                str(2 * place): {
                    "title": dish.en,
                    "name": {"ar": dish.ar, "en": dish.en},
                    "uuid": self.papers.ids.lower(dish.id),
                }
                for place, dish in enumerate(self.books.dishes)
            }
        }

    def _menu(self, _asked: Asked) -> object:
        sections = [
            self.papers.titled(
                category,
                products={"items": [self.papers.dish(d, upper=True) for d in self.books.of_category(category)]},
            )
            for category in self.books.categories
        ]
        return {"version": "7", "menu": {"currency": {"code": "SAR"}, "sections": sections}}

    def _devices(self, asked: Asked) -> object:
        devices, pages = _page(self.books.devices, asked.page, 2)
        pagination = {"total": len(self.books.devices), "total_pages": pages, "current_page": asked.page, "links": []}
        found = [self.papers.device(device) for device in devices]
        return {"data": {"devices": found}, "meta": {"pagination": pagination, "include": []}}

    def _payment_methods(self, asked: Asked) -> object:
        methods, pages = _page(self.books.payments, asked.page, 3)
        return {"pages": str(pages), "page": str(asked.page), "payments": [self.papers.payment(m) for m in methods]}

    def _shelf_of(self, dish: Dish) -> Named:
        return self.books.categories[dish.category]


def _page(records: Sequence[T], page: int, size: int) -> tuple[Sequence[T], int]:
    """Return one page and how many there are."""
    return records[(page - 1) * size : page * size], max(1, -(-len(records) // size))
