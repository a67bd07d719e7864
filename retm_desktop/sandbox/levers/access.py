"""Levers for who may in and where the doors are: consent, secrets, tokens, paths."""

from dataclasses import asdict
from typing import Any

from retm_desktop.sandbox.consent import Consent
from retm_desktop.sandbox.signposts import Signposts
from retm_desktop.sandbox.tokens import Tokens

Document = dict[str, Any]


class AccessLevers:
    """What RETM's own people, or the merchant's browser, do to a partner's access."""

    def __init__(self, tokens: Tokens, consent: Consent, signposts: Signposts) -> None:
        self._tokens = tokens
        self._consent = consent
        self._signposts = signposts

    async def consent(self, extra: dict[str, str] | None = None) -> Document:
        """Press Allow without a browser: `{outcome, status, code, link}`."""
        return asdict(await self._consent.allow({key: str(value) for key, value in (extra or {}).items()}))

    async def expire_tokens(self) -> None:
        """End every access token; refresh tokens stay good."""
        self._tokens.expire_all()

    async def refuse_refresh(self) -> None:
        """Forget every refresh token given out so far: using one is `invalid_grant`."""
        self._tokens.forget_refresh()

    async def set_client_secret(self, secret: str, end_tokens: bool = False) -> None:
        """Issue new credentials: the old secret stops working at once (folder-751726).

        Whether RETM then also ends the access tokens is not documented, so it is asked for. Refresh tokens
        stay good, with the new secret.
        """
        self._tokens.client_secret = secret
        if end_tokens:
            self._tokens.expire_all()

    async def move_path(self, old: str = "branches/list", new: str = "branches") -> None:
        """Answer an endpoint at another path below `/api/v2/`; the old one is 404. The same path twice
        moves it back. Raises ValueError for a path no endpoint has.
        """
        self._signposts.move(old, new)

    async def forbid(self, path: str) -> None:
        """Answer 403 at an endpoint, as if the merchant had not granted it (the status is assumed)."""
        self._signposts.forbid(path)

    async def allow(self, path: str | None = None) -> None:
        """Take `forbid` back, for one endpoint or for all."""
        self._signposts.allow(path)
