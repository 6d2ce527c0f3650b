from __future__ import annotations

import time
from dataclasses import dataclass

_MARGIN_SECONDS = 10.0
"""A token that ends so soon may end on its way."""


@dataclass(frozen=True, slots=True)
class TokenPair:
    """What a login gives. With a refresh token the client fetches new access tokens by itself."""

    access_token: str
    refresh_token: str | None = None
    expires_at: float | None = None
    """Unix seconds, where it is known."""

    @property
    def is_stale(self) -> bool:
        """It can be replaced, and should be."""
        if self.refresh_token is None or self.expires_at is None:
            return False
        return self.expires_at - time.time() < _MARGIN_SECONDS


def after(seconds: int) -> float:
    """Return the Unix time after so many seconds."""
    return time.time() + seconds
