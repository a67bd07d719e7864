"""What connecting needs of a provider, and the providers there are: one row each."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

import httpx

from retm_desktop.connect.retm import Retm
from retm_desktop.connect.revenue_monster import RevenueMonster
from retm_desktop.connect.sealed import ClientCredentials
from retm_desktop.connect.terms import (
    CallbackBy,
    ConnectableEnvironment,
    CredentialField,
    CredentialKind,
    InstallCallback,
)
from retm_desktop.providers.tokens import Tokens

__all__ = [
    "PROVIDERS",
    "CallbackBy",
    "ConnectableEnvironment",
    "CredentialField",
    "CredentialKind",
    "InstallCallback",
    "Provider",
    "Tokens",
]


class Provider(Protocol):
    """One system that can be connected. Environments travel as the JSON document the store keeps of them."""

    @property
    def fields(self) -> tuple[CredentialField, ...]:
        """What the operator enters, in the order of the form."""
        ...

    @property
    def callback_by(self) -> CallbackBy:
        """Who brings the code."""
        ...

    @property
    def code_burns(self) -> bool:
        """Whether any attempt uses the code up: then it is exchanged once, and nothing repeats it."""
        ...

    def prepared(
        self, environment: ConnectableEnvironment, *, listener_address: str, public_address: str
    ) -> ConnectableEnvironment:
        """Return the environment with the addresses of ours that it needs.

        `listener_address` is on this computer, `public_address` leads to it from outside and is empty where none is
        set; both without a slash at their end.
        """
        ...

    def checked(self, credentials: ClientCredentials) -> ClientCredentials:
        """Return what was entered as it is kept; raises Rejected by the names of the fields."""
        ...

    def business_id(self, credentials: ClientCredentials) -> str:
        """Return the account's id where the credentials tell it; empty where only the callback does."""
        ...

    def consent_address(self, environment: bytes, client_id: str, state: str) -> str:
        """Return the page where the merchant allows access; `state` comes back in the callback."""
        ...

    def parse_callback(self, payload: bytes) -> InstallCallback:
        """Read an install callback, the body of a POST or the query of a GET.

        Raises UnreadableAnswer for one that neither brings a code (and business, where it has to) nor a refusal.
        """
        ...

    def check_business(self, environment: bytes, business_id: str) -> None:
        """Raise Rejected where `business_id` cannot be one, before it becomes part of an address."""
        ...

    async def ready(self, http: httpx.AsyncClient, environment: bytes, now: datetime) -> None:
        """Make sure that an exchange can succeed, before consent is shown and again before the code is used.

        Raises ClockWrong, Offline and others.
        """
        ...

    def can_renew(self, environment: bytes, tokens: Tokens) -> bool:
        """Tell whether `refresh` can do anything with these tokens."""
        ...

    async def exchange(
        self,
        http: httpx.AsyncClient,
        environment: bytes,
        *,
        business_id: str,
        code: str,
        credentials: ClientCredentials,
        now: datetime,
    ) -> Tokens:
        """Turn a code into tokens; raises WrongCredentials, CodeRefused, Offline, OutcomeUnknown and others."""
        ...

    async def refresh(
        self,
        http: httpx.AsyncClient,
        environment: bytes,
        *,
        business_id: str,
        refresh_token: str,
        credentials: ClientCredentials,
        now: datetime,
    ) -> Tokens:
        """Renew tokens; raises SignInExpired, WrongCredentials, Offline and others."""
        ...

    async def account_name(
        self,
        http: httpx.AsyncClient,
        environment: bytes,
        *,
        business_id: str,
        tokens: Tokens,
        credentials: ClientCredentials,
        now: datetime,
    ) -> str:
        """Return whose account fresh tokens open, empty where it is not told; raises what makes them useless."""
        ...


PROVIDERS: Mapping[str, Provider] = {"retm": Retm(), "revenue-monster": RevenueMonster()}
"""By the name that is kept with installs and connections, and that ends the install callback's path."""
