from __future__ import annotations

import os

from ._tokens import TokenPair

_DEFAULT_URL = "http://localhost:51245"


def base_url_of(base_url: str | None) -> str:
    """Return where the server is."""
    return (base_url or os.environ.get("SINAS_BASE_URL") or _DEFAULT_URL).rstrip("/")


def tokens_of(api_key: str | None, token: str | None, refresh_token: str | None) -> TokenPair | None:
    """Return what the client begins with.

    What is given counts for more than the environment, even where it is empty. An API key is sent as a token is.
    """
    given = token if api_key is None else api_key
    if refresh_token:
        # Without an access token, the first is fetched before the first request.
        return TokenPair(given or "", refresh_token, None if given else 0.0)
    if given is None:
        given = os.environ.get("SINAS_API_KEY") or os.environ.get("SINAS_TOKEN")
    return TokenPair(given) if given else None
