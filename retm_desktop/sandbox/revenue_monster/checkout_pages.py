"""The hosted checkout page, and the page that stands for the phone of a customer who scanned a code."""

from collections.abc import Callable
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from retm_desktop.sandbox.revenue_monster.checkout import Checkouts, Session
from retm_desktop.sandbox.revenue_monster.errors import Refused
from retm_desktop.sandbox.revenue_monster.line import body_of
from retm_desktop.sandbox.revenue_monster.pages import Pages, ringgit, sent_to

_MARKS = {"SUCCESS": "✓", "PENDING": "…", "CANCELLED": "–"}


class CheckoutPages:
    """Lets a person pay, decline or leave."""

    def __init__(self, checkouts: Checkouts, pages: Pages) -> None:
        self._checkouts = checkouts
        self._pages = pages
        self._decisions: dict[str, Callable[[Session], None]] = {
            "pay": checkouts.pay,
            "decline": checkouts.decline,
            "cancel": checkouts.cancel,
        }

    def routes(self) -> list[Route]:
        """Both pages and their forms."""
        return [
            Route("/rm/pg/checkout", self._serve_checkout, methods=["GET", "POST"]),
            Route("/rm/pg/pay", self._serve_phone, methods=["GET", "POST"]),
        ]

    async def _serve_checkout(self, request: Request) -> Response:
        return await self._serve(request, "checkout")

    async def _serve_phone(self, request: Request) -> Response:
        return await self._serve(request, "phone")

    async def _serve(self, request: Request, page: str) -> Response:
        try:
            session = self._checkouts.get(request.query_params.get("checkoutId"))
            form = parse_qs((await body_of(request)).decode("utf-8", "replace"))
        except Refused:
            return self._pages.show(request, "outcome", "nothing", 404, mark="!")
        if request.method == "POST":
            if decide := self._decisions.get(form.get("decision", [""])[0]):
                decide(session)
            if page == "checkout" and not session.is_waiting:
                return sent_to(session.way_back())
        if session.is_waiting and session.transaction is None:
            return self._pages.show(
                request,
                page,
                page,
                amount=ringgit(session.order["amount"]),
                what=session.order["title"],
                detail=session.order["detail"],
                reference=session.reference,
                restaurant=session.store.fields["name"],
            )
        mark = _MARKS.get(session.status, "!")
        if page == "checkout" and not session.is_waiting:
            return self._pages.show(request, "ended", session.status, mark=mark, address=session.way_back())
        return self._pages.show(request, "outcome", session.status, mark=mark)
