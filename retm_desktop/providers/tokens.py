"""The tokens a provider gives for an authorization code."""

from datetime import datetime

import msgspec


class Tokens(msgspec.Struct, frozen=True, kw_only=True):
    """Access to one account. `refresh_token` is empty where none was given: then the merchant connects again."""

    access_token: str
    refresh_token: str = ""
    expires_at: datetime

    def __repr__(self) -> str:
        return f"Tokens(expires_at={self.expires_at!r})"
