from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from .._tokens import TokenPair


class AsyncCredentials:
    """What the client proves itself with: an API key, or tokens that it keeps fresh."""

    def __init__(
        self,
        tokens: TokenPair | None,
        refresh: Callable[[str], Awaitable[TokenPair]],
        on_tokens: Callable[[TokenPair], None] | None,
    ) -> None:
        self._tokens = tokens
        self._refresh = refresh
        self._on_tokens = on_tokens
        self._lock = asyncio.Lock()

    @property
    def refresh_token(self) -> str | None:
        return self._tokens.refresh_token if self._tokens else None

    def set(self, tokens: TokenPair | None) -> None:
        self._tokens = tokens
        if tokens and self._on_tokens:
            self._on_tokens(tokens)

    async def current(self) -> str | None:
        """Return the token to send, which may be a new one."""
        tokens = self._tokens
        if tokens is None:
            return None
        return await self.renew(tokens.access_token) if tokens.is_stale else tokens.access_token

    async def renew(self, refused: str) -> str | None:
        """Return a token in place of one that the server refused, or None where there is none to be had.

        However many callers ask at once, one of them fetches it. A caller that is cancelled leaves it to be fetched:
        the refresh token that was sent is good no longer.
        """
        return await asyncio.shield(self._renew(refused))

    async def _renew(self, refused: str) -> str | None:
        async with self._lock:
            tokens = self._tokens
            if tokens is None or tokens.access_token != refused:
                return tokens.access_token if tokens else None
            if tokens.refresh_token is None:
                return None
            renewed = await self._refresh(tokens.refresh_token)
            self.set(renewed)
            return renewed.access_token
