"""In a child process: a token of the practice restaurant, for the program's own client and for a bare one."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx

from retm_desktop.providers.retm.client import RetmClient
from retm_desktop.providers.retm.environment import sandbox_environment
from retm_desktop.providers.transport import http_client

_CLIENT = {"grant_type": "client_credentials", "client_id": "practice-client", "client_secret": "practice-secret"}
PER_PAGE = 50
"""Orders on a page, as the program asks for them."""


@dataclass(frozen=True)
class Both:
    """The program's client, and a bare httpx client that carries the same token."""

    ours: RetmClient
    bare: httpx.AsyncClient
    orders: str
    """The address of the list of orders."""

    async def download(self, page: int) -> object:
        """Get a page with the bare client and read its JSON."""
        answer = await self.bare.get(self.orders, params={"page": page, "per_page": PER_PAGE})
        return json.loads(answer.content)


class _Token:
    def __init__(self, token: str) -> None:
        self._token = token

    async def token(self) -> str:
        return self._token

    async def renewed(self, stale: str) -> str:
        return stale


@asynccontextmanager
async def both_clients(sandbox_url: str, business_id: str) -> AsyncIterator[Both]:
    """Hand out both clients, each with its own kept-alive connection."""
    environment = sandbox_environment(sandbox_url)
    async with httpx.AsyncClient(trust_env=False) as bare, http_client() as http:
        answer = await bare.post(environment.token_address(business_id), json=_CLIENT)
        token = str(answer.raise_for_status().json()["access_token"])
        bare.headers["Authorization"] = f"Bearer {token}"
        client = RetmClient(http, environment, business_id, _Token(token))
        yield Both(client, bare, f"{environment.api_address(business_id)}/orders/list")
