# Written by scripts/unasync.py. Do not edit.
from __future__ import annotations

from collections.abc import Iterator
from typing import Unpack

from .._request import path
from ..types import ApiKey, CreateApiKey, ListApiKeys, NewApiKey
from .resource import Resource


class ApiKeys(Resource):
    """Keys for programs."""

    def create(self, **params: Unpack[CreateApiKey]) -> NewApiKey:
        """Make a key, which is shown this once."""
        return self._transport.send(NewApiKey, "POST", "/api/v1/auth/api-keys", params)

    def list(self, **params: Unpack[ListApiKeys]) -> Iterator[ApiKey]:
        """The caller's keys, newest first, with those that were revoked."""
        return self._transport.pages(ApiKey, "/api/v1/auth/api-keys", params)

    def get(self, key_id: str) -> ApiKey:
        """Read a key, without its secret."""
        return self._transport.get(ApiKey, path("/api/v1/auth/api-keys/{}", key_id))

    def revoke(self, key_id: str) -> None:
        """Revoke a key at once and for good."""
        self._transport.delete(path("/api/v1/auth/api-keys/{}", key_id))
