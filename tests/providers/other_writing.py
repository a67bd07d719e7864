"""What the other RETM does with writes, and how it complains: otherwise at every endpoint."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from decimal import Decimal

from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from tests.providers.documented import Complaints
from tests.providers.other_books import CANCELLED, DELIVERED, Books, Choice, Named, Row, Ticket
from tests.providers.other_papers import Document, Papers
from tests.providers.other_reading import Asked, N, Refused, found


class Writing:
    """Every endpoint that is a POST, apart from the token's; bodies are checked before they come here."""

    def __init__(self, books: Books, papers: Papers) -> None:
        self.books = books
        self.papers = papers

    def answers(self) -> dict[str, Callable[[Asked], object]]:
        return {
            "create_order": self._create_order,
            "cancel_order": self._cancel,
            "update_delivery_status": self._move,
            "create_order_type": self._create_order_type,
            "create_payment_method": self._create_payment_method,
            "create_charge": self._create_charge,
            "create_tax": self._create_tax,
        }

    def _create_order(self, asked: Asked) -> object:
        body, wrong = asked.body, Complaints()
        branch = self._named("branch", body["branch"], self.books.branches, wrong)
        kind = self._named("ordertype", body.get("ordertype"), self.books.order_types, wrong)
        customer, lines, paid = body["customer"], body["products"], body.get("payments", [])
        assert isinstance(customer, dict)
        assert isinstance(lines, list)
        assert isinstance(paid, list)
        rows = [self._row(f"products.{place}", line, wrong) for place, line in enumerate(lines)]
        methods = [
            self._named(f"payments.{n}.id", part["id"], self.books.payments, wrong) for n, part in enumerate(paid)
        ]
        if wrong or branch is None:
            raise Refused(complaining("create_order", wrong))
        person = Named("9", **{"en": "", "ar": "", **customer.get("name", {})}, more={"phone": customer["phone"]})
        ticket = self.books.enter(
            [row for row in rows if row],
            branch,
            created=datetime.now(UTC),
            kind=kind,
            person=person,
            payment=methods[0] if methods else None,
            reference=body.get("partner_reference"),
            note=body.get("note"),
            address=customer.get("address"),
        )
        told = {"status": "2", "order_reference": ticket.number, "order_id": str(ticket.id)}
        return {"message": "Created", "order": told}

    def _row(self, at: str, line: Document, wrong: Complaints) -> Row | None:
        dish = self._named(f"{at}.id", line["id"], self.books.dishes, wrong)
        if dish is None:
            return None
        offered = [choice for extras in dish.extras for choice in extras.choices]
        size = self._named(f"{at}.variation", line.get("variation"), dish.sizes, wrong)
        chosen: list[tuple[Choice, Decimal]] = []
        modifiers = line.get("modifiers", [])
        assert isinstance(modifiers, list)
        for place, modifier in enumerate(modifiers):
            extra = self._named(f"{at}.modifiers.{place}.id", modifier["id"], offered, wrong)
            if extra:
                chosen.append((extra, Decimal(str(modifier["quantity"]))))
        return Row(dish, Decimal(str(line["quantity"])), size, chosen, str(line.get("note", "")))

    def _named(self, at: str, received: object, among: Sequence[N], wrong: Complaints) -> N | None:
        record = None if received is None else found(self.papers, received, among)
        if record is None and received is not None:
            wrong[at] = f"{at} is not known here"
        return record

    def _ticket(self, asked: Asked) -> Ticket:
        wanted = asked.body["order_id"]
        ticket = next((ticket for ticket in self.books.tickets if str(ticket.id) == wanted), None)
        if ticket is None:
            raise Refused(JSONResponse({"error": {"code": 17, "message": "No order has that number"}}, 404))
        return ticket

    def _cancel(self, asked: Asked) -> object:
        ticket = self._ticket(asked)
        if ticket.delivery in (CANCELLED, DELIVERED):
            raise Refused(PlainTextResponse("That order is closed.", 409))
        ticket.delivery, ticket.reason = CANCELLED, str(asked.body["reason"])
        return {"data": None, "success": "1"}

    def _move(self, asked: Asked) -> object:
        ticket, status = self._ticket(asked), asked.body["status"]
        assert isinstance(status, int)
        if ticket.delivery in (CANCELLED, DELIVERED) or (status < ticket.delivery and status != CANCELLED):
            raise Refused(JSONResponse({"error": {"message": "No way back", "errors": {"status": "gone by"}}}, 400))
        ticket.delivery = status
        driver = asked.body.get("driver")
        ticket.driver = driver if isinstance(driver, dict) else ticket.driver
        return Response(status_code=204)

    def _create_order_type(self, asked: Asked) -> object:
        made = self._made("ot", asked, type=asked.body["type"])
        self.books.order_types.append(made)
        return {"success": True, "data": {"order_type": self.papers.named(made, type=str(made.more["type"]))}}

    def _create_payment_method(self, asked: Asked) -> object:
        body = asked.body
        drawer, zatca = body["auto_open_drawer"], body["zatca_payment_code"]
        made = self._made("pm", asked, type=body["type"], drawer=drawer, zatca=zatca)
        self.books.payments.append(made)
        return self.papers.payment(made)

    def _create_charge(self, asked: Asked) -> object:
        wrong = Complaints()
        tax = self._named("tax", asked.body.get("tax"), self.books.taxes, wrong)
        if wrong:
            raise Refused(complaining("create_charge", wrong))
        made = self._made("ch", asked, value=Decimal(str(asked.body["value"])), tax=tax)
        self.books.charges.append(made)
        return {"data": self.papers.charge(made)}

    def _create_tax(self, asked: Asked) -> object:
        made = self._made("tx", asked, value=Decimal(str(asked.body["value"])), type=asked.body["type"])
        self.books.taxes.append(made)
        return {"message": ["made"], "tax": {"uuid": self.papers.ids.upper(made.id)}}

    def _made(self, kind: str, asked: Asked, **more: object) -> Named:
        name = asked.body["name"]
        assert isinstance(name, dict)
        return Named(self.books.new_id(kind), name["en"], name["ar"], more)


def complaining(name: str, complaints: Complaints) -> Response:
    """Tell what is wrong, in another form for each endpoint."""
    match name:
        case "create_order":
            return JSONResponse({"errors": [{"message": said, "field": key} for key, said in complaints.items()]}, 422)
        case "create_order_type":
            return JSONResponse({"errors": complaints, "error": True}, 422)
        case "create_payment_method":
            return JSONResponse({"errors": [f"{said}." for said in complaints.values()]}, 400)
        case "create_charge":
            error = {"message": "Not like this", "errors": {key: [said] for key, said in complaints.items()}}
            return JSONResponse({"error": error}, 422)
        case "create_tax":
            return HTMLResponse(f"<p>{' '.join(complaints.values())}</p>", 400)
        case _:
            return PlainTextResponse(" ".join(complaints.values()), 422)
