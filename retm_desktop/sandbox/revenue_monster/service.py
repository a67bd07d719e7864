"""Joins the parts of Revenue Monster in a box."""

from starlette.routing import Route

from retm_desktop.sandbox.dice import dice
from retm_desktop.sandbox.revenue_monster.account import Account
from retm_desktop.sandbox.revenue_monster.api import Api
from retm_desktop.sandbox.revenue_monster.application import practice_applications
from retm_desktop.sandbox.revenue_monster.callbacks import Callbacks
from retm_desktop.sandbox.revenue_monster.checkout import Checkouts
from retm_desktop.sandbox.revenue_monster.checkout_pages import CheckoutPages
from retm_desktop.sandbox.revenue_monster.clock import Clock
from retm_desktop.sandbox.revenue_monster.consent import Consent
from retm_desktop.sandbox.revenue_monster.ledger import Ledger
from retm_desktop.sandbox.revenue_monster.line import Line, Sever
from retm_desktop.sandbox.revenue_monster.oauth import OAuth
from retm_desktop.sandbox.revenue_monster.outcomes import Outcomes
from retm_desktop.sandbox.revenue_monster.pages import Pages
from retm_desktop.sandbox.revenue_monster.past import Past
from retm_desktop.sandbox.revenue_monster.payments import Payments
from retm_desktop.sandbox.revenue_monster.stores import Stores
from retm_desktop.sandbox.revenue_monster.timers import Timers
from retm_desktop.sandbox.revenue_monster.tokens import SCOPES, Tokens
from retm_desktop.sandbox.settings import SandboxSettings


class RevenueMonster:
    """The payment service of the practice restaurant, below `/rm/` of `url`. `sever` breaks a client's connection."""

    def __init__(self, settings: SandboxSettings, url: str, sever: Sever) -> None:
        random = dice("revenue monster", settings.seed)
        self.url = url
        self.clock = Clock()
        self.account = Account(self.clock, frozenset(SCOPES))
        self.own, self.other = practice_applications(settings.partner)
        self.tokens = Tokens(settings.rm_token_life)
        self.line = Line(sever)
        self.stores = Stores(self.clock, self.account.read["stores"])
        self.ledger = Ledger(self.clock, random)
        dishes = self.account.read["past"]["dishes"]
        Past(self.ledger, random, self.clock.now()).fill(self.stores.all, dishes, settings.rm_transactions)
        self.callbacks = Callbacks(self.clock, self.own, settings.retry_spacing)
        self.outcomes = Outcomes()
        self._timers = Timers()
        self.payments = Payments(self.clock, self.ledger, self.stores, self.outcomes, self._timers)
        self.checkouts = Checkouts(
            clock=self.clock,
            ledger=self.ledger,
            stores=self.stores,
            outcomes=self.outcomes,
            timers=self._timers,
            url=url,
            life=settings.rm_checkout_life,
            auto_pay=settings.rm_auto_pay_seconds,
            on_paid=self.callbacks.tell,
        )
        pages, applications = Pages(), (self.own, self.other)
        self.consent = Consent(applications, self.account, self.tokens, pages)
        self._oauth = OAuth(applications, self.account, self.tokens, self.line)
        self._pages = CheckoutPages(self.checkouts, pages)
        self._api = Api(
            clock=self.clock,
            applications=applications,
            account=self.account,
            tokens=self.tokens,
            line=self.line,
            stores=self.stores,
            ledger=self.ledger,
            payments=self.payments,
            checkouts=self.checkouts,
        )

    def routes(self) -> list[Route]:
        """Everything below `/rm/`."""
        return [
            *self.consent.routes(),
            *self._oauth.routes(),
            *self._pages.routes(),
            *self._api.routes(),
        ]

    async def stop(self) -> None:
        """End all that happens by itself."""
        self._timers.close()
        await self.callbacks.stop()
