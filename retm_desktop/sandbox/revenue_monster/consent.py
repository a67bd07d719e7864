"""The consent page of `/authorize`, and what Allow and Cancel do (reference 3.1, 3.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from retm_desktop.sandbox.revenue_monster.account import Account
from retm_desktop.sandbox.revenue_monster.application import Application
from retm_desktop.sandbox.revenue_monster.errors import Refused
from retm_desktop.sandbox.revenue_monster.line import body_of
from retm_desktop.sandbox.revenue_monster.pages import LANGUAGE, Pages, sent_to
from retm_desktop.sandbox.revenue_monster.tokens import SCOPES, Tokens

Document = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """An authorization request in which nothing is wrong."""

    application: Application
    redirect_uri: str
    scopes: tuple[str, ...]
    state: str | None


class Consent:
    """Asks the signed-in user. `cancel_redirects` makes Cancel go back with an error, which is not documented."""

    def __init__(self, applications: Sequence[Application], account: Account, tokens: Tokens, pages: Pages) -> None:
        self._applications = applications
        self._account = account
        self._tokens = tokens
        self._pages = pages
        self.cancel_redirects = False

    def routes(self) -> list[Route]:
        """The page and its form."""
        return [Route("/rm/oauth/authorize", self._serve, methods=["GET", "POST"])]

    def check(self, parameters: Sequence[tuple[str, str]]) -> Asked:
        """Judge an authorization request; raises Refused with the error of 3.6."""
        names = [name for name, _ in parameters]
        given = dict(parameters)
        repeated = sorted({name for name in names if names.count(name) > 1})
        missing = [name for name in ("responseType", "clientId", "redirectUri", "scope") if not given.get(name)]
        if repeated or missing:
            raise Refused("INVALID_REQUEST", f"Missing or repeated: {', '.join([*missing, *repeated])}")
        application = next((one for one in self._applications if one.client_id == given["clientId"]), None)
        if application is None:
            raise Refused("INVALID_CLIENT", "No such clientId", status=400)
        if given["redirectUri"] not in application.redirect_uris:
            raise Refused("INVALID_REQUEST", "redirectUri is not one of the registered addresses")
        if given["responseType"] != "code":
            raise Refused("UNSUPPORTED_RESPONSE_TYPE", "responseType must be code")
        scopes = tuple(given["scope"].split(","))
        if wrong := [scope for scope in scopes if scope not in SCOPES]:
            raise Refused("INVALID_SCOPE", f"No such scope: {', '.join(map(repr, wrong))}")
        if beyond := [scope for scope in scopes if scope not in self._account.role]:
            raise Refused("INVALID_SCOPE", f"Beyond the user's own role: {', '.join(beyond)}")
        return Asked(application, given["redirectUri"], scopes, given.get("state"))

    def allow(self, asked: Asked) -> str:
        """Give consent; the address the browser is sent to, with the code."""
        code = self._tokens.new_code(asked.application.client_id, asked.redirect_uri, asked.scopes)
        return _back(asked, {"code": code})

    async def _serve(self, request: Request) -> Response:
        try:
            asked = self.check([pair for pair in request.query_params.multi_items() if pair[0] != LANGUAGE])
            form = parse_qs((await body_of(request)).decode("utf-8", "replace"))
        except Refused as refusal:
            return self._pages.show(
                request, "refused", "refused", refusal.status, code=refusal.code, message=refusal.message
            )
        if request.method == "GET":
            return self._pages.show(
                request,
                "consent",
                "consent",
                application=asked.application.name,
                merchant=self._account.merchant_name,
                name=self._account.user_name,
                email=self._account.user_email,
                scopes=" ".join(dict.fromkeys(asked.scopes)),
            )
        if form.get("decision") == ["allow"]:
            return sent_to(self.allow(asked))
        if self.cancel_redirects:
            return sent_to(_back(asked, {"error": "access_denied"}))
        return self._pages.show(request, "outcome", "denied", mark="–")


def _back(asked: Asked, told: dict[str, str]) -> str:
    """The redirect address with more in its query; what it had stays."""
    if asked.state is not None:
        told = {**told, "state": asked.state}
    parts = urlsplit(asked.redirect_uri)
    return urlunsplit(parts._replace(query="&".join(piece for piece in (parts.query, urlencode(told)) if piece)))
